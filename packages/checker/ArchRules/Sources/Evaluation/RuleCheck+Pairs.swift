import PackageGraph

/// The kinds that judge one import by the two modules it joins.
extension RuleCheck {
  /// Deny by default: a module of `from` imports itself, what `to` names for it, and nothing else.
  mutating func checkAllow(from: Selection, to: Selection) {
    let allowed = relation(from, to)
    let because = "\(from) may import only \(to)"
    judgeImports(of: allowed.subjects.filter { context.isTarget($0) }) { allowed.contains($0, $1) ? nil : because }
  }

  mutating func checkForbid(from: Selection, to: Selection) {
    let forbidden = relation(from, to)
    let because = "\(from) may not import \(to)"
    judgeImports(of: forbidden.subjects.filter { context.isTarget($0) }) { forbidden.contains($0, $1) ? because : nil }
  }

  /// Every target of the repository is bound; the imported module says by whom it may be imported.
  mutating func checkRestrict(to: Selection, only: Selection) {
    let permitted = relation(to, only)
    let because = "only \(only) may import \(to)"
    judgeImports(of: context.targets(in: nil)) { permitted.hasSubject($1) && !permitted.contains($1, $0) ? because : nil }
  }

  /// Members that bind the same values of a `{name}` are one member together: the targets of one service may import one another.
  mutating func checkIndependent(_ selection: Selection) {
    let members = context.index.membership(of: selection)
    let because = "the members of \(selection) do not import one another"
    judgeImports(of: members.modules.filter { context.isTarget($0) }) {
      members.contains($1) && !members.areTogether($0, $1) ? because : nil
    }
  }

  /// A re-export serves as well as an import; asking `canImport` does not. A target that is itself among `to` needs none of the others.
  mutating func checkRequire(from: Selection, to: Selection) {
    let required = relation(from, to)
    for target in required.subjects where context.isTarget(target) && hasSources(target) && !required.contains(target, target) {
      let isMet = links.links(from: target).contains { link in
        link.isImport && (required.contains(target, link.to) || links.reexports(of: link.to).contains { required.contains(target, $0.module) })
      }
      if isMet || ledger.excepts(target) { continue }
      let over = ledger.end(target).map { "; the exception for it ended on \($0)" } ?? ""
      report(target: target, message: "\(name(target)) imports none of \(to), and each of \(from) must\(over)")
    }
  }

  /// Binary and system-library targets have no sources that could import.
  private func hasSources(_ target: ModuleID) -> Bool {
    let kind = graph.modules[target].kind
    return kind != .binary && kind != .system
  }
}
