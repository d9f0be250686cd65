import JSON
import PackageGraph
import SwiftImports

/// The check for parts of a rules file that have no effect on this repository, so that nothing passes silently.
struct ConfigurationCheck {
  let ruleSet: RuleSet
  let context: EvaluationContext

  enum Text: String, FindingText {
    case group = "group \"{name}\""
    case rule = "rule \"{name}\""
    case unusedGroup = "no rule speaks of the group \"{group}\""
    case needlessOptional = "{owner} is marked as optional, but now something matches it"
    case unmatchedGlob = "the path glob \"{glob}\" of {owner} matches no target{hint}"
    case unmatchedIgnore = "the glob \"{glob}\" of \"ignore\" matches no folder that is not left out already"
    case unmatchedSources = "the glob \"{glob}\" of {owner} matches no Swift file that is in no target"
    case nearestGlob = "; did you mean \"{glob}\"?"
    case rootTargets = "; the targets at the root are in {names}"
    case targets = "; the targets under {folder} are in {names}"
    case moreTargets = "{names} and {count} more"
    case noTargets = "rule \"{rule}\" binds nothing: the repository has no targets"
    case unboundRule = "rule \"{rule}\" binds nothing: no target of the repository is among {selection}"
  }

  func findings() -> [Finding] {
    var findings = unmatchedIgnores()
    for group in ruleSet.groups {
      findings += check(group.selector, Text.group.filled(["name": group.name]), at: group.position)
      if !isUsed(group) {
        findings.append(.builtIn(.unusedGroup, path: ruleSet.path, at: group.position, message: Text.unusedGroup.filled(["group": group.name])))
      }
    }
    for rule in ruleSet.rules {
      for case .selector(let selector) in rule.selections.flatMap(\.items) {
        findings += check(selector, Text.rule.filled(["name": rule.id]), at: rule.position)
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
      let message = Text.needlessOptional.filled(["owner": owner])
      findings.append(.builtIn(.needlessOptional, path: ruleSet.path, at: selector.optionalPosition ?? position, message: message))
    }
    for pattern in selector.paths {
      let glob = try? Glob(path: pattern.text)
      if let glob, context.index.matches(path: glob) { continue }
      let hint = glob.map { self.hint(on: $0) } ?? ""
      let message = Text.unmatchedGlob.filled(["glob": pattern.text, "owner": owner, "hint": hint])
      findings.append(.builtIn(.unmatchedGlob, path: ruleSet.path, at: pattern.position ?? position, message: message))
    }
    let sources = context.graph.folderSources.map { FolderPath($0) }
    for pattern in selector.sources {
      if let glob = try? Glob(path: pattern.text), sources.contains(where: { glob.matchFolder($0) != nil }) { continue }
      let message = Text.unmatchedSources.filled(["glob": pattern.text, "owner": owner])
      findings.append(.builtIn(.unmatchedGlob, path: ruleSet.path, at: pattern.position ?? position, message: message))
    }
    return findings
  }

  private func unmatchedIgnores() -> [Finding] {
    let folders = context.graph.ignoredFolders.map { FolderPath($0) }
    return ruleSet.ignored.flatMap(\.paths).compactMap { pattern in
      if let glob = try? Glob(path: pattern.text), folders.contains(where: { glob.matchFolder($0) != nil }) { return nil }
      return .builtIn(
        .unmatchedIgnore, path: ruleSet.path, at: pattern.position, message: Text.unmatchedIgnore.filled(["glob": pattern.text]))
    }
  }

  private func isUsed(_ group: Group) -> Bool {
    ruleSet.rules.contains { $0.selections.contains { $0.items.contains(.group(group.name)) } }
  }

  /// Returns the reason why a rule binds no target; `nil` where it binds one, or where everything it names is optional and still to come.
  private func unbound(_ rule: Rule) -> String? {
    let selection = rule.kind.boundSelection
    if !context.targets(in: selection).isEmpty { return nil }
    guard let selection else { return Text.noTargets.filled(["rule": rule.id]) }
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
    return isToCome ? nil : Text.unboundRule.filled(["rule": rule.id, "selection": "\(selection)"])
  }

  /// Returns a hint at what a path glob that matches nothing was meant to match; empty where nothing in the repository comes near.
  private func hint(on glob: Glob) -> String {
    var parts = glob.text.split(separator: "/").map(String.init)
    let modules = context.graph.modules
    let folders = modules.compactMap { $0.origin == .repository ? $0.folder?.split(separator: "/").map(String.init) : nil }
    // The longest beginning of the glob that some target is under is right; the segment behind it is what is wrong.
    var known = parts.count
    var candidates: [String] = []
    while known > 0 {
      known -= 1
      let prefix = known == 0 ? nil : try? Glob(path: parts[..<known].joined(separator: "/"))
      let below = folders.filter { folder in
        folder.count > known && (prefix.map { $0.matchFolder(FolderPath(folder[..<known].joined(separator: "/"))) != nil } ?? true)
      }
      candidates = Set(below.map { $0[known] }).sorted()
      if !candidates.isEmpty { break }
    }
    if candidates.isEmpty { return "" }
    if let nearest = nearestName(to: parts[known], in: candidates), !parts.contains("**") {
      parts[known] = nearest
      return Text.nearestGlob.filled(["glob": parts.joined(separator: "/")])
    }
    var names = candidates.prefix(5).joined(separator: ", ")
    if candidates.count > 5 { names = Text.moreTargets.filled(["names": names, "count": "\(candidates.count - 5)"]) }
    return (known == 0 ? Text.rootTargets : .targets).filled(["folder": parts[..<known].joined(separator: "/"), "names": names])
  }
}
