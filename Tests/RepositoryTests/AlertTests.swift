import Platform
import TestSupport
import Testing

/// The alerts, and the metrics that the documents name.
@Suite(.blocking) struct AlertTests {
  private static let folder = "\(Checkout.root)/deploy/prometheus"

  @Test func `each alert fires when it should, and not else`() throws {
    guard let outcome = try? ChildProcess.run(["promtool", "test", "rules", "\(Self.folder)/alerts.test.yaml"], environment: Environment.forChildren)
    else {
      print("each alert fires when it should, and not else: skipped, promtool (Prometheus) is not installed")
      return
    }
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
  }

  @Test func `each panel of the dashboard is an expression that Prometheus understands`() throws {
    let lines = try Checkout.lines("docs/observability.md")
    let begin = try #require(lines.firstIndex(of: "| panel | PromQL |"))
    let cells = lines[(begin + 2)...].prefix { $0.hasPrefix("| ") }.map { $0.split(separator: " | `").last!.dropLast("` |".count) }
    try #require(!cells.isEmpty)
    let rules = cells.enumerated().map { "  - record: panel_\($0)\n    expr: \"\($1.replacing("\"", with: "\\\""))\"\n" }
    let folder = try TemporaryFolder()
    let file = try folder.write("groups:\n- name: panels\n  rules:\n\(rules.joined())", to: "panels.yaml")
    guard let outcome = try? ChildProcess.run(["promtool", "check", "rules", file], environment: Environment.forChildren) else {
      print("each panel of the dashboard is an expression that Prometheus understands: skipped, promtool (Prometheus) is not installed")
      return
    }
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
  }

  @Test func `each alert has a test, and a line that says what to do`() throws {
    let tests = try Checkout.text("deploy/prometheus/alerts.test.yaml")
    let document = try Checkout.text("docs/observability.md")
    let alerts = try Checkout.lines("deploy/prometheus/alerts.yaml").map(\.trimmed).filter { $0.hasPrefix("- alert: ") }.map { $0.dropFirst(9) }
    #expect(!alerts.isEmpty)
    for alert in alerts {
      #expect(tests.contains("alertname: \(alert)\n        exp_alerts:"), "\(alert) is never seen to fire")
      #expect(document.contains("| `\(alert)` |"), "\(alert) is not in docs/observability.md")
    }
  }

  /// A metric is registered by a literal, without the ending that its kind brings.
  @Test func `each metric that is named is there`() throws {
    var sources = ""
    for folder in ["packages", "services", "Sources/Console"] {
      for file in try Checkout.files(endingIn: ".swift", below: folder) where !file.contains("/Tests/") { sources += try Checkout.text(file) }
    }
    let beginnings = ["http_", "event_loop_", "log_", "metrics_", "process_", "scheduler_", "service_", "trace_"]
    var named: Set<String> = []
    for document in ["docs/observability.md", "deploy/prometheus/alerts.yaml"] {
      // Labels are names too: a metric's name is followed by no `=`.
      let words = try Checkout.text(document).split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "=" || $0 == ".") }
      named.formUnion(
        words.filter { word in beginnings.contains { word.hasPrefix($0) } && !word.contains("=") && !word.contains(".") }.map(String.init))
    }
    #expect(named.count > 20)
    for name in named.sorted() {
      let endings = ["", "_total", "_bucket", "_sum", "_count", "_info"]
      let isThere = endings.contains { name.hasSuffix($0) && sources.contains("\"\(name.dropLast($0.count))\"") }
      #expect(isThere, "\(name)")
    }
  }
}
