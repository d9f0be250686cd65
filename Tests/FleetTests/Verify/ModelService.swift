/// A process that keeps the contract of a service as the documents say it, with nothing of ours in it, and breaks one clause of it where
/// `BREAK` in its environment names one.
enum ModelService {
  static let description =
    #"{"version":1,"name":"alpha","kind":"server","purpose":"Keeps the contract.","ports":["http","health"],"needs":[],"calls":[]}"#

  static let script = #"""
    import http.server, json, os, re, select, signal, socket, sys, threading, time
    broken = os.environ.get("BREAK", "")
    state = {"open": False, "ready": False, "draining": False, "closing": False, "first": None}
    if broken == "deaf-at-first":
        signal.signal(signal.SIGTERM, lambda *_: os._exit(9))
        time.sleep(1)

    def log(message, **fields):
        line = {"time": "2026-11-21T12:00:00.000Z", "level": "info", "service": "alpha", "message": message, **fields}
        if broken == "log-without-service": del line["service"]
        if broken == "log-in-local-time": line["time"] = "2026-11-21 12:00:00"
        if broken == "log-of-another-level": line["level"] = "notice"
        os.write(1, (json.dumps(line) + "\n").encode())

    # Settings.
    kinds = {"PORT": "port", "HEALTH_PORT": "port", "SHUTDOWN_DELAY": "duration", "SHUTDOWN_TIMEOUT": "duration", "LOG_LEVEL": "choice"}
    defaults = {"PORT": "8080", "HEALTH_PORT": "9000", "SHUTDOWN_DELAY": "0", "SHUTDOWN_TIMEOUT": "30s", "LOG_LEVEL": "info"}
    settings = {key: os.environ.get(key, value) for key, value in defaults.items()}
    def seconds(text):
        if text == "0": return 0
        match = re.fullmatch(r"(\d+)(ms|s|m)", text)
        return int(match[1]) * {"ms": 0.001, "s": 1, "m": 60}[match[2]] if match else None
    def holds(key):
        text = settings[key]
        if kinds[key] == "port": return text.isdigit() and int(text) < 65536
        return seconds(text) is not None if kinds[key] == "duration" else text in ("debug", "info", "warning", "error")
    wrong = [key for key in sorted(kinds) if not holds(key)]
    if broken == "names-one-mistake": wrong = wrong[:1]
    if "--print-env" in sys.argv:
        for key, value in defaults.items():
            if broken != "prints-half" or key != "LOG_LEVEL": print("# What it is.\n%s=%s" % (key, value))
        if broken == "prints-no-file": print("what is this")
        sys.exit(0)
    if "--print-env=json" in sys.argv or "--print-env=own" in sys.argv:
        print(json.dumps({"settings": [{"key": key, "kind": kind} for key, kind in kinds.items()]}) + (" " if broken == "prints-other" else ""))
        sys.exit(0)
    if broken == "opens-first":
        socket.create_server(("127.0.0.1", int(settings["HEALTH_PORT"])))
    if wrong and broken != "takes-all":
        print("wrong: " + ", ".join(wrong), file=sys.stderr)
        sys.exit(1 if broken == "wrong-exit-code" else 78)
    if "--check-config" in sys.argv: sys.exit(1 if broken == "refuses-good" else 0)
    if "--check-health" in sys.argv:
        import http.client
        try:
            connection = http.client.HTTPConnection("127.0.0.1", int(settings["HEALTH_PORT"]), timeout=3)
            connection.request("GET", "/readyz")
            healthy = connection.getresponse().status == 200
        except OSError:
            healthy = False
        sys.exit(0 if (healthy and broken != "never-healthy") or broken == "always-healthy" else 1)

