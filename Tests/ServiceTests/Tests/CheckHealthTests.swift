import Testing

/// What a second process of the service says of the one that runs.
@Suite struct CheckHealthTests {
  /// Waits for the process, then asks it as `ask` says; `$HEALTH` is the port of its health.
  private func ask(_ settings: [String: String] = [:], _ script: String) async throws -> ServiceScript.Outcome {
    try await ServiceScript.run(
      .greeter, settings,
      """
      begin
      await '"message":"readiness changes","status":"ready"'
      HEALTH=$(sed -n 's/.*"health":"[^"]*:\\([0-9]*\\)".*/\\1/p' "$L" | head -n 1)
      \(script)
      tell TERM; finish
      """)
  }

  @Test func `a process that is ready is told to be so`() async throws {
    for host in ["127.0.0.1", "0.0.0.0", "::1", "::"] {
      let outcome = try await ask(["HOST": host], "HEALTH_PORT=$HEALTH \"$P\" --check-health 2>&1; echo \"exit $?\"")
      #expect(outcome.output == "greeter: ready\nexit 0\n", "\(host): \(outcome.log)")
      #expect(outcome.status == 0)
    }
  }

  @Test func `a process that drains is not ready, and why is told in a line`() async throws {
    let outcome = try await ask(
      ["SHUTDOWN_DELAY": "5m"],
      """
      tell TERM
      await '"status":"draining"'
      HEALTH_PORT=$HEALTH "$P" --check-health 2>&1; echo "exit $?"
      """)
    #expect(outcome.output == "greeter: not ready: shutdown failed: the process is draining\nexit 1\n", "\(outcome.log)")
  }

  @Test func `where nobody listens it is not ready`() async throws {
    // The port was just free, and whoever listens on it now is no service.
    let outcome = try await ask([:], "tell TERM; wait $pid; HEALTH_PORT=$HEALTH \"$P\" --check-health 2>&1; echo \"exit $?\"; exit 0")
    #expect(outcome.output.hasPrefix("greeter: not ready: ") && outcome.output.hasSuffix("\nexit 1\n"), "\(outcome.output)")
  }

  @Test func `a port that was chosen by the system cannot be asked`() async throws {
    let outcome = try await ServiceScript.run(.greeter, ["HEALTH_PORT": "0"], "begin --check-health; finish")
    #expect(outcome.status == 1 && outcome.errorOutput.hasPrefix("greeter: not ready: HEALTH_PORT is 0"))
  }

  @Test func `a process that answers nothing is waited for no longer than 3 s`() async throws {
    // A stopped process takes connections in its queue, and answers none.
    let outcome = try await ask(
      [:], "tell STOP; HEALTH_PORT=$HEALTH timeout 20 \"$P\" --check-health 2>&1; echo \"exit $?\"; tell CONT")
    #expect(outcome.output.hasPrefix("greeter: not ready: ") && outcome.output.hasSuffix("\nexit 1\n"), "\(outcome.output)")
  }
}
