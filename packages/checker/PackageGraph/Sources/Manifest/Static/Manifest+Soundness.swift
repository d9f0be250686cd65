import Platform

extension Manifest {
  /// Whether SwiftPM, when it has run a manifest, finds no fault with what it says. What would be an error there must not be read as if
  /// it were none here.
  func isSound(_ package: ManifestLiteral) -> Bool {
    let kinds = Dictionary(targets.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
    guard kinds.count == targets.count else { return false }
    guard products.allSatisfy({ Self.isSound($0, kinds) }) else { return false }
    // A library of binary targets alone may not say what type it has.
    for product in package["products"]?.list ?? [] where product["type"] != nil {
      if (product["targets"]?.strings ?? []).allSatisfy({ kinds[$0] == .binary }) { return false }
    }
    guard (package["targets"]?.list ?? []).allSatisfy(Self.isSound) else { return false }
    return hasKnownPackages && hasKnownTraits(package)
  }

  private static func isSound(_ product: Product, _ kinds: [String: TargetKind]) -> Bool {
    guard !product.targets.isEmpty, product.targets.allSatisfy({ kinds[$0] != nil }) else { return false }
    return product.kind != .plugin || !product.targets.allSatisfy { kinds[$0] == .binary }
  }

  private static func isSound(_ target: ManifestLiteral) -> Bool {
    guard target.memberName == "binaryTarget" else { return true }
    if let url = target["url"]?.string {
      return url.hasPrefix("https://") && url.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !url.contains("?") && !url.contains("#")
        && [".zip", ".artifactbundleindex"].contains { url.hasSuffix($0) }
    }
    guard let path = target["path"]?.string, ManifestType.StringRule.relativePath.allows(path) else { return false }
    return [".zip", ".xcframework", ".artifactbundle"].contains { path.hasSuffix($0) && path.utf8.count > $0.utf8.count }
  }

  /// Whether each product that a target uses is of a package that the manifest names. A package above the manifest's own folder has the
  /// name of a folder that each clone may call otherwise: where there is one, any name may be its.
  private var hasKnownPackages: Bool {
    if dependencies.contains(where: \.isAbove) { return true }
    let names = Set(dependencies.map { $0.nameInManifest(nil).lowercased() })
    return targets.allSatisfy { target in
      target.dependencies.allSatisfy {
        if case .product(_, let package?) = $0.reference { names.contains(package.lowercased()) } else { true }
      }
    }
  }

  /// Whether each trait that is asked for is declared, once, under a name that an identifier could be.
  private func hasKnownTraits(_ package: ManifestLiteral) -> Bool {
    let traits = package["traits"]?.list ?? []
    let names = traits.map { $0.memberName == "default" ? "default" : $0.string ?? $0["name"]?.string ?? "" }
    guard names.count <= 300, Set(names).count == names.count, names.allSatisfy(Self.isIdentifier) else { return false }
    var asked = traits.flatMap { $0["enabledTraits"]?.strings ?? [] }
    for target in package["targets"]?.list ?? [] {
      for dependency in target["dependencies"]?.list ?? [] { asked += dependency["condition"]?["traits"]?.strings ?? [] }
    }
    for dependency in package["dependencies"]?.list ?? [] {
      for trait in dependency["traits"]?.list ?? [] { asked += trait["condition"]?["traits"]?.strings ?? [] }
    }
    return Set(asked).isSubset(of: names)
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}

extension Manifest.Dependency {
  /// Whether it is a folder above the manifest's own, found by `..` alone and not named.
  var isAbove: Bool {
    guard name == nil, case .path(let path) = location else { return false }
    return path.split(separator: "/").allSatisfy { $0 == ".." }
  }

  /// Returns the name by which `.product(name:package:)` refers to the package: the one given to it, or else the last part of its location.
  ///
  /// - Parameter folder: The absolute path of the manifest's folder, from which a path of dots alone gets its name.
  func nameInManifest(_ folder: String?) -> String {
    if let name { return name }
    switch location {
    case .registry(let identifier): return identifier
    case .path(let location), .url(let location):
      var location = location
      if let folder, location.hasSuffix(".") { location = PathText.normalized(folder + "/" + location) }
      let trimmed = location.hasSuffix("/") ? location.dropLast() : location[...]
      let last = trimmed[(trimmed.lastIndex(of: "/").map(trimmed.index(after:)) ?? trimmed.startIndex)...]
      return String(last.hasSuffix(".git") ? last.dropLast(4) : last)
    }
  }
}
