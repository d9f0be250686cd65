import Addresses
import HTTP
import IO
import Telemetry
import TestSupport
import Testing

@testable import SchedulerWorker

@Suite struct ClientSenderTests {
  /// Sends a request of a schedule, as its file would say it, to the receiver.
  private func send(
    to url: String, method: Method = .post, headers: Headers = [:], body: [UInt8] = [], timeout: Duration = .seconds(60),
    allowing allowed: String = "127.0.0.0/8"
  ) async throws -> Answer {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let sender = ClientSender(
      policy: AddressPolicy(allowsPrivate: false, allowed: [try #require(AddressBlock(allowed))]), maximumRuns: 4, on: loops, metrics: Metrics(),
      tracer: Tracer())
    let request = ScheduledRequest(
      method: method, url: try HTTPURL(url), headers: headers, body: body, expectedStatus: .successful, timeout: timeout, retries: .none)
    return try await loops.all[0].run { try await sender.send(request, headers: request.headers) }
  }

  private func error(of body: () async throws -> Answer) async throws -> SendError {
    do {
      let answer = try await body()
      Issue.record("answered \(answer)")
      throw CancellationError()
    } catch let error as SendError { return error }
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func `a redirect is an answer, and leads nowhere`(status: Int) async throws {
    let other = try Receiver()
    let receiver = try Receiver { _, _ in .status(status, "Location: \(other.url)/") }
    #expect(try await send(to: receiver.url) == Answer(status: status))
    #expect(receiver.received.count == 1 && other.connections == 0)
  }

  @Test func `an answer without an end is read to a limit and no further`() async throws {
    let receiver = try Receiver { _, _ in .endless }
    #expect(try await send(to: receiver.url) == Answer(status: 200))
    #expect(receiver.poured < 64 << 20, "what one side sends ahead is bounded by the sockets")
  }

  @Test func `an answer that does not come ends with the time-out, and may come the next time`() async throws {
    let receiver = try Receiver { _, _ in .held }
    let failure = try await error { try await send(to: receiver.url, timeout: .milliseconds(50)) }
    #expect(failure.isTransient && failure.description.contains("the time was up"))
  }

  @Test func `an answer that stalls half-way is none`() async throws {
    let receiver = try Receiver { _, _ in .bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") }
    let failure = try await error { try await send(to: receiver.url, timeout: .milliseconds(200)) }
    #expect(failure.isTransient && failure.description.contains("the time was up"))
  }

  @Test func `a receiver that hangs up, and one that is not there, may be there the next time`() async throws {
    let receiver = try Receiver { _, _ in .nothing }
    #expect(try await error { try await send(to: receiver.url) }.isTransient)
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    listener.close()
    #expect(try await error { try await send(to: "http://\(listener.address)") }.isTransient)
  }

  @Test(arguments: ["hello\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"])
  func `what is not an answer of HTTP is not asked for again`(text: String) async throws {
    let receiver = try Receiver { _, _ in .bytes(text) }
    #expect(try await !error { try await send(to: receiver.url) }.isTransient)
  }

  @Test func `a body is sent whole, whatever its size, and no body says so`() async throws {
    let receiver = try Receiver()
    let text = String(repeating: "0123456789", count: 60_000)
    _ = try await send(to: receiver.url, body: Array(text.utf8))
    _ = try await send(to: receiver.url)
    _ = try await send(to: receiver.url, method: .get)
    #expect(receiver.received.map(\.body) == [text, "", ""])
    #expect(receiver.received.map { $0.field("content-length") } == ["600000", "0", nil])
  }

  @Test func `a receiver's wish to be left alone is passed on`() async throws {
    let receiver = try Receiver { _, _ in .status(503, "Retry-After: 17") }
    #expect(try await send(to: receiver.url) == Answer(status: 503, retryAfter: .seconds(17)))
  }

  @Test func `what is called is asked about as an address, after names were resolved`() async throws {
    let receiver = try Receiver()
    let port = try #require(receiver.address.port)
    for host in ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "[::]"] {
      let failure = try await error { try await send(to: "http://\(host):\(port)", allowing: "10.0.0.0/8") }
      #expect(failure.description.contains("are not allowed; ALLOWED_ADDRESSES names") && !failure.isTransient, "\(host): \(failure)")
    }
    #expect(receiver.connections == 0)
    #expect(try await send(to: "http://localhost:\(port)").status == 204)
  }
}
