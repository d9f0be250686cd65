import JSON

extension RuleSetParser {
  /// Parses a group's name, a selector in place, or (unless `list` is false) a list of these.
  mutating func parseSelection(_ value: JSONValue, list: Bool = true) -> Selection? {
    let items: [Selection.Item]
    switch value.content {
    case .array(let elements) where list:
      if elements.isEmpty { report(value, "expected at least one group or selector: an empty list selects nothing") }
      items = elements.compactMap { parseItem($0) }
      if items.count < max(1, elements.count) { return nil }
    case .string, .object:
      guard let item = parseItem(value) else { return nil }
      items = [item]
    default:
      let forms = "a group's name, {\"paths\": […]}, {\"modules\": […]}"
      report(value, "expected \(forms)\(list ? ", or a list of these" : ""), found \(found(value))")
      return nil
    }
    return Selection(items, position: value.position)
  }

  private mutating func parseItem(_ value: JSONValue) -> Selection.Item? {
    switch value.content {
    case .string(let name):
      if name != RuleLanguage.unknownGroup, !groups.contains(where: { $0.name == name }) { report(value, unknownGroup(name)) }
      return .group(name)
    case .object: return parseSelector(value, "a selector").map { .selector($0) }
    default:
      report(value, "expected a group's name, {\"paths\": […]} or {\"modules\": […]}, found \(found(value))")
      return nil
    }
  }

  private func unknownGroup(_ name: String) -> String {
    if name.contains(where: { "/*{".contains($0) }) {
      return "unknown group \"\(name)\"; a glob over folders is written {\"paths\": [\"\(name)\"]}"
    }
    let names = groups.map(\.name)
    if let nearest = nearestName(to: name, in: names) { return "unknown group \"\(name)\"; did you mean \"\(nearest)\"?" }
    let known = names.isEmpty ? "the file defines no groups" : "the groups are \(names.joined(separator: ", "))"
    return "unknown group \"\(name)\"; \(known); a module's name is written {\"modules\": [\"\(name)\"]}"
  }

  mutating func parseSelector(_ value: JSONValue, _ what: String, _ keys: RuleLanguage.Keys = RuleLanguage.selector) -> Selector? {
    guard let members = object(value, "\(what): {\"paths\": […]} or {\"modules\": […]}") else { return nil }
    check(members, keys, in: what)
    let hasSources = keys.all.contains("sources")
    if members["paths"] == nil, members["modules"] == nil, members["sources"] == nil || !hasSources {
      let ways = hasSources ? "\"paths\", \"modules\" or \"sources\", or several of them" : "\"paths\" or \"modules\" or both"
      report(value, "\(what) has \(ways): without them it selects nothing")
    }
    var selector = Selector()
    selector.paths = members["paths"].map { parsePathGlobs($0, "globs over folders") } ?? []
    selector.modules = members["modules"].map { parseModuleGlobs($0) } ?? []
    selector.sources = members["sources"].map { parsePathGlobs($0, "globs over Swift files") } ?? []
    if let value = members["optional"] {
      selector.optional = words(value, "why nothing may match yet")
      selector.optionalPosition = value.position
    }
    return selector
  }

  mutating func parsePathGlobs(_ value: JSONValue, _ what: String) -> [Selector.Pattern] {
    parsePatterns(value, what) { text throws(Glob.Mistake) in try Glob(path: text) }
  }

  mutating func parseModuleGlobs(_ value: JSONValue) -> [Selector.Pattern] {
    parsePatterns(value, "globs over module names") { text throws(Glob.Mistake) in try Glob(module: text) }
  }

  private mutating func parsePatterns(
    _ value: JSONValue, _ what: String, _ compile: (String) throws(Glob.Mistake) -> Glob
  ) -> [Selector.Pattern] {
    guard let elements = array(value, "a list of \(what)") else { return [] }
    if elements.isEmpty { report(value, "expected at least one of \(what): an empty list selects nothing") }
    var patterns: [Selector.Pattern] = []
    for element in elements {
      guard let text = string(element, "one of \(what)") else { continue }
      do {
        _ = try compile(text)
      } catch {
        report(element, "\"\(text)\" is no glob: \(error.message)")
      }
      if patterns.contains(where: { $0.text == text }) { report(element, "the glob \"\(text)\" stands twice in one list") }
      patterns.append(Selector.Pattern(text, position: element.position))
    }
    return patterns
  }

  /// Checks that the globs of a selection use no other names than their binder's, where that binds any: a misspelt one would stand for
  /// anything.
  mutating func checkBindings(of selection: Selection?, _ key: String, boundBy binder: Selection?, _ binderKey: String) {
    guard let selection, let binder else { return }
    let bound = names(in: binder)
    guard !bound.isEmpty else { return }
    for name in names(in: selection) where !bound.contains(name) {
      let binds = bound.map { "{\($0)}" }.joined(separator: ", ")
      let message = "\"\(key)\" uses {\(name)}, but \"\(binderKey)\" binds \(binds); write * where anything will do"
      report(selection.position, message)
    }
  }

  /// Returns the names that the globs of a selection bind, in order and once each.
  private func names(in selection: Selection) -> [String] {
    var names: [String] = []
    for item in selection.items {
      let selector: Selector?
      switch item {
      case .group(let name): selector = groups.first { $0.name == name }?.selector
      case .selector(let inline): selector = inline
      }
      guard let selector else { continue }
      let globs = selector.paths.compactMap { try? Glob(path: $0.text) } + selector.modules.compactMap { try? Glob(module: $0.text) }
      for name in globs.flatMap(\.names) where !names.contains(name) { names.append(name) }
    }
    return names
  }
}
