import HTTP
import IO
import Lifecycle
import Synchronization

/// A request a connection, answered and closed: until the package HTTP has its server.
final class InterimServer: Part {
  let name: String
  private let address: SocketAddress
  private let loops: EventLoops
  private let handler: Handler
  private let bound: @Sendable (SocketAddress) -> Void
  private let listener = InterimBox()

  init(
    _ name: String, _ address: SocketAddress, on loops: EventLoops, _ handler: @escaping Handler, bound: @escaping @Sendable (SocketAddress) -> Void
  ) {
    self.name = name
    self.address = address
    self.loops = loops
    self.handler = handler
    self.bound = bound
  }

  func start() async throws {
    let listener = try Listener.bind(address)
    self.listener.value.withLock { $0 = listener }
    bound(listener.address)
  }

  func run() async throws {
    guard let listener = listener.value.withLock({ $0 }) else { return }
    await listener.run(on: loops) { socket in await self.serve(socket) }
  }

  func quiesce() async { listener.value.withLock { $0 }?.close() }
  func stop(deadline: ContinuousClock.Instant) async throws { await quiesce() }

  private func serve(_ socket: Socket) async {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16384, alignment: 1)
    defer { buffer.deallocate() }
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of4: "\r\n\r\n") {
        let lines = text[..<end].split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ")
        if words.count < 2 { return }
        var headers: Headers = [:]
        for line in lines.dropFirst() {
          if let colon = line.firstIndex(of: ":") {
            headers.append(String(line[..<colon]).lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
          }
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        let head = text[..<end].utf8.count + 4
        if bytes.count >= head + length {
          let target = words[1].split(separator: "?", maxSplits: 1)
          let request = Request(
            Method(String(words[0])), String(target[0]), query: target.count > 1 ? String(target[1]) : nil, headers: headers,
            body: .bytes(Array(bytes[head...])))
          let response: Response
          do { response = try await handler(request) } catch let error as any ResponseError { response = error.response } catch {
            response = .text("\(error)\n", .internalServerError)
          }
          var body: [UInt8] = []
          switch response.body {
          case .bytes(let bytes): body = bytes
          case .text(let text): body = Array(text.utf8)
          default: break
          }
          var out = "HTTP/1.1 \(response.status.code) X\r\nconnection: close\r\ncontent-length: \(body.count)\r\n"
          for field in response.headers.fields { out += "\(field.name): \(field.value)\r\n" }
          try? await socket.write(Array((out + "\r\n").utf8) + body, deadline: .after(.seconds(5)))
          return
        }
      }
      guard let count = try? await socket.read(into: buffer, deadline: .after(.seconds(10))), count > 0 else { return }
      bytes += buffer[..<count]
    }
  }
}

final class InterimBox: Sendable { let value = Mutex<Listener?>(nil) }

extension String {
  fileprivate func range(of4 text: String) -> Index? {
    var index = startIndex
    let view = unicodeScalars
    while index < endIndex {
      if view[index...].starts(with: text.unicodeScalars) { return index }
      index = view.index(after: index)
    }
    return nil
  }
}
