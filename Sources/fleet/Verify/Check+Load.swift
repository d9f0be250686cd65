import IO
import ServiceDescription

extension Check {
  /// What becomes of requests that come while a process stops.
  static let load = [
    Check(name: "no-dropped-request", clause: "SIGTERM under load: every request sent before the ports close is answered, none is cut off") {
      subject in
      try await subject.runReady(["SHUTDOWN_DELAY": "500ms", "SHUTDOWN_TIMEOUT": "10s"]) { run, addresses in
        var targets = [LoadTarget(address: try addresses.ofHealth, path: "/verify/work?duration=5ms")]
        if let http = addresses.http { targets.append(LoadTarget(address: ProcessAddresses.reachable(http), path: "/")) }
        let log = LoadLog()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for target in targets {
            for index in 0..<8 {
              group.addTask { try await LoadClient(target, keepsAlive: index % 2 == 0, log).run() }
            }
          }
          let clients = targets.count * 8
          _ = try await run.wait(for: "answers under load", within: .seconds(20)) { log.answered >= 10 * clients || log.failure != nil ? true : nil }
          // Nothing may close before the delay has passed; the process counts it from a moment after this one.
          log.closing = Deadline.now + .milliseconds(500)
          run.signal(.terminate)
          let outcome = try await run.ending(within: .seconds(20))
          log.isOver = true
          try await group.waitForAll()
          try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
        }
        if let failure = log.failure { throw CheckFailure("\(failure); \(log.answered) requests were answered") }
        try require(log.answeredWhileStopping > 0, "no request was answered after SIGTERM")
      }
    }
  ]
}
