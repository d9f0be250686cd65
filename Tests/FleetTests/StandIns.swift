import Platform
import TestSupport

/// A repository of services that are small scripts, for whoever runs them: each answers `/readyz` and ends at SIGTERM, and misbehaves as
/// its settings say.
struct StandIns {
  let folder: TemporaryFolder

  /// Where Python is there to run them; prints that the test is skipped where it is not.
  init?(for test: String) throws {
    guard let python = Python.withoutPackages(for: test) else { return nil }
    let found = try ChildProcess.run([python, "-c", "import sys; print(sys.executable)"], environment: Environment.forChildren)
    folder = try TemporaryFolder()
    interpreter = String(decoding: found.output.dropLast(), as: UTF8.self)
  }

  private let interpreter: String

  /// - Parameter settings: the members `environment` and others of the description, as JSON.
  func add(_ name: String, kind: String = "worker", needs: [String] = [], _ members: String = "") throws {
    let ports = kind == "server" ? #""http","health""# : #""health""#
    let needs = needs.map { "\"\($0)\"" }.joined(separator: ",")
    let parent = name == "console" ? "Sources/Console" : "services/\(name)"
    try folder.write(
      #"{"version":1,"name":"\#(name)","kind":"\#(kind)","purpose":"A stand-in.","ports":[\#(ports)],"needs":[\#(needs)]\#(members)}"#,
      to: "\(parent)/service.json")
    try install(Self.script, name)
  }

  /// Makes a program of the build.
  func install(_ script: String, _ name: String) throws {
    let path = try folder.write("#!\(interpreter)\n\(script)", to: ".build/debug/\(name)")
    _ = try ChildProcess.run(["chmod", "+x", path], environment: Environment.forChildren)
  }

  /// Environment variables with the service's name as value decide what goes wrong.
  static let script = #"""
    import http.server, json, os, signal, subprocess, sys, threading, time
    name = os.path.basename(sys.argv[0])
    if sys.argv[1:] == ["--migrate"]:
        print("migrated as " + os.environ["DATABASE_URL"].split(":")[1][2:], flush=True)
        sys.exit(1 if os.environ.get("NO_MIGRATION") == name else 0)
    if len(sys.argv) > 1:
        sys.exit(64)
    def log(message, **fields):
        line = {"time": "2026-11-21T12:00:00.000Z", "level": "info", "service": name, "message": message, **fields}
        os.write(1, (json.dumps(line) + "\n").encode())
    draining = False
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def do_GET(self):
            unready = draining or os.environ.get("NEVER_READY") == name or "VERIFY_START_DELAY" in os.environ
            status = 503 if self.path.startswith("/readyz") and unready else 200
            body = b"[-]work failed: not yet\n" if status == 503 else b"ok\n"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
    servers = {}
    for key, port in (("http", "PORT"), ("health", "HEALTH_PORT")):
        if port in os.environ:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ[port])), Handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[key] = "127.0.0.1:%d" % server.server_address[1]
    def stop(*arguments):
        global draining
        draining = True
        log("draining")
        if os.environ.get("STUBBORN") != name:
            os._exit(0)
    signal.signal(signal.SIGTERM, stop)
    if os.environ.get("PARENT") == name:
        log("child", pid=subprocess.Popen(["sleep", "600"]).pid)
    wanted = os.environ.get("SHOW", "")
    log("settings", **{key: os.environ.get(key, "-") for key in wanted.split(",") if key})
    def flood():
        while True:
            log("more" * 100)
    if os.environ.get("FLOOD") == name:
        threading.Thread(target=flood, daemon=True).start()
    if os.environ.get("CRASH") == name:
        print("about to fall", file=sys.stderr, flush=True)
        os._exit(7)
    if os.environ.get("LOG_LEVEL", "info") == "info":
        log("listening", **servers)
    # A signal that comes right before `signal.pause` would not be noticed until the next.
    while True:
        time.sleep(0.05)
    """#
}
