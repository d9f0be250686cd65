import JSON
import Platform
import TestSupport
import Testing

/// A process within the memory that its deployment gives it, under a wave of connections that each keep within their limits.
///
/// The memory is a control group's where one may be made: the system ends the process that needs more. Elsewhere the process may add
/// as much to what it has reserved when it is idle. Both ways its resident memory must never have been more.
@Suite struct WaveTests {
  /// Connections, each with a head that does not end, to one port.
  struct Wave: CustomTestStringConvertible {
    /// Folder of the service whose memory the process gets.
    let deployment: String
    let port: String
    let connections: Int

    var testDescription: String { "\(connections) to the port \(port) with the memory of \(deployment)" }

    /// Bytes that the deployment's files give the process.
    var memory: Int {
      get throws {
        let description = try JSONValue(parsing: try File.read("\(Built.root)/\(deployment)/service.json"))
        let text = try #require(description["resources"]?["memoryLimit"]?.string)
        return try #require(text.hasSuffix("Mi") ? Int(text.dropLast(2)) : nil) << 20
      }
    }
  }

  private static let waves = [
    Wave(deployment: "Sources/Console", port: "http", connections: 10_000),
    Wave(deployment: "services/scheduler-worker", port: "admin", connections: 1700),
  ]

  /// Connects, sends heads of 39 KB that do not end, asks for health meanwhile, goes, and waits for the memory, with one request after
  /// the other on a connection of its own.
  private static let wave = """
    import http.client, json, resource, socket, sys, time
    log, pid, port, count, memory = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]) >> 20
    ports = {}
    for line in open(log):
        record = json.loads(line)
        if record.get("message") == "listening": ports.update({k: v for k, v in record.items() if k in ("http", "health", "admin")})
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20000), hard))
    count = min(count, hard - 100)
    def megabytes(name):
        return [int(l.split()[1]) // 1024 for l in open(f"/proc/{pid}/status") if l.startswith(name)][0]
    class Asker:
        def __init__(self, port, path):
            self.connection, self.path, self.worst = http.client.HTTPConnection(ports[port], timeout=300), path, 0
        def ask(self):
            began = time.time()
            self.connection.request("GET", self.path)
            response = self.connection.getresponse()
            response.read()
            assert response.status == 200, (self.path, response.status)
            self.worst = max(self.worst, time.time() - began)
    head = b"GET /" + b"p" * 7600 + b" HTTP/1.1\\r\\nHost: a\\r\\n" + b"".join(b"X%d: %s\\r\\n" % (i, b"y" * 500) for i in range(61)) + b"Z: "
    head += b"z" * (39000 - len(head))
    before, sockets = megabytes("VmRSS"), []
    for number in range(count):
        if number % 1000 == 0: Asker("health", "/livez").ask()
        s = socket.create_connection(ports[port].rsplit(":", 1), 300)
        try: s.sendall(head)
        except OSError: pass
        sockets.append(s)
    health = Asker("health", "/livez")
    health.ask()
    # Its turn comes after all that was sent before.
    greeting = Asker("http", "/greetings/ann")
    greeting.ask()
    first, greeting.worst = greeting.worst, 0
    for s in sockets: s.close()
    began = time.time()
    while megabytes("VmRSS") > before + 24 and time.time() < began + 60: greeting.ask()
    took = time.time() - began
    # The allocator's lists may still be walked.
    while time.time() < began + took + 1: greeting.ask()
    after, most = megabytes("VmRSS"), megabytes("VmHWM")
    print(f"{count} connections: resident before {before} MB, at most {most} MB of {memory} MB, after {after} MB in {took:.1f} s;",
        f"behind the wave a request took {first:.1f} s and health {health.worst * 1000:.0f} ms,",
        f"the slowest request while memory is given back {greeting.worst * 1000:.0f} ms")
    if most > memory: sys.exit("more memory than the deployment gives")
    if after > before + 24: sys.exit("the memory is not given back")
    if greeting.worst > 5: sys.exit("a request stalled")
    """

  /// `limited BYTES` starts the program within so much memory; `unlimit` removes what that has made.
  private static let limited = """
    limited() {
      for root in /sys/fs/cgroup/memory /sys/fs/cgroup; do
        group=$root/bulkhead-wave-$$
        mkdir "$group" 2>/dev/null || continue
        for file in memory.limit_in_bytes memory.max; do
          [ -e "$group/$file" ] || continue
          if echo "$1" >"$group/$file"; then
            [ ! -e "$group/memory.swap.max" ] || echo 0 >"$group/memory.swap.max"
            echo "within a control group of $(cat "$group/$file") bytes"
            (echo 0 >"$group/cgroup.procs" && exec "$P") >>"$L" 2>"$E" & pid=$!
            return
          fi
        done
        rmdir "$group"
      done
      group=
      begin; await '"status":"ready"'
      data=$(sed -n 's/^VmData:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$pid/status)
      tell KILL; wait $pid
      : >"$L"
      echo "with $data kB of data when idle, and $1 bytes more"
      (ulimit -d $((data + $1 / 1024)); exec "$P") >>"$L" 2>"$E" & pid=$!
    }
    unlimit() { [ -z "$group" ] || rmdir "$group"; }
    """

  @Test(arguments: waves)
  func `unfinished heads of 39 KB end no process, starve no health, and their memory is given back within a minute`(_ wave: Wave) async throws {
    guard let python = Python.withoutPackages(for: "a wave of unfinished heads") else { return }
    let memory = try wave.memory
    let outcome = try await ServiceScript.run(
      .greeter, ["WAVE": Self.wave, "LOG_LEVEL": "info,access=warning", "ADMIN_PORT": "0", "ADMIN_TOKEN": "0123456789abcdef"], seconds: 900,
      Self.limited + """

        limited \(memory)
        await '"status":"ready"'
        printf '%s\\n' "$WAVE" >"$L.py"
        \(python) "$L.py" "$L" $pid \(wave.port) \(wave.connections) \(memory) || { echo "the wave: $?"; cat "$E"; kill -9 $pid; wait $pid; unlimit; exit 97; }
        tell TERM; wait $pid; status=$?
        unlimit
        exit $status
        """)
    print("WaveTests: \(wave.testDescription): \(outcome.output)")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
  }
}
