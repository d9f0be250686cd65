import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ClientRetryTests {
  private static func answer(_ status: Int, _ fields: String = "") -> String { "HTTP/1.1 \(status) x\r\n\(fields)content-length: 0\r\n\r\n" }

  private func peers(_ policy: ClientRetryPolicy, _ answers: [String]) throws -> ScriptedPeers {
    var configuration = ClientConfiguration.forTests
    configuration.retries = policy
    let left = Parts(answers.map { Array($0.utf8) })
    return try ScriptedPeers(configuration) { peer, _ in
      while let answer = left.next() {
        try await peer.receiveHead()
        // An empty answer is a connection that breaks off.
        if answer.isEmpty { return }
        try await peer.send(String(decoding: answer, as: UTF8.self))
      }
      await peer.readToEnd()
    }
  }

  private static let quick = ClientRetryPolicy(attempts: 3, backoff: .milliseconds(1))

  @Test(arguments: ["429", "502", "503", "504", ""])
  func `what may pass is tried again`(status: String) async throws {
    let first = Int(status).map { Self.answer($0) } ?? ""
    let peers = try peers(Self.quick, [first, first, Self.answer(200)])
    #expect(try await peers.ask().status == .ok)
  }

  @Test(arguments: [400, 404, 408, 500, 501, 301])
  func `what will not pass is an answer`(status: Int) async throws {
    let peers = try peers(Self.quick, [Self.answer(status), Self.answer(200)])
    #expect(try await peers.ask().status.code == status)
  }

  @Test func `attempts come to an end`() async throws {
    let peers = try peers(Self.quick, [Self.answer(503), Self.answer(503), Self.answer(503), Self.answer(200)])
    #expect(try await peers.ask().status == .serviceUnavailable)
    #expect(try await peers.ask { $0.attempts = 1 }.status == .ok)
  }

  @Test func `what might do harm is made once, unless the request says otherwise`() async throws {
    let first = try peers(Self.quick, [Self.answer(503), Self.answer(200)])
    #expect(try await first.ask(.post).status == .serviceUnavailable)
    let second = try peers(Self.quick, [Self.answer(503), Self.answer(200)])
    #expect(try await second.ask(.post) { $0.isIdempotent = true }.status == .ok)
  }

  @Test func `a body in memory is sent again, a stream is not`() async throws {
    let first = try peers(Self.quick, ["", Self.answer(200)])
    #expect(try await first.ask(.put) { $0.body = .bytes([]) }.status == .ok)
    let second = try peers(Self.quick, [Self.answer(503), Self.answer(200)])
    #expect(try await second.ask(.put) { $0.body = RequestBody { nil } }.status == .serviceUnavailable)
  }

  @Test func `the other side says when`() async throws {
    let patient = try peers(Self.quick, [Self.answer(503, "retry-after: 0\r\n"), Self.answer(200)])
    #expect(try await patient.ask().status == .ok)
    let impatient = try peers(Self.quick, [Self.answer(503, "retry-after: 3\r\n"), Self.answer(200)])
    #expect(try await impatient.ask().status == .serviceUnavailable)
  }

  @Test func `no attempt is begun that would come too late`() async throws {
    let policy = ClientRetryPolicy(attempts: 3, backoff: .seconds(3600), maximumBackoff: .seconds(3600))
    let peers = try peers(policy, [Self.answer(503), Self.answer(200)])
    #expect(try await peers.ask().status == .serviceUnavailable)
  }

  @Test func `a host in trouble gets few repetitions`() async throws {
    let policy = ClientRetryPolicy(attempts: 2, backoff: .milliseconds(1), ratio: 0.1, burst: 3)
    let peers = try peers(policy, [String](repeating: Self.answer(503), count: 100))
    for _ in 0..<20 { #expect(try await peers.ask().status == .serviceUnavailable) }
    let budget = RetryBudget(policy)
    let origin = Origin(try HTTPURL("http://a/"))
    #expect((0..<5).map { _ in budget.spend(origin) } == [true, true, true, false, false])
    for _ in 0..<10 { budget.earn(origin) }
    #expect((0..<2).map { _ in budget.spend(origin) } == [true, false])
    #expect(budget.spend(Origin(try HTTPURL("http://b/"))))
  }

  @Test func `waits double, and differ`() {
    var random = SystemRandomNumberGenerator()
    let policy = ClientRetryPolicy(attempts: 6, backoff: .milliseconds(100), maximumBackoff: .milliseconds(300))
    for (failures, most) in [(1, 100), (2, 200), (3, 300), (4, 300), (5, 300)] {
      let wait = policy.wait(afterFailures: failures, retryAfter: nil, using: &random)
      #expect(wait.map { (Duration.milliseconds(most / 2) ... .milliseconds(most)).contains($0) } == true)
    }
    #expect(policy.wait(afterFailures: 6, retryAfter: nil, using: &random) == nil)
    #expect(policy.wait(afterFailures: 1, retryAfter: .milliseconds(250), using: &random) == .milliseconds(250))
    #expect(policy.wait(afterFailures: 1, retryAfter: .seconds(1), using: &random) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("120", 120), ("99999999999999999999", 1_000_000), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:49:17 GMT", 0),
  ])
  func `Retry-After is seconds or a date`(text: String, seconds: Int) {
    #expect(ClientResponse.retryAfter(text, now: 784_111_777) == .seconds(seconds))
  }

  @Test(arguments: ["", "-1", "soon", "1.5", "0x1"])
  func `Retry-After that is neither does not count`(text: String) { #expect(ClientResponse.retryAfter(text, now: 0) == nil) }
}
