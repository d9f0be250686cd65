import IO
import Platform
import TestSupport
import Testing

/// A process in surroundings that are not as they should be.
@Suite struct SurroundingsTests {
  private static let untilReady = #"await '"status":"ready"'; tell TERM; finish"#

  @Test func `a port in use is named, and ends it with 1`() async throws {
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    defer { listener.close() }
    let port = "\(listener.address.port ?? 0)"
    for (key, part) in [("HEALTH_PORT", "health port: "), ("PORT", "http: did not start: "), ("ADMIN_PORT", "admin: did not start: ")] {
      let outcome = try await ServiceScript.run(
        .greeter, ["ADMIN_TOKEN": "0123456789abcdef", "ADMIN_PORT": "0"].merging([key: port]) { $1 }, "begin; finish")
      #expect(outcome.status == 1)
      #expect(outcome.says("\"failure\":\"\(part)cannot listen at 127.0.0.1:\(port): Address already in use"), "\(outcome.log)")
    }
  }

  @Test(arguments: [">&-", "2>&-", "<&-", "<&- >&- 2>&-", ">/dev/full", ">/dev/full 2>/dev/full"])
  func `without its standard streams, or with full ones, it runs and ends as ever`(redirection: String) async throws {
    // Its log cannot tell that it is up; that its loops hold back signals and it has sockets does.
    let script = """
      "$P" \(redirection) & pid=$!
      tries=0
      until grep -q '^SigBlk:.*4002$' /proc/$pid/task/*/status 2>/dev/null && [ "$(ls -l /proc/$pid/fd | grep -c socket:)" -ge 2 ]; do
        tries=$((tries + 1)); [ $tries -lt 3000 ] || { kill -9 $pid; exit 99; }
        sleep 0.01
      done
      for number in 0 1 2; do
        case "$(readlink /proc/$pid/fd/$number)" in socket:*|anon_inode:*) echo "$number is $(readlink /proc/$pid/fd/$number)"; kill -9 $pid; exit 97 ;; esac
      done
      tell TERM; finish
      """
    let outcome = try await ServiceScript.run(.greeter, [:], script)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test func `a reader that has gone does not end it`() async throws {
    let outcome = try await ServiceScript.run(
      .trouble, ["TROUBLE": "floods"],
      """
      mkfifo "$L.pipe"
      "$P" >"$L.pipe" 2>"$E" & pid=$!
      head -n 50 <"$L.pipe" >"$L"
      grep -qF listening "$L" || exit 98
      tell TERM; finish
      """)
    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errorOutput)")
  }

  @Test func `a reader that stands still holds up neither the process nor its end`() async throws {
    let outcome = try await ServiceScript.run(
      .trouble, ["TROUBLE": "floods"],
      """
      mkfifo "$L.pipe"
      "$P" >"$L.pipe" 2>"$E" & pid=$!
      exec 3<"$L.pipe"
      head -c 20000 <&3 >"$L"
      tell TERM; finish
      """)
    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errorOutput)")
    #expect(outcome.duration < .seconds(60))
  }

  @Test func `with too few open files it says so, and with few it runs`() async throws {
    for limit in [8, 12, 16, 20, 24, 28, 31] {
      let outcome = try await ServiceScript.run(.greeter, [:], "begin_with \(limit); finish")
      #expect(outcome.status == 1, "\(limit): \(outcome.output)")
      #expect(
        outcome.errorOutput == "greeter: cannot start: \(limit) open files are allowed (ulimit -n), and 32 are needed at least\n",
        "\(limit): \(outcome.errorOutput)")
    }
    for limit in [32, 40] {
      let outcome = try await ServiceScript.run(.greeter, ["EVENT_LOOPS": "2"], "begin_with \(limit); \(Self.untilReady)")
      #expect(outcome.status == 0, "\(limit): \(outcome.output)\(outcome.log)")
    }
  }

  /// Opens idle connections to health and asks both ports, then to the service, and asks health.
  private static let idleConnections = """
    import json, resource, socket, sys, urllib.request
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    ports = {}
    for line in open(sys.argv[1]):
        record = json.loads(line)
        if record.get("message") == "listening": ports.update({k: v for k, v in record.items() if k in ("http", "health")})
    def connect(port, count): return [socket.create_connection(ports[port].rsplit(":", 1), 60) for _ in range(count)]
    def ask(port, path):
        with urllib.request.urlopen(f"http://{ports[port]}{path}", timeout=60) as response: return response.read().decode()
    idle = connect("health", 257)
    ask("health", "/livez")
    ask("http", "/greetings/ann")
    idle += connect("http", 100)
    ask("health", "/livez")
    for line in ask("health", "/metrics").splitlines():
        if line.startswith("http_server_refusals"): print(line)
    """

  @Test func `with 64 open files neither idle connections to health nor to the service keep health and service from answering`() async throws {
    guard let python = Python.withoutPackages(for: "64 open files") else { return }
    let outcome = try await ServiceScript.run(
      .greeter, ["ASK": Self.idleConnections, "EVENT_LOOPS": "2"],
      """
      begin_with 64; await '"status":"ready"'
      printf '%s\\n' "$ASK" >"$L.py"
      \(python) "$L.py" "$L" || { echo "asking: $?"; kill -9 $pid; exit 97; }
      tell TERM; finish
      """)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
    #expect(outcome.output.contains(#"reason="tooFewDescriptors""#), "\(outcome.output)")
    #expect(outcome.says("a limit is too high", "http may have 10000 connections, and the process may open 64 files (ulimit -n), 16 of them spared"))
  }

  @Test func `it raises its limit of open files to what it may be`() async throws {
    let outcome = try await ServiceScript.run(
      .greeter, [:],
      #"ulimit -S -n 100; ulimit -H -n 2000; begin; await '"status":"ready"'; grep 'open files' /proc/$pid/limits; tell TERM; finish"#)
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: " ").filter { $0 == "2000" }.count == 2, "\(outcome.output)")
  }

  @Test func `killed without a warning it leaves nothing that keeps it from starting again`() async throws {
    let outcome = try await ServiceScript.run(
      .greeter, ["HEALTH_PORT": "0"],
      """
      begin; await '"status":"ready"'
      port=$(sed -n 's/.*"http":"[^"]*:\\([0-9]*\\)".*/\\1/p' "$L" | tail -1)
      tell KILL; wait $pid
      [ $? = 137 ] || exit 97
      PORT=$port; begin; \(Self.untilReady)
      """)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.log)")
  }

  @Test func `as the first process of a container it hears its signals`() async throws {
    let script = """
      unshare -pf --mount-proc true 2>/dev/null || { echo skipped; exit 0; }
      unshare -pf --kill-child sh -c 'exec "$P" >"$L" 2>"$E"' & outer=$!
      pid=$outer
      await '"status":"ready"'
      kill -s TERM $(cat /proc/$outer/task/$outer/children)
      wait $outer
      """
    let outcome = try await ServiceScript.run(.greeter, [:], script)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.log)")
    if outcome.output.hasPrefix("skipped") { print("SurroundingsTests: skipped, no process namespace may be made here") }
    if !outcome.output.hasPrefix("skipped") { #expect(outcome.says("\"message\":\"ended\",\"reason\":\"SIGTERM\"")) }
  }
}
