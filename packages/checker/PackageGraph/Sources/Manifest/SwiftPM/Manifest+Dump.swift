import JSON
import Platform

/// The error of a `swift package dump-package` output that this version of the reader does not know.
struct DumpError: Error, CustomStringConvertible {
  var description: String
}

extension Manifest {
  /// Creates the manifest from the output of `swift package dump-package`.
  init(dump: JSONValue) throws(DumpError) {
    self.init(name: try dump.text("name"), toolsVersion: try ToolsVersion(dump: dump["toolsVersion"]))
    let folder = dump["packageKind"]?["root"]?.array?.first?.string
    products = try dump.elements("products").map { product throws(DumpError) in try Product(dump: product) }
    dependencies = try dump.elements("dependencies").map { dependency throws(DumpError) in try Dependency(dump: dependency, folder: folder) }
    targets = try dump.elements("targets").map { target throws(DumpError) in try Target(dump: target) }
  }
}

extension ToolsVersion {
  fileprivate init(dump: JSONValue?) throws(DumpError) {
    let numbers = (dump?["_version"]?.string ?? "").split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 3 else { throw DumpError(description: "no tools version") }
    self.init(numbers[0], numbers[1], numbers[2])
  }
}

extension Manifest.Product {
  fileprivate init(dump: JSONValue) throws(DumpError) {
    let kind = dump["type"]?.object?.first?.key ?? ""
    guard let kind = Kind(rawValue: kind) else { throw DumpError(description: "a product of type '\(kind)'") }
    self.init(name: try dump.text("name"), kind: kind, targets: try dump.texts("targets"))
  }
}

extension Manifest.Dependency {
  /// - Parameter folder: The package's folder as SwiftPM names it; paths are said relative to it.
  fileprivate init(dump: JSONValue, folder: String?) throws(DumpError) {
    guard let member = dump.object?.first, let settings = member.value.array?.first else {
      throw DumpError(description: "a dependency without a kind")
    }
    let name = settings["nameForTargetDependencyResolutionOnly"]?.string
    switch member.key {
    case "fileSystem":
      let path = try settings.text("path")
      self.init(name: name, location: .path(folder.map { PathText.dependencyPath(to: path, from: $0) } ?? path))
    case "sourceControl":
      let location = settings["location"]
      let remote = location?["remote"]?.array?.first
      guard let url = remote?["urlString"]?.string ?? remote?.string ?? location?["local"]?.array?.first?.string else {
        throw DumpError(description: "a dependency without a location")
      }
      self.init(name: name, location: .url(url))
    case "registry":
      self.init(location: .registry(try settings.text("identity")))
    default:
      throw DumpError(description: "a dependency of kind '\(member.key)'")
    }
  }
}

extension Manifest.Target {
  fileprivate init(dump: JSONValue) throws(DumpError) {
    let type = try dump.text("type")
    guard let kind = Self.kinds[type] else { throw DumpError(description: "a target of type '\(type)'") }
    self.init(name: try dump.text("name"), kind: kind)
    path = dump["path"]?.string
    if dump["sources"]?.array != nil { sources = try dump.texts("sources") }
    exclude = try dump.texts("exclude")
    publicHeadersPath = dump["publicHeadersPath"]?.string
    resources = try dump.elements("resources").map { resource throws(DumpError) in try resource.text("path") }
    dependencies = try dump.elements("dependencies").map { dependency throws(DumpError) in try Manifest.TargetDependency(dump: dependency) }
    for setting in dump["settings"]?.array ?? [] where setting["tool"]?.string == "swift" {
      unsafeSwiftFlags += setting["kind"]?["unsafeFlags"]?["_0"]?.array?.compactMap(\.string) ?? []
    }
    // The C settings come before those of C++.
    for setting in dump["settings"]?.array ?? [] {
      if let path = setting["kind"]?["headerSearchPath"]?["_0"]?.string { headerSearchPaths.append(path) }
    }
    for usage in dump["pluginUsages"]?.array ?? [] {
      guard let plugin = usage["plugin"]?.array, let name = plugin.first?.string else { throw DumpError(description: "a plugin without a name") }
      plugins.append(Manifest.PluginUsage(name: name, package: plugin.dropFirst().first?.string))
    }
  }

  private static let kinds: [String: TargetKind] = [
    "regular": .library, "executable": .executable, "test": .test, "system": .system, "binary": .binary, "plugin": .plugin, "macro": .macro,
  ]
}

extension Manifest.TargetDependency {
  /// `{"product": [name, package, aliases, condition]}`; `target` and `byName` have a name and a condition.
  fileprivate init(dump: JSONValue) throws(DumpError) {
    guard let member = dump.object?.first, let parts = member.value.array, let name = parts.first?.string else {
      throw DumpError(description: "a target's dependency without a name")
    }
    let objects = parts.dropFirst().filter { $0.object != nil }
    let condition = objects.first { Self.isCondition($0) }.flatMap {
      Self.conditionText(
        platforms: $0["platformNames"]?.array?.compactMap(\.string) ?? [], configuration: $0["config"]?.string,
        traits: $0["traits"]?.array?.compactMap(\.string))
    }
    switch member.key {
    case "target": self.init(.target(name: name), condition: condition)
    case "byName": self.init(.byName(name: name), condition: condition)
    case "product":
      var aliases: [String: String] = [:]
      for alias in objects.first(where: { !Self.isCondition($0) })?.object ?? [] { aliases[alias.key] = alias.value.string }
      self.init(.product(name: name, package: parts.dropFirst().first?.string), condition: condition, moduleAliases: aliases)
    default: throw DumpError(description: "a target's dependency of kind '\(member.key)'")
    }
  }

  /// A module alias could have the name, but is a string.
  private static func isCondition(_ value: JSONValue) -> Bool { value["platformNames"]?.array != nil }
}

extension JSONValue {
  fileprivate func text(_ key: String) throws(DumpError) -> String {
    guard let text = self[key]?.string else { throw DumpError(description: "no '\(key)'") }
    return text
  }

  fileprivate func elements(_ key: String) throws(DumpError) -> [JSONValue] {
    guard let elements = self[key]?.array else { throw DumpError(description: "no '\(key)'") }
    return elements
  }

  fileprivate func texts(_ key: String) throws(DumpError) -> [String] {
    try elements(key).map { element throws(DumpError) in
      guard let text = element.string else { throw DumpError(description: "something in '\(key)' that is not a string") }
      return text
    }
  }
}
