import ArchRules
import CommandLine
import SwiftImports

/// The report for people: each finding in the form compilers use, the line of code, the reason and the rule that made it.
struct TextReport {
  let report: Report
  let sources: SourceLines
  let style: Style

  func render() -> String {
    let blocks = report.findings.map { block(for: $0) + "\n" }
    let summary = report.findings.isEmpty ? style.green(report.summary) : style.bold(report.summary)
    return (blocks + unowned + [summary + "\n"]).joined()
  }

  /// The folders of Swift files that no rule binds, the first of them where there are many.
  private var unowned: [String] {
    let folders = report.unowned ?? []
    if folders.isEmpty { return [] }
    let lines = folders.prefix(10).map { "  \(VisibleText.oneLine($0.folder)): \(Report.count($0.fileCount, "file"))\n" }
    let rest = folders.count > lines.count ? ["  and \(folders.count - lines.count) more; --format json lists them all\n"] : []
    return ["Swift files in no target and no group, which no rule binds:\n"] + lines + rest + ["\n"]
  }

  private func block(for finding: Finding) -> String {
    let severity = finding.severity == .error ? style.red("error:") : style.yellow("warning:")
    let place = style.bold(Self.place(finding.path, finding.position) + ":")
    var text = "\(place) \(severity) \(VisibleText.oneLine(finding.message)) \(style.dim("[\(VisibleText.oneLine(finding.rule))]"))\n"
    if let position = finding.position { text += excerpt(of: finding.path, at: position) }
    if !finding.chain.isEmpty {
      text += "  chain:\n"
      for step in finding.chain {
        text += "    \(Self.place(step.path, step.position)): \(VisibleText.oneLine(step.sentence))\n"
      }
    }
    if let reason = finding.reason { text += "  reason: \(VisibleText.oneLine(reason))\n" }
    if let remedy = finding.remedy { text += "  mend: \(VisibleText.oneLine(remedy))\n" }
    if let line = ruleLine(of: finding) { text += "  rule: \(line)\n" }
    if !finding.alsoBreaks.isEmpty { text += "  also breaks: \(VisibleText.oneLine(finding.alsoBreaks.joined(separator: ", ")))\n" }
    return text
  }

  /// Where the rule is made, and the line that makes it, if it says more than that an object begins.
  private func ruleLine(of finding: Finding) -> String? {
    guard let position = finding.placeOfRule(in: report.source) else { return nil }
    let place = Self.place(report.source, position)
    let code = sources.line(position.line, of: report.source).map { Self.shown($0.dropFirst(position.column - 1)) } ?? ""
    return code.count > 1 ? "\(place): \(style.dim(code.count > 100 ? "\(code.prefix(100))…" : code))" : place
  }

  /// The line of code with a caret under the column.
  private func excerpt(of path: String, at position: SourcePosition) -> String {
    guard let bytes = sources.line(position.line, of: path) else { return "" }
    let before = Self.shown(bytes.prefix(position.column - 1))
    let after = Self.shown(bytes.dropFirst(position.column - 1))
    // Of a line that no screen holds, the part around the caret.
    let cut = max(0, before.count - 100)
    let code = (cut > 0 ? "…" : "") + before.dropFirst(cut) + (after.count > 100 ? "\(after.prefix(100))…" : after)
    let indent = before.dropFirst(cut).map { $0 == "\t" ? "\t" : Self.isWide($0) ? "  " : " " }.joined()
    let number = String(position.line)
    let margin = String(repeating: " ", count: number.count)
    return "  \(style.dim("\(number) |")) \(code)\n  \(style.dim("\(margin) |")) \(cut > 0 ? " " : "")\(indent)\(style.red("^"))\n"
  }

  /// Source text with its tabs, and nothing else that moves the cursor.
  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    VisibleText.lines(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether terminals give the character two cells: emoji, and the East Asian wide blocks.
  private static func isWide(_ character: Character) -> Bool {
    let scalar = character.unicodeScalars.first!
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return scalar.properties.isEmojiPresentation
    }
  }

  static func place(_ path: String, _ position: SourcePosition?) -> String {
    VisibleText.oneLine(path) + (position.map { ":\($0.line):\($0.column)" } ?? "")
  }
}
