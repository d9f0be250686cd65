import IO
import Platform

extension Check {
  /// How a process comes to its end.
  static let stopping = [
    Check(name: "clean-stop", clause: "SIGTERM, nothing to do: exit 0 within 5 s, also with an idle connection open") { subject in
      try await subject.runReady { run, addresses in
        let idle = try await RawConnection(try addresses.ofHealth, within: .seconds(20))
        _ = try await idle.get("/livez")
        let began = Deadline.now
        run.signal(.terminate)
        let outcome = try await run.ending(within: .seconds(10))
        try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
        try require(outcome.time - began < .seconds(5), "it took \((outcome.time - began).inWords)")
        idle.close()
      }
    },
    Check(name: "draining", clause: "while draining: /readyz 503 at once, /livez 200, /metrics says that it is not ready") { subject in
      // So long that nothing can end before it has been looked at; the process is killed behind it.
      try await subject.runReady(["SHUTDOWN_DELAY": "60s"]) { run, addresses in
        run.signal(.terminate)
        try await run.waitForReadiness(addresses, status: 503, within: .seconds(5))
        let live = try await get("/livez", try addresses.ofHealth)
        try require(live.status == 200, "expected /livez 200, found \(live.status) \(live.text)")
        let metrics = try? PrometheusText(parsing: try await get("/metrics", try addresses.ofHealth).text)
        try require(metrics?.samples["service_ready"]?.first?.value == 0, "expected service_ready 0 in /metrics")
      }
    },
    Check(name: "in-flight", clause: "a request in flight at SIGTERM is answered, and then the process exits 0") { subject in
      try await subject.runReady { run, addresses in
        let began = Deadline.now
        try await withWork("1s", addresses) { work in
          run.signal(.terminate)
          let response = try await receive(work)
          try require(response.status == 200, "expected 200, found \(response.status) \(response.text)")
          let time = Deadline.now - began
          try require(time >= .seconds(1), "work that takes 1 s was answered after \(time.inWords): it was never in flight")
        }
        let outcome = try await run.ending(within: .seconds(10))
        try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
      }
    },
    Check(name: "half-sent", clause: "a request of which a part has come at SIGTERM, on a server's own port, is answered once it is whole") {
      subject in
      guard subject.service.ports.contains(.http) else { return }
      try await subject.runReady { run, addresses in
        let connection = try await RawConnection(ProcessAddresses.reachable(addresses.http ?? ""), within: .seconds(20))
        defer { connection.close() }
        try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n")
        // What is asked later is answered, so the first part has been read.
        for _ in 0..<3 { _ = try await get("/", ProcessAddresses.reachable(addresses.http ?? "")) }
        run.signal(.terminate)
        try await run.waitForReadiness(addresses, status: 503, within: .seconds(5))
        do {
          try await connection.send("\r\n")
          _ = try await connection.receive()
        } catch { throw CheckFailure("the request that was half sent: \(error)") }
        let outcome = try await run.ending(within: .seconds(10))
        try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
      }
    },
    Check(name: "deadline", clause: "work that outlasts SHUTDOWN_TIMEOUT is cut off, and the process exits 1") { subject in
      try await subject.runReady(["SHUTDOWN_TIMEOUT": "300ms"]) { run, addresses in
        try await withWork("60s", addresses) { _ in
          let began = Deadline.now
          run.signal(.terminate)
          let outcome = try await run.ending(within: .seconds(10))
          try require(outcome.ending == .exit(1), "expected exit code 1; it \(outcome.ending.words)")
          let time = outcome.time - began
          try require(time >= .milliseconds(300), "it ended after \(time.inWords), before the deadline")
          try require(time < .seconds(8), "it ended after \(time.inWords), long after the deadline")
        }
      }
    },
    Check(name: "second-signal", clause: "a second SIGTERM ends the process at once with 143, a second SIGINT with 130") { subject in
      for signal in Signals.Termination.allCases {
        try await subject.runReady { run, addresses in
          try await withWork("60s", addresses) { _ in
            run.signal(signal)
            try await run.waitForReadiness(addresses, status: 503, within: .seconds(5))
            let began = Deadline.now
            run.signal(signal)
            let outcome = try await run.ending(within: .seconds(5))
            try require(
              outcome.ending == .exit(signal.exitStatus),
              "expected exit code \(signal.exitStatus) after two \(signal.name); it \(outcome.ending.words)")
            try require(outcome.time - began < .seconds(3), "it took \((outcome.time - began).inWords)")
          }
        }
      }
    },
    Check(name: "interrupt", clause: "SIGINT stops the process as SIGTERM does: exit 0") { subject in
      try await subject.runReady { run, _ in
        run.signal(.interrupt)
        let outcome = try await run.ending(within: .seconds(10))
        try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
      }
    },
    Check(name: "stop-while-starting", clause: "SIGTERM during start-up: not ready until started, exit 0 without waiting for the start") { subject in
      try await subject.run([], ["VERIFY_START_DELAY": "30s"]) { run in
        let addresses = try await run.addresses()
        try await run.waitForReadiness(addresses, status: 503, within: .seconds(10))
        let began = Deadline.now
        run.signal(.terminate)
        let outcome = try await run.ending(within: .seconds(10))
        try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
        try require(outcome.time - began < .seconds(5), "it took \((outcome.time - began).inWords)")
      }
    },
    Check(name: "stop-at-any-moment", clause: "SIGTERM at any moment after the start: exit 0, or an end by the signal before it could be heard") {
      subject in
      var generator = Seeded(seed: subject.seed)
      let rounds = 10
      // The moments are spread over what starting takes and a little more, one in each part of that time.
      let time = try await subject.timeToStart() * 1.2
      for round in 0..<rounds {
        let delay = time * ((Double(round) + Double.random(in: 0..<1, using: &generator)) / Double(rounds))
        try await subject.run { run in
          try await EventLoop.sleep(until: .after(delay))
          let saidBefore = run.lines.count
          run.signal(.terminate)
          let outcome = try await run.ending(within: .seconds(10))
          let isTooEarly = outcome.ending == .signal(15) && saidBefore == 0
          try require(
            outcome.ending == .exit(0) || isTooEarly,
            "\(delay.inWords) after the start: expected exit code 0; it \(outcome.ending.words) (--seed \(subject.seed) repeats the delays)")
        }
      }
    },
  ]

  /// Has the process work on a request for so long, from before `body` is called; the connection is closed behind it.
  private static func withWork(_ duration: String, _ addresses: ProcessAddresses, _ body: (RawConnection) async throws -> Void) async throws {
    let connection: RawConnection
    do {
      connection = try await RawConnection(try addresses.ofHealth, within: .seconds(20))
      try await connection.send("GET /verify/work?duration=\(duration) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    } catch let error as RawError {
      throw CheckFailure("GET /verify/work: \(error)")
    }
    defer { connection.close() }
    // What is asked later on other connections is answered, so the request has had its turn.
    for _ in 0..<3 { _ = try await get("/livez", try addresses.ofHealth) }
    try await body(connection)
  }

  private static func receive(_ connection: RawConnection) async throws -> RawResponse {
    do { return try await connection.receive() } catch { throw CheckFailure("the request that was in flight: \(error)") }
  }
}

/// Random numbers that a seed repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
