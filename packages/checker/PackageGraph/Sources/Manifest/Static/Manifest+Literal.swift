import Platform

extension Manifest {
  /// The manifest that a checked call of `Package(…)` describes, and where in the text its targets and their dependencies stand.
  ///
  /// - Returns: `nil` where SwiftPM would find a fault that the types do not show.
  static func make(
    _ package: ManifestLiteral, _ version: ToolsVersion, folder: String?
  ) -> (manifest: Manifest, targets: [Int], dependencies: [[Int]])? {
    guard let name = package["name"]?.string else { return nil }
    var manifest = Manifest(name: name, toolsVersion: version)
    for literal in package["products"]?.list ?? [] {
      guard let product = Product(literal) else { return nil }
      manifest.products.append(product)
    }
    for literal in package["dependencies"]?.list ?? [] {
      guard let dependency = Dependency(literal, folder) else { return nil }
      manifest.dependencies.append(dependency)
    }
    let targets = package["targets"]?.list ?? []
    for literal in targets {
      guard let target = Target(literal) else { return nil }
      manifest.targets.append(target)
    }
    guard manifest.isSound(package) else { return nil }
    return (manifest, targets.map(\.offset), targets.map { ($0["dependencies"]?.list ?? []).map(\.offset) })
  }
}

extension Manifest.Product {
  fileprivate init?(_ literal: ManifestLiteral) {
    guard let kind = literal.memberName.flatMap(Kind.init(rawValue:)), let name = literal["name"]?.string,
      let targets = literal["targets"]?.strings
    else { return nil }
    self.init(name: name, kind: kind, targets: targets)
  }
}

extension Manifest.Dependency {
  fileprivate init?(_ literal: ManifestLiteral, _ folder: String?) {
    if let path = literal["path"]?.string {
      // Where a path leaves the folder and comes back, only the folder's own name shows it.
      let way = folder.map { PathText.dependencyPath(to: $0 + "/" + path, from: $0) } ?? PathText.normalized(path)
      self.init(name: literal["name"]?.string, location: .path(way))
    } else if let url = literal["url"]?.string {
      self.init(name: literal["name"]?.string, location: .url(url))
    } else if let identifier = literal["id"]?.string {
      self.init(location: .registry(identifier))
    } else {
      return nil
    }
  }
}

extension Manifest.Target {
  fileprivate init?(_ literal: ManifestLiteral) {
    guard let name = literal["name"]?.string, let kind = Self.kinds[literal.memberName ?? ""] else { return nil }
    self.init(name: name, kind: kind)
    path = literal["path"]?.string
    sources = literal["sources"]?.strings
    exclude = literal["exclude"]?.strings ?? []
    publicHeadersPath = literal["publicHeadersPath"]?.string
    resources = (literal["resources"]?.list ?? []).compactMap { $0[nil]?.string.map(PathText.normalized) }
    for setting in literal["swiftSettings"]?.list ?? [] where setting.memberName == "unsafeFlags" {
      unsafeSwiftFlags += setting[nil]?.strings ?? []
    }
    for setting in (literal["cSettings"]?.list ?? []) + (literal["cxxSettings"]?.list ?? []) where setting.memberName == "headerSearchPath" {
      headerSearchPaths += setting[nil]?.string.map { [$0] } ?? []
    }
    for usage in literal["plugins"]?.list ?? [] {
      guard let name = usage.string ?? usage["name"]?.string else { return nil }
      plugins.append(Manifest.PluginUsage(name: name, package: usage["package"]?.string))
    }
    for literal in literal["dependencies"]?.list ?? [] {
      guard let dependency = Manifest.TargetDependency(literal) else { return nil }
      dependencies.append(dependency)
    }
  }

  private static let kinds: [String: TargetKind] = [
    "target": .library, "executableTarget": .executable, "testTarget": .test, "plugin": .plugin, "macro": .macro,
    "systemLibrary": .system, "binaryTarget": .binary,
  ]
}

extension Manifest.TargetDependency {
  fileprivate init?(_ literal: ManifestLiteral) {
    if let name = literal.string {
      self.init(.byName(name: name))
      return
    }
    guard let name = literal["name"]?.string else { return nil }
    let condition = literal["condition"].flatMap {
      Self.conditionText(platforms: ($0["platforms"]?.list ?? []).compactMap(Self.platformName), traits: $0["traits"]?.strings)
    }
    switch literal.memberName {
    case "target": self.init(.target(name: name), condition: condition)
    case "byName": self.init(.byName(name: name), condition: condition)
    case "product":
      self.init(
        .product(name: name, package: literal["package"]?.string), condition: condition, moduleAliases: literal["moduleAliases"]?.dictionary ?? [:])
    default: return nil
    }
  }

  private static func platformName(_ literal: ManifestLiteral) -> String? {
    guard let name = literal.memberName else { return nil }
    return name == "custom" ? literal[nil]?.string : DescriptionType.platformName(name)
  }
}