    # What is being answered.
    busy = 0
    idle = threading.Condition()
    kept = set()
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536
        disable_nagle_algorithm = True
        def log_message(self, *arguments): pass
        def setup(self):
            super().setup()
            kept.add(self.connection)
        def finish(self):
            kept.discard(self.connection)
            super().finish()
        def answer(self, status, body, kind="text/plain"):
            body = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) + (5 if broken == "cuts-answers" and state["draining"] else 0)))
            if state["draining"]:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        # The health port answers to the end; what is work there is not begun any more once the ports close.
        def handle_one_request(self):
            self.counts = False
            try: super().handle_one_request()
            finally:
                if self.counts: self.count(-1)
        def parse_request(self):
            self.begin(self.raw_requestline.decode().split(" ")[1:2])
            return super().parse_request()
        def begin(self, path):
            isWork = not self.server.is_health or path[0].startswith("/verify") and not state["closing"]
            if isWork and not self.counts:
                self.counts = True
                self.count(1)
        def do_GET(self):
            self.begin([self.path])
            if self.server.is_health and self.path.startswith("/verify") and not self.counts: return self.answer(503, "closing\n")
            self.respond()
        def count(self, change):
            global busy
            with idle:
                busy += change
                idle.notify_all()
        def respond(self):
            path, _, query = self.path.partition("?")
            if not self.server.is_health: return self.answer(500 if broken == "falls-over" and path != "/" else 200, "hello\n")
            if path == "/livez": return self.answer(503 if broken == "not-alive" or broken == "dies-draining" and state["draining"] else 200, "ok\n")
            if path == "/readyz":
                ready = state["ready"] and (broken == "ready-while-draining" or not state["draining"])
                word = "ready" if ready else "draining" if state["draining"] else "starting"
                if self.headers.get("Accept") == "application/json" and broken != "no-json":
                    checks = [{"name": "work", "ok": ready}]
                    name = "beta" if broken == "says-another-name" else "alpha"
                    return self.answer(200 if ready else 503, json.dumps({"service": name, "status": word, "checks": checks}), "application/json")
                check = "" if broken == "names-no-check" else ("[+]work ok\n" if ready else "[-]work failed: not yet\n")
                return self.answer(200 if ready else 503, check + "readyz\n")
            if path == "/metrics":
                ready = 0 if state["draining"] and broken != "metrics-say-ready" else 1
                text = "# TYPE service_info gauge\nservice_info{service=\"alpha\",version=\"1\"} 1\n# TYPE service_ready gauge\nservice_ready %d\n" % ready
                if broken != "no-start-time": text += "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds 1\n"
                if broken == "metrics-without-type": text += "other 1\n"
                return self.answer(200, text)
            if path == "/verify/work":
                time.sleep(0 if broken == "works-on-nothing" else seconds(query.partition("=")[2]))
                return self.answer(200, "done\n")
            self.answer(200 if broken == "knows-every-path" else 404, "no\n")
    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256
        def handle_error(self, *arguments): pass
        def end(self):
            self.shutdown()
            self.socket.setblocking(False)
            while True:
                try: connection, address = self.socket.accept()
                except OSError: break
                connection.setblocking(True)
                self.process_request(connection, address)
            self.server_close()
    servers = []
    def listen(port, is_health):
        server = Server(("127.0.0.1", int(port)), Handler)
        server.is_health = is_health
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return "127.0.0.1:%d" % server.server_address[1]

    # Its end.
    def drain():
        state["draining"] = True
        log("draining")
        if broken == "drops-work" or not state["open"]: os._exit(0)
        if broken == "forgets-half-requests":
            for connection in list(kept): connection.shutdown(socket.SHUT_RDWR)
        if broken == "closes-at-once":
            for server in servers: server.socket.close()
        time.sleep(seconds(settings["SHUTDOWN_DELAY"]))
        state["closing"] = True
        limit = None if broken == "waits-for-ever" else seconds(settings["SHUTDOWN_TIMEOUT"])
        if broken != "closes-at-once": servers[1].end()
        with idle: done = idle.wait_for(lambda: busy == 0, limit)
        if broken != "closes-at-once": servers[0].end()
        end = time.monotonic() + 1
        # What was sent before the ports closed is answered: it may lie there unread.
        while time.monotonic() < end and (busy or select.select(list(kept), [], [], 0.02)[0]): time.sleep(0.005)
        if broken == "waits-for-idle":
            while kept: time.sleep(0.01)
        if broken == "writes-to-stderr": os.write(2, b"bye\n")
        if broken == "ends-badly": os._exit(3)
        os._exit(0 if done or broken == "passes-the-deadline" else 1)
    def stop(number, *_):
        if broken == "waits-for-the-start" and not state["ready"]: return
        if state["first"]:
            if broken == "ignores-the-second": return
            os._exit(1 if broken == "second-exits-1" else 128 + number)
        state["first"] = number
        if broken == "interrupt-is-130" and number == 2: os._exit(130)
        threading.Thread(target=drain, daemon=True).start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    health = listen(settings["HEALTH_PORT"], True)
    http_address = listen(settings["PORT"], False)
    state["open"] = True
    if broken == "ready-before-it-started": state["ready"] = True
    if broken == "names-no-port": health = "127.0.0.1:0"
    log("listening", health=health, **({} if broken == "names-no-http" else {"http": http_address}))
    if broken == "speaks-plainly": os.write(1, b"hello\n")
    start = time.monotonic() + (seconds(os.environ["VERIFY_START_DELAY"]) if "VERIFY_START_DELAY" in os.environ else 0)
    while time.monotonic() < start and not state["first"]: time.sleep(0.01)
    state["ready"] = True
    while True: time.sleep(0.05)
    """#
}
