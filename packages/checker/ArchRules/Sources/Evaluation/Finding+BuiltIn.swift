import JSON
import PackageGraph
import SwiftImports

extension Finding {
  /// Returns a finding about the rules file itself.
  static func builtIn(_ rule: BuiltInRule, path: String, at position: JSONPosition?, target: String? = nil, message: String) -> Finding {
    Finding(
      rule: rule.id, severity: rule.severity, target: target, path: path,
      position: position.map { SourcePosition(line: $0.line, column: $0.column) },
      message: message, reason: rule.remedy, rulePosition: position)
  }

  /// Creates the finding of a notice made while reading the repository; its message says how to mend it.
  init(_ notice: Notice, in graph: ModuleGraph) {
    let rule = BuiltInRule(notice.kind)
    self.init(
      rule: rule.id, severity: rule.severity, from: notice.target.map { graph.modules[$0].name },
      target: notice.target.flatMap { graph.targetName($0) }, path: notice.path, position: notice.position, message: notice.message,
      reason: notice.kind == .unreadableManifest || notice.kind == .staleModules ? rule.remedy : nil)
  }

  /// Orders findings by place, then by rule, so that equal repositories give equal reports.
  public static func isBefore(_ first: Finding, _ second: Finding) -> Bool {
    if first.path != second.path { return first.path < second.path }
    let places = (first.position ?? SourcePosition(line: 0, column: 0), second.position ?? SourcePosition(line: 0, column: 0))
    if places.0 != places.1 { return (places.0.line, places.0.column) < (places.1.line, places.1.column) }
    return (first.rule, first.from ?? "", first.to ?? "", first.message) < (second.rule, second.from ?? "", second.to ?? "", second.message)
  }
}

extension ModuleGraph {
  /// Returns a target as findings name it: its package's folder and its name. `nil` for a module that is no target.
  func targetName(_ module: ModuleID) -> String? {
    guard let package = modules[module].package else { return nil }
    return "\(packages[package].folder):\(modules[module].target ?? modules[module].name)"
  }

  /// Returns the manifest that declares a target, relative to the repository's root.
  func manifest(of module: ModuleID) -> String { modules[module].package.map { packages[$0].manifest } ?? "Package.swift" }
}
