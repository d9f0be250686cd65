import PackageGraph

/// Members made up to a selector's globs, so that a wall can be tried before it has any members, or while it has only one.
struct SyntheticMembers {
  /// Returns members that the globs of a selector match. `{name}` and `*` stand for `probe-1` in the first and `probe-2` in the second, in
  /// every selector alike, so that members that belong together by their bindings exist.
  static func members(of selector: Selector, besides modules: [Module]) -> [Module] {
    selector.paths.flatMap { members(ofPath: $0.text, besides: modules) } + selector.modules.flatMap { members(ofName: $0.text, besides: modules) }
  }

  private static func members(ofPath text: String, besides modules: [Module]) -> [Module] {
    guard let glob = try? Glob(path: text) else { return [] }
    let isMatched = modules.contains { $0.origin == .repository && glob.matchFolder(FolderPath($0.folder ?? ".")) != nil }
    let folders = isWild(text) ? [1, 2].map { filled(text, "probe-\($0)") } : isMatched ? [] : [text]
    return folders.filter { glob.matchFolder(FolderPath($0)) != nil }.map { target(named: mangled($0), folder: $0) }
  }

  private static func members(ofName text: String, besides modules: [Module]) -> [Module] {
    guard let glob = try? Glob(module: text), !modules.contains(where: { glob.matchName($0.name) != nil }) else { return [] }
    guard isWild(text) else { return [Module(name: text, origin: .platform)] }
    // It is not known whether the names are of targets or of modules from elsewhere.
    return [Module(name: filled(text, "Probe1"), origin: .platform)]
      + [2, 3].map { number in
        let name = filled(text, "Probe\(number)")
        return target(named: name, folder: "bulkhead-probe/\(name)")
      }
  }

  /// Returns a target of the repository that has sources and declares nothing.
  static func target(named name: String, folder: String) -> Module {
    var module = Module(name: name, kind: .library, package: 0, target: name, folder: folder)
    module.fileCount = 1
    return module
  }

  private static func isWild(_ text: String) -> Bool { text.contains { "*?{".contains($0) } }

  /// Returns the glob with a word in place of each wildcard.
  private static func filled(_ text: String, _ word: String) -> String {
    var result = ""
    var unread = text[...]
    while let character = unread.popFirst() {
      switch character {
      case "*":
        unread = unread.drop { $0 == "*" }
        result += word
      case "?": result += "x"
      case "{":
        unread = unread.drop { $0 != "}" }.dropFirst()
        result += word
      default: result.append(character)
      }
    }
    return result
  }

  private static func mangled(_ folder: String) -> String {
    String(folder.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}
