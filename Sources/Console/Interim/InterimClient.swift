import HTTP
import IO

/// One request a connection.
struct InterimClient: Sendable {
  func get(_ url: String, accept: String, limit: Int, timeout: Duration) async throws -> (Int, [UInt8]) {
    let rest = url.dropFirst("http://".count)
    let authority = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(authority.count)
    let parts = authority.split(separator: ":")
    let deadline = Deadline.after(timeout)
    let socket = try await Connector.connect(to: .ip(String(parts[0]), port: UInt16(parts[1])!), deadline: deadline)
    defer { socket.close() }
    try await socket.write(
      Array("GET \(path) HTTP/1.1\r\nhost: \(authority)\r\naccept: \(accept)\r\nconnection: close\r\n\r\n".utf8), deadline: deadline)
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16384, alignment: 1)
    defer { buffer.deallocate() }
    while bytes.count < limit {
      let count = try await socket.read(into: buffer, deadline: deadline)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let code = Int(text.split(separator: " ")[1])!
    for index in bytes.indices.dropLast(3) where Array(bytes[index..<index + 4]) == [13, 10, 13, 10] { return (code, Array(bytes[(index + 4)...])) }
    return (code, [])
  }
}
