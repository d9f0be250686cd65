import JSON

/// The response of `/readyz`, for people and for programs.
struct HealthText {
  let service: String
  let version: String
  let uptime: Duration
  let snapshot: Readiness.Snapshot

  var isReady: Bool { snapshot.status == .ready }

  /// The checks, one a line, in the format of Kubernetes's own components.
  var text: String {
    var text = ""
    for entry in snapshot.checks {
      if let result = entry.result {
        text += result.isOK ? "[+]\(entry.check.name) ok\n" : "[-]\(entry.check.name) failed: \(oneLine(result.message ?? "no reason given"))\n"
      } else {
        text += "[-]\(entry.check.name) failed: no answer yet\n"
      }
    }
    switch snapshot.status {
    case .starting: text += "[-]start failed: not everything has started yet\n"
    case .draining: text += "[-]shutdown failed: the process is draining\n"
    case .ready, .failing: break
    }
    return text + "readyz check \(isReady ? "passed" : "failed")\n"
  }

  var json: JSONValue {
    .object([
      .init("service", .string(service)),
      .init("version", .string(version)),
      .init("status", .string(snapshot.status.rawValue)),
      .init("uptimeSeconds", .number(uptime.rounded)),
      .init("checks", .array(snapshot.checks.map(json))),
    ])
  }

  private func json(_ entry: Readiness.Entry) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(entry.check.name)), .init("ok", .bool(entry.result?.isOK ?? false)),
      .init("message", .string(entry.result.map { $0.message ?? "" } ?? "no answer yet")),
    ]
    if let result = entry.result {
      members.append(.init("durationSeconds", .number(result.duration.rounded)))
      members.append(.init("ageSeconds", .number((snapshot.time - result.time).rounded)))
    }
    return .object(members)
  }

  private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: "; ") }
}

extension Duration {
  var inSeconds: Double { self / .seconds(1) }
  /// The seconds, rounded to microseconds.
  var rounded: Double { (inSeconds * 1e6).rounded() / 1e6 }
}
