import JSON
import PackageGraph
import SwiftImports

/// What in a rules file has no effect on this repository, so that nothing passes silently.
struct ConfigurationCheck {
  let ruleSet: RuleSet
  let context: EvaluationContext

  func findings() -> [Finding] {
    var findings: [Finding] = []
    for group in ruleSet.groups {
      findings += check(group.selector, "group \"\(group.name)\"", at: group.position)
      if !isUsed(group) {
        findings.append(.builtIn(.unusedGroup, path: ruleSet.path, at: group.position, message: "no rule speaks of the group \"\(group.name)\""))
      }
    }
    for rule in ruleSet.rules {
      for case .selector(let selector) in rule.selections.flatMap(\.items) {
        findings += check(selector, "rule \"\(rule.id)\"", at: rule.position)
      }
      if rule.severity != .off, let message = unbound(rule) {
        findings.append(.builtIn(.unboundRule, path: ruleSet.path, at: rule.position, message: message))
      }
    }
    return findings
  }

  private func check(_ selector: Selector, _ owner: String, at position: JSONPosition?) -> [Finding] {
    let isMatched = context.index.matches(selector)
    if selector.optional != nil, !isMatched { return [] }
    var findings: [Finding] = []
    if selector.optional != nil {
      let message = "\(owner) is marked as optional, but now something matches it"
      findings.append(.builtIn(.needlessOptional, path: ruleSet.path, at: selector.optionalPosition ?? position, message: message))
    }
    for pattern in selector.paths {
      let glob = try? Glob(path: pattern.text)
      if let glob, context.index.matches(path: glob) { continue }
      let hint = glob.flatMap { UnmatchedGlob($0, context.graph).hint } ?? ""
      let message = "the path glob \"\(pattern.text)\" of \(owner) matches no target\(hint)"
      findings.append(.builtIn(.unmatchedGlob, path: ruleSet.path, at: pattern.position ?? position, message: message))
    }
    return findings
  }

  private func isUsed(_ group: Group) -> Bool {
    ruleSet.rules.contains { $0.selections.contains { $0.items.contains(.group(group.name)) } }
  }

  /// Why a rule binds no target; `nil` where it binds one, or where everything it names is optional and still to come.
  private func unbound(_ rule: Rule) -> String? {
    let selection = rule.boundSelection
    if !context.targets(in: selection).isEmpty { return nil }
    guard let selection else { return "rule \"\(rule.id)\" binds nothing: the repository has no targets" }
    let isToCome =
      !selection.items.isEmpty
      && selection.items.allSatisfy { item in
        let selector =
          switch item {
          case .group(let name): ruleSet.group(named: name)?.selector
          case .selector(let inline): inline
          }
        return selector.map { $0.optional != nil && !context.index.matches($0) } ?? false
      }
    return isToCome ? nil : "rule \"\(rule.id)\" binds nothing: no target of the repository is among \(selection)"
  }
}

extension Rule {
  /// Every selection of the rule and of its exceptions.
  var selections: [Selection] {
    let own: [Selection] =
      switch kind {
      case .allow(let from, let to), .forbid(let from, let to, _), .require(let from, let to): [from, to]
      case .restrict(let to, let only): [to, only]
      case .independent(let members): [members]
      case .layers(let members, let layers): [members] + layers.joined()
      case .acyclic(let members), .declared(let members), .used(let members), .covered(let members): members.map { [$0] } ?? []
      }
    return own + exceptions.flatMap { [$0.from, $0.to] }
  }

  /// Whose targets the rule binds: `nil` where it is all of the repository's.
  public var boundSelection: Selection? {
    switch kind {
    case .allow(let from, _), .forbid(let from, _, _), .require(let from, _): from
    case .restrict: nil
    case .independent(let members), .layers(let members, _): members
    case .acyclic(let members), .declared(let members), .used(let members), .covered(let members): members
    }
  }
}
