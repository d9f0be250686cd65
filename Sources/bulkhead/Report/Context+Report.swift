import CommandLine
import Platform

extension Context {
  /// Writes the report in the form and to the place that the options say.
  func write(_ report: Report) throws {
    let format = arguments[.reportFormat].flatMap(ReportFormat.init) ?? ReportFormat.default(in: environment)
    let file = arguments[.output]
    let bytes = ReportFormat.render(
      format, report, root: root, style: file == nil ? style : Style(isColored: false), workspace: environment["GITHUB_WORKSPACE"])
    guard let file else { return output.write(bytes) }
    try File.write(bytes, to: absolutePath(file))
    note("\(report.summary) The report is in \(file).")
  }
}

extension Option {
  static let reportFormat = Option.choice(
    "--format", ReportFormat.allCases.map(\.rawValue), "the form of the report; text if not given, github where GITHUB_ACTIONS is true")
  static let output = Option.value("--output", "FILE", "write the report there, and a summary to standard error")
}

extension ReportFormat {
  static func `default`(in environment: [String: String]) -> ReportFormat { environment["GITHUB_ACTIONS"] == "true" ? .github : .text }
}
