import CommandLine
import IO
import JSON
import ServiceDescription

extension Check {
  /// What a process that runs answers and says.
  static let running = [
    Check(name: "listening", clause: "port 0: a free one is taken, and a log line `listening` names it") { subject in
      try await subject.runReady { _, addresses in
        let isServer = subject.service.kind == .server
        for (name, address, isExpected) in [("health", addresses.health, true), ("http", addresses.http, isServer)] {
          try require((address != nil) == isExpected, "expected \(isExpected ? "" : "no ")`\(name)` in the line, found \(address ?? "none")")
          guard let address else { continue }
          let port = SocketAddress(ProcessAddresses.reachable(address))?.port ?? 0
          try require(port != 0, "`\(name)` is no host:port: \(address)")
          do { try await RawConnection(ProcessAddresses.reachable(address), within: .seconds(5)).close() } catch {
            throw CheckFailure("\(name) \(address): \(error)")
          }
        }
      }
    },
    Check(name: "livez", clause: "/livez: 200 while the process is alive") { subject in
      try await subject.runReady { _, addresses in
        let response = try await get("/livez", try addresses.ofHealth)
        try require(response.status == 200, "expected 200, found \(response.status) \(response.text)")
      }
    },
    Check(name: "readyz", clause: "/readyz: 200 when ready; ?verbose names each check, as text and as JSON") { subject in
      try await subject.runReady { _, addresses in
        let text = try await get("/readyz?verbose", try addresses.ofHealth)
        let lines = text.text.split(separator: "\n").filter { $0.hasPrefix("[") }
        try require(text.status == 200, "expected 200, found \(text.status) \(text.text)")
        try require(lines.allSatisfy { $0.hasPrefix("[+]") }, "expected lines such as `[+]name ok`, found: \(text.text)")
        let json = try await get("/readyz?verbose", try addresses.ofHealth, "Accept: application/json\r\n")
        guard let value = try? JSONValue(parsing: json.body) else { throw CheckFailure("with Accept: application/json, found: \(json.text)") }
        try require(value["service"]?.string == subject.service.name, "`service` is not \(subject.service.name): \(json.text)")
        try require(value["status"]?.string == "ready", "`status` is not ready: \(json.text)")
        guard let checks = value["checks"]?.array else { throw CheckFailure("there are no `checks`: \(json.text)") }
        try require(checks.allSatisfy { $0["ok"]?.bool == true }, "not all `checks` are ok: \(json.text)")
        let unnamed = checks.compactMap { $0["name"]?.string }.filter { name in !lines.contains { $0.hasPrefix("[+]\(name) ") } }
        try require(unnamed.isEmpty, "the text does not name \(unnamed.joined(separator: ", ")): \(text.text)")
      }
    },
    Check(name: "check-health", clause: "--check-health: exit 0 where the process with the same settings is ready, 1 where there is none") {
      subject in
      let port = try await subject.runReady { _, addresses in
        let port = String(try addresses.ofHealth.split(separator: ":").last ?? "")
        let outcome = try await subject.runToEnd(["--check-health"], ["HEALTH_PORT": port])
        try require(outcome.ending == .exit(0), "expected exit code 0 while it is ready; it \(outcome.ending.words): \(outcome.errorOutput)")
        return port
      }
      let outcome = try await subject.runToEnd(["--check-health"], ["HEALTH_PORT": port])
      try require(outcome.ending == .exit(1), "expected exit code 1 once the process has ended; it \(outcome.ending.words): \(outcome.output)")
    },
    Check(name: "metrics", clause: "/metrics: Prometheus text, with the process and the service named") { subject in
      try await subject.runReady { _, addresses in
        let response = try await get("/metrics", try addresses.ofHealth)
        try require(response.status == 200, "expected 200, found \(response.status)")
        try require(response["content-type"]?.hasPrefix("text/plain") == true, "the content type is \(response["content-type"] ?? "missing")")
        let metrics: PrometheusText
        do { metrics = try PrometheusText(parsing: response.text) } catch { throw CheckFailure("\(error)") }
        try require(metrics.samples["process_start_time_seconds"] != nil, "there is no process_start_time_seconds")
        let information = metrics.samples["service_info"]?.first
        try require(information?.labels["service"] == subject.service.name, "there is no service_info with service=\"\(subject.service.name)\"")
      }
    },
    Check(name: "unknown-path", clause: "a path that is not there: 404 on the health port, an answer on the service's own") { subject in
      try await subject.runReady { _, addresses in
        let path = "/no-such-path-\(subject.seed % 1000)"
        let response = try await get(path, try addresses.ofHealth)
        try require(response.status == 404, "expected 404 on the health port, found \(response.status)")
        if let http = addresses.http {
          let response = try await get(path, ProcessAddresses.reachable(http))
          try require(response.status < 500, "expected an answer below 500 on the service's port, found \(response.status)")
        }
      }
    },
    Check(name: "logs", clause: "logs: JSON lines with time, level, service and message on standard output, nothing else") { subject in
      let (lines, outcome) = try await subject.runReady { run, _ in
        run.signal(.terminate)
        let outcome = try await run.ending(within: .seconds(10))
        return (run.lines, outcome)
      }
      try require(!lines.isEmpty, "it logged nothing")
      for line in lines {
        let text = VisibleText.oneLine(String(decoding: line.bytes, as: UTF8.self))
        guard let record = line.record else { throw CheckFailure("a line of standard output is no JSON object with a message: \(text)") }
        try require(record["service"]?.string == subject.service.name, "`service` is not \(subject.service.name): \(text)")
        try require(isTime(record["time"]?.string ?? ""), "`time` is no time of UTC: \(text)")
        let levels = ["trace", "debug", "info", "warning", "error", "critical"]
        try require(record["level"]?.string.map(levels.contains) == true, "`level` is none of \(levels.joined(separator: ", ")): \(text)")
      }
      try require(outcome.errorOutput.isEmpty, "standard error is not empty: \(outcome.errorOutput)")
    },
  ]

  /// A response, or a failure that says which request had none.
  static func get(_ path: String, _ address: String, _ headers: String = "") async throws -> RawResponse {
    do {
      let connection = try await RawConnection(address, within: .seconds(10))
      defer { connection.close() }
      return try await connection.get(path, headers: "Connection: close\r\n" + headers)
    } catch {
      throw CheckFailure("GET \(path): \(error)")
    }
  }

  /// `2026-11-21T12:25:07.123Z`
  private static func isTime(_ text: String) -> Bool {
    let pattern = "0000-00-00T00:00:00"
    guard text.hasSuffix("Z"), text.utf8.count > pattern.utf8.count else { return false }
    return zip(text.utf8, pattern.utf8).allSatisfy { byte, expected in
      expected == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == expected
    }
  }
}
