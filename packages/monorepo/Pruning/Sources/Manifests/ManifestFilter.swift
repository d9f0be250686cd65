import PackageGraph

/// The code put behind a computed manifest: it removes the unneeded from the package, once everything else has been added.
struct ManifestFilter {
  /// The name of the constant that is the package.
  let package: String
  let needed: NeededNames
  let toolsVersion: ToolsVersion
  /// The number of folders from the repository's root down to the package's.
  let depth: Int

  var text: String {
    """

    // Added by `bulkhead prune`: of what the text above declares, this is needed.
    do {
      let neededTargets: Set<String> = \(list(needed.targets))
      let neededProducts: Set<String> = \(list(needed.products))
      let neededPackages: Set<String> = \(list(needed.identities))
      \(package).targets.removeAll { !neededTargets.contains($0.name) }
      \(package).products.removeAll { !neededProducts.contains($0.name) }
      \(package).dependencies.removeAll { dependency in
        \(location)
        var name = location.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map { $0.lowercased() } ?? ""
        if name.hasSuffix(".git") { name.removeLast(4) }
        // What a way of dots alone leads to is for its folder's name to say.
        return \(needed.hasDots ? "name != \".\" && name != \"..\" && " : "")!neededPackages.contains(name)
      }\(naming)
    }

    """
  }

  /// The code that gives the package at the root, whose folder is called otherwise from now on, the name of its folder.
  private var naming: String {
    guard let name = needed.rootName else { return "" }
    return """

        \(package).dependencies = \(package).dependencies.map { dependency -> Package.Dependency in
          \(location)
          let isRoot = location.split(separator: "/").filter { $0 != "." } == \(Array(repeating: "..", count: depth))
          return isRoot ? .package(name: \(Manifest.literal(name)), path: location) : dependency
        }
      """
  }

  /// The location of a package, in the words of `PackageDescription`.
  private var location: String {
    if toolsVersion < ToolsVersion(5, 6) { return "let location = dependency.url ?? \"\"" }
    return """
      var location = ""
          if case .fileSystem(_, let path) = dependency.kind { location = path }
          if case .sourceControl(_, let url, _) = dependency.kind { location = url }
          if case .registry(let identity, _) = dependency.kind { location = identity }
      """
  }

  private func list(_ names: Set<String>) -> String {
    if names.isEmpty { return "[]" }
    return "[\n" + names.sorted().map { "    \(Manifest.literal($0)),\n" }.joined() + "  ]"
  }
}
