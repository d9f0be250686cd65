import IO
import Telemetry

/// Sends each request over a connection of its own, to an address that the policy allows.
struct DirectSender: RequestSender {
  let policy: AddressPolicy
  /// Of an answer's head and of its body, how much is read.
  private static let largestHead = 64 << 10
  private static let largestBody = 1 << 20

  func send(_ request: ScheduledRequest, headers: [(name: String, value: String)]) async throws(SendError) -> Answer {
    let deadline = Deadline.after(request.timeout)
    do throws(IOError) {
      let addresses = try await Resolver.resolve(host: request.url.host, port: request.url.port, deadline: deadline)
      let allowed = addresses.filter(policy.allows)
      if !allowed.isEmpty {
        let socket = try await Connector.connect(toFirstOf: allowed, deadline: deadline)
        defer { socket.close() }
        try await socket.write(message(request, headers), deadline: deadline)
        let reader = BufferedReader(socket, capacity: Self.largestHead)
        if let answer = try await answer(reader, deadline) { return answer }
        throw .endedEarly
      }
      throw .unresolved(host: request.url.host, reason: "none of its addresses may be called: \(addresses)")
    } catch {
      let isRefusal = if case .unresolved = error { true } else { false }
      throw SendError(description: "\(error)", isTransient: !isRefusal)
    }
  }

  private func message(_ request: ScheduledRequest, _ headers: [(name: String, value: String)]) -> [UInt8] {
    var head = "\(request.method) \(request.url.target) HTTP/1.1\r\nHost: \(request.url.authority)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let context = TraceContext.current { head += "traceparent: \(context.traceparent)\r\n" }
    if !request.body.isEmpty || request.method == "POST" || request.method == "PUT" || request.method == "PATCH" {
      head += "Content-Length: \(request.body.count)\r\n"
    }
    return Array((head + "\r\n").utf8) + request.body
  }

  /// Reads the head and, up to a limit, what follows; `nil` for bytes that are no answer.
  private func answer(_ reader: BufferedReader, _ deadline: Deadline) async throws(IOError) -> Answer? {
    guard let line = try await reader.readLine(deadline: deadline), line.count >= 12, line.starts(with: "HTTP/1.".utf8),
      let status = Int(String(decoding: line[9..<12], as: UTF8.self))
    else { return nil }
    var retryAfter: Duration?
    var size = 0
    while let line = try await reader.readLine(deadline: deadline), !line.isEmpty {
      size += line.count
      if size > Self.largestHead { throw .tooLong(limit: Self.largestHead) }
      let text = String(decoding: line, as: UTF8.self).lowercased()
      if text.hasPrefix("retry-after:") {
        retryAfter = Int(text.dropFirst("retry-after:".count).filter { $0 != " " }).map { .seconds(min(max($0, 0), 1_000_000)) }
      }
    }
    if (100..<200).contains(status) { return try await answer(reader, deadline) }
    size = 0
    while size < Self.largestBody, try await reader.fill(deadline: deadline) {
      size += reader.count
      reader.skip(reader.count)
    }
    return Answer(status: status, retryAfter: retryAfter)
  }
}
