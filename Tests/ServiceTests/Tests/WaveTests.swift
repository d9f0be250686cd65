import TestSupport
import Testing

/// A process within the memory that its deployment gives it, under a wave of connections that each keep within their limits.
@Suite struct WaveTests {
  /// Connects as often as it may, sends heads of 39 KB that do not end, asks for health meanwhile, goes, and waits for the memory.
  private static let wave = """
    import resource, socket, sys, time, urllib.request
    log, pid = sys.argv[1], sys.argv[2]
    import json
    ports = {}
    for line in open(log):
        record = json.loads(line)
        if record.get("message") == "listening": ports.update({k: v for k, v in record.items() if k in ("http", "health")})
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    count = min(10000, hard - 100)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20000), hard))
    host, port = ports["http"].rsplit(":", 1)
    def resident():
        return [int(l.split()[1]) // 1024 for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS")][0]
    head = b"GET / HTTP/1.1\\r\\nHost: a\\r\\n" + b"".join(b"X%d: %s\\r\\n" % (i, b"y" * 500) for i in range(62)) + b"Z: "
    assert 30000 < len(head) < 39000 + 1000, len(head)
    before, sockets, most = resident(), [], 0
    for number in range(count):
        s = socket.create_connection((host, int(port)), 60)
        s.settimeout(60)
        try: s.sendall(head)
        except OSError: pass
        sockets.append(s)
        if number % 1000 == 0:
            most = max(most, resident())
            assert urllib.request.urlopen(f"http://{ports['health']}/livez", timeout=60).status == 200
    most = max(most, resident())
    assert urllib.request.urlopen(f"http://{ports['health']}/livez", timeout=60).status == 200
    for s in sockets: s.close()
    began = time.time()
    while resident() > before + 24 and time.time() < began + 60: time.sleep(0.1)
    assert urllib.request.urlopen(f"http://{ports['http']}/greetings/ann", timeout=60).status == 200
    print(f"connections {count}, resident before {before} MB, at most {most} MB, after {resident()} MB in {time.time() - began:.0f} s")
    sys.exit(0 if resident() <= before + 24 else 3)
    """

  @Test func `10000 unfinished heads end no process with 128 MiB, starve no health, and their memory is given back`() async throws {
    guard let python = Python.withoutPackages(for: "a wave of unfinished heads") else { return }
    let outcome = try await ServiceScript.run(
      .greeter, ["WAVE": Self.wave, "LOG_LEVEL": "info"], seconds: 300,
      """
      (ulimit -d 131072; exec "$P") >>"$L" 2>"$E" & pid=$!
      await '"status":"ready"'
      printf '%s\\n' "$WAVE" >"$L.py"
      \(python) "$L.py" "$L" $pid || { echo "the wave: $?"; cat "$E"; kill -9 $pid; exit 97; }
      tell TERM; finish
      """)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errorOutput)")
    print(outcome.output)
  }
}
