import Testing

/// How a process ends, whatever its parts do.
@Suite struct EndingTests {
  private let quick = ["SHUTDOWN_TIMEOUT": "100ms"]
  private static let untilReady = #"begin; await '"status":"ready"'; tell TERM; finish"#

  private func run(_ trouble: String, _ settings: [String: String] = [:], _ script: String = untilReady) async throws -> ServiceScript.Outcome {
    try await ServiceScript.run(.trouble, settings.merging(["TROUBLE": trouble]) { set, _ in set }, script)
  }

  @Test func `parts start in order and stop in reverse, and then it exits 0`() async throws {
    let outcome = try await run("none")
    #expect(outcome.status == 0, "\(outcome.log)")
    #expect(outcome.errorOutput == "")
    #expect(
      outcome.says(
        "listening", "start first", "start second", "start third", #""status":"ready""#, "shutting down", #""status":"draining""#, "quiesce third",
        "quiesce second", "quiesce first", "stop third", "stop second", "stop first", #""message":"ended","reason":"SIGTERM""#))
  }

  @Test func `SIGINT ends it as SIGTERM does, also where a shell has it ignored`() async throws {
    let outcome = try await run("none", [:], #"trap '' INT; begin; await '"status":"ready"'; tell INT; finish"#)
    #expect(outcome.status == 0 && outcome.says("\"reason\":\"SIGINT\""))
  }

  @Test func `a part that does not start ends it with 1, and those before it are stopped`() async throws {
    let outcome = try await run("start-fails", [:], "begin; finish")
    #expect(outcome.status == 1)
    #expect(outcome.says("start first", "start second", "second\",\"reason\":\"did not start: no luck", "stop first", "\"message\":\"ended\""))
    #expect(!outcome.says("start third") && !outcome.says("stop second") && !outcome.says(#""status":"ready""#))
  }

  @Test func `a start that hangs ends with its time, whether it heeds that or not`() async throws {
    for trouble in ["start-hangs", "start-heeds-nothing", "start-blocks"] {
      let outcome = try await run(trouble, ["START_TIMEOUT": "200ms", "SHUTDOWN_TIMEOUT": "0", "EVENT_LOOPS": "1"], "begin; finish")
      #expect(outcome.status == 1, "\(trouble)")
      #expect(outcome.says("did not start within 0.2 seconds"), "\(trouble): \(outcome.log)")
      #expect(outcome.duration < .seconds(60))
    }
  }

  @Test func `SIGTERM while a part starts cancels the start, stops what started, and exits 0`() async throws {
    let outcome = try await run("start-hangs", [:], "begin; await 'start second'; tell TERM; finish")
    #expect(outcome.status == 0, "\(outcome.log)")
    #expect(outcome.says("start second", "shutting down", "stop first", "\"message\":\"ended\",\"reason\":\"SIGTERM\""))
    #expect(!outcome.says("start third") && !outcome.says("stop second"))
  }

  @Test func `SIGTERM while a part starts that heeds nothing still ends it`() async throws {
    for trouble in ["start-heeds-nothing", "start-blocks", "service-hangs"] {
      let outcome = try await run(
        trouble, ["SHUTDOWN_TIMEOUT": "0"], "begin; await '\(trouble == "service-hangs" ? "settings" : "start second")'; tell TERM; finish")
      #expect(outcome.status == 1, "\(trouble): \(outcome.log)")
      #expect(outcome.says("the process does not end by itself"), "\(trouble): \(outcome.log)")
    }
  }

  @Test func `a part that breaks ends it with 1, after the others have stopped`() async throws {
    for (trouble, reason) in [("run-throws", "broke: out of luck"), ("run-returns", "its work ended, and nobody had told it to")] {
      let outcome = try await run(trouble, [:], "begin; finish")
      #expect(outcome.status == 1)
      #expect(outcome.says("\"part\":\"second\",\"reason\":\"\(reason)"), "\(outcome.log)")
      #expect(outcome.says("stop second", "stop first"))
    }
  }

  @Test func `work that is cut off, or a part that cannot stop, ends it with 1, after the others have stopped`() async throws {
    for (trouble, reason) in [
      ("leaves-work", "3 unfinished when the time ended"), ("stop-throws", "did not stop: bad luck"),
      ("stop-hangs", "did not stop within 1.0 seconds after the deadline; left behind"),
    ] {
      let outcome = try await run(trouble, quick)
      #expect(outcome.status == 1)
      #expect(
        outcome.says("stop third", "stop second", "\"part\":\"second\",\"reason\":\"\(reason)", "stop first", "\"message\":\"ended\""),
        "\(outcome.log)")
    }
  }

  @Test func `a process whose loops are all stuck still ends in time`() async throws {
    for trouble in ["loops-block", "stop-blocks"] {
      let outcome = try await run(
        trouble, ["SHUTDOWN_TIMEOUT": "100ms", "EVENT_LOOPS": "1", "STALL_LIMIT": "100ms"],
        trouble == "loops-block" ? "begin; await 'an event loop is stuck'; tell TERM; finish" : Self.untilReady)
      #expect(outcome.status == 1, "\(trouble): \(outcome.log)")
      #expect(outcome.says("shutting down", "draining", "the process does not end by itself, and exits now"), "\(outcome.log)")
      #expect(outcome.duration < .seconds(60))
    }
  }

  @Test func `a service that blocks Swift's thread pool changes nothing for the chassis`() async throws {
    let outcome = try await run("pool-blocks")
    #expect(outcome.status == 0, "\(outcome.log)")
    #expect(outcome.says("stop third", "stop first", "\"message\":\"ended\""))
  }

  @Test func `a service that gives up ends it with 1, and one that returns with 0`() async throws {
    let failed = try await run("service-throws", [:], "begin; finish")
    #expect(failed.status == 1 && failed.says("\"message\":\"ended\"", "\"failure\":\"the service gives up\""))
    let done = try await run("service-returns", [:], "begin; finish")
    #expect(done.status == 0 && done.says("nothing left to do"))
  }

  @Test func `a failing check keeps it from being ready, and it ends with 0`() async throws {
    let outcome = try await run("check-fails", [:], #"begin; await '"status":"failing"'; tell TERM; finish"#)
    #expect(outcome.status == 0 && !outcome.says(#""status":"ready""#))
  }

  @Test func `a second signal ends it at once, with 128 and its number`() async throws {
    for (signal, status) in [("TERM", Int32(143)), ("INT", 130)] {
      let outcome = try await run(
        "stop-hangs", ["SHUTDOWN_TIMEOUT": "1h"], #"begin; await '"status":"ready"'; tell TERM; await 'stop second'; tell \#(signal); finish"#)
      #expect(outcome.status == status)
      #expect(!outcome.says("stop first"))
    }
  }

  @Test func `a second signal is heard also while every loop is stuck`() async throws {
    let outcome = try await run(
      "loops-block", ["SHUTDOWN_TIMEOUT": "1h", "STALL_LIMIT": "100ms"],
      "begin; await 'an event loop is stuck'; tell TERM; await 'shutting down'; tell TERM; finish")
    #expect(outcome.status == 143)
  }

  @Test func `the delay passes between the end of readiness and the end of intake`() async throws {
    let outcome = try await run("none", ["SHUTDOWN_DELAY": "300ms"])
    #expect(outcome.status == 0)
    #expect(outcome.says(#""status":"draining""#, "quiesce third"))
    #expect(outcome.duration >= .milliseconds(300))
  }

  @Test func `SIGTERM at any moment after the start ends it with 0, or by the signal before it could be heard`() async throws {
    let script = """
      for delay in 0 0 0 0.001 0.002 0.003 0.004 0.005 0.006 0.007 0.008 0.009 0.01 0.011 0.012 0.014 0.016 0.018 0.02 0.025 0.03 0.04 0.05 0.07; do
        : >"$L"; : >"$E"
        "$P" >>"$L" 2>>"$E" & pid=$!
        [ $delay = 0 ] || sleep $delay
        kill -s TERM $pid
        wait $pid
        status=$?
        [ $status = 0 ] || [ $status = 143 -a ! -s "$L" ] || { echo "$delay s after the start: $status"; cat "$L" "$E"; exit 1; }
        [ -s "$E" ] && { echo "$delay s after the start:"; cat "$E"; exit 1; }
      done
      exit 0
      """
    for trouble in ["none", "start-hangs"] {
      let outcome = try await run(trouble, [:], script)
      #expect(outcome.status == 0, "\(trouble): \(outcome.output)")
    }
  }

  @Test func `a secret is in none of what a process writes`() async throws {
    let outcome = try await run(
      "none", ["PASSWORD": "hunter2-hunter2-hunter2", "LOG_LEVEL": "trace", "ADMIN_TOKEN": "hunter2-hunter2-hunter2", "ADMIN_PORT": "0"])
    #expect(outcome.status == 0 && outcome.says("(secret)"))
    #expect(!outcome.log.contains("hunter2") && !outcome.errorOutput.contains("hunter2"))
  }
}
