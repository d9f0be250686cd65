import PackageGraph
import Platform

/// A `Package.swift`, or a variant of it for certain versions of Swift, reduced to what is needed.
public struct PrunedManifest: Sendable, Equatable {
  /// The way in which a manifest is reduced.
  public enum Form: String, Sendable {
    /// The declarations that are not needed are cut from the text.
    case cut
    /// The text, which is computed, stays; code behind it removes what is not needed when the manifest is run.
    case filtered
  }

  /// The path relative to the root.
  public let path: String
  /// The way in which it was reduced.
  public let form: Form
  /// The text.
  public let bytes: [UInt8]
}

/// The needed part of a package, by the names in its manifest.
struct NeededNames: Equatable {
  var targets: Set<String>
  /// The names of products all of whose targets are needed.
  var products: Set<String>
  /// The indexes in the manifest's list of dependencies.
  var dependencies: Set<Int>
  /// The identities of those packages, by which SwiftPM tells them apart, save that of the repository's root: it is the name that a clone's
  /// folder happens to have.
  var identities: Set<String>
  /// Whether one of those packages is the one at the root.
  var hasRoot: Bool
  /// Whether one of those packages is named by a way of dots alone.
  var hasDots: Bool
  /// The name by which targets call the package at the repository's root, where its folder's name says it: the pruned tree's root is a folder
  /// of another name.
  var rootName: String?

  /// - Parameters:
  ///   - folder: The absolute path of the manifest's folder.
  ///   - root: That of the repository.
  init(_ manifest: Manifest, in folder: String, root: String, targets: Set<String>, dependencies: Set<Int>) {
    self.targets = targets
    products = Set(manifest.products.filter { targets.isSuperset(of: $0.targets) }.map(\.name))
    self.dependencies = dependencies
    let needed = dependencies.map { manifest.dependencies[$0] }
    identities = Set(needed.filter { !$0.leads(to: root, from: folder) }.map { $0.identity(from: folder) })
    hasRoot = needed.contains { $0.leads(to: root, from: folder) }
    hasDots = needed.contains {
      guard case .path(let path) = $0.location else { return false }
      return path.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    }
    rootName = Self.rootName(manifest, in: folder, root: root)
  }

  private static func rootName(_ manifest: Manifest, in folder: String, root: String) -> String? {
    guard let place = manifest.dependencies.firstIndex(where: { $0.takesName(ofFolder: root, from: folder) }) else { return nil }
    let others = manifest.dependencies.indices.filter { $0 != place }.flatMap { index in
      let dependency = manifest.dependencies[index]
      return [dependency.identity(from: folder), dependency.name?.lowercased() ?? ""]
    }
    let named = manifest.targets.flatMap { target in
      target.plugins.compactMap(\.package)
        + target.dependencies.compactMap { if case .product(_, let package) = $0.reference { package } else { nil } }
    }
    return named.first { !others.contains($0.lowercased()) }
  }
}

extension NeededNames {
  /// Whether a dependency, perhaps of another manifest in `folder`, is on one of the needed packages.
  func contains(_ dependency: Manifest.Dependency, in folder: String, root: String) -> Bool {
    dependency.leads(to: root, from: folder) ? hasRoot : identities.contains(dependency.identity(from: folder))
  }
}

extension Manifest.Dependency {
  /// Whether it is by path on the folder `root`.
  func leads(to root: String, from folder: String) -> Bool {
    guard case .path(let path) = location else { return false }
    return PathText.resolve(path, from: folder) == root
  }

  /// Whether it is by path on this folder, and has no name but the folder's.
  func takesName(ofFolder root: String, from folder: String) -> Bool { name == nil && folder != root && leads(to: root, from: folder) }

  /// Returns the package's identity, by which SwiftPM tells packages apart: the last part of its location, in lower case and without
  /// `.git`.
  func identity(from folder: String) -> String {
    switch location {
    case .registry(let name): return name.lowercased()
    case .path(let path): return Self.name(PathText.resolve(path, from: folder))
    case .url(let url): return Self.name(url)
    }
  }

  private static func name(_ location: String) -> String {
    let last = location.split { $0 == "/" || $0 == ":" }.last ?? ""
    return (last.hasSuffix(".git") ? last.dropLast(4) : last).lowercased()
  }
}

extension PrunedManifest {
  /// - Parameters:
  ///   - bytes: The manifest's text.
  ///   - chosen: What the manifest says that SwiftPM chose for the package; another one may be meant for another version of Swift.
  ///   - folder: The absolute path of the package's folder.
  ///   - root: That of the repository.
  init(
    path: String, _ bytes: [UInt8], chosen: Manifest, needed: NeededNames, folder: String, root: String, environment: [String]
  ) throws(PruneError) {
    self.path = path
    if let text = ManifestText(bytes, folder: folder, environment: environment) {
      form = .cut
      let isChosen = text.manifest == chosen
      let own = isChosen ? needed : NeededNames(text.manifest, in: folder, root: root, targets: needed.targets, dependencies: [])
      let products = own.products
      let kept = text.keeping { element in
        switch element.kind {
        case .targets: needed.targets.contains(element.name)
        case .products: products.contains(element.name)
        case .dependencies:
          isChosen
            ? needed.dependencies.contains(element.index)
            : needed.contains(text.manifest.dependencies[element.index], in: folder, root: root)
        }
      }
      self.bytes = own.rootName.map { Self.naming(kept, $0, folder: folder, root: root, environment) } ?? kept
    } else {
      form = .filtered
      let text = String(decoding: bytes, as: UTF8.self)
      guard let package = PackageVariable.name(in: text) else {
        throw PruneError("the constant that is the package cannot be found in the text: write `let package = Package(`", path: path)
      }
      let filter = ManifestFilter(
        package: package, needed: needed, toolsVersion: chosen.toolsVersion, depth: PathText.parts(PathText.relative(folder, to: root)).count)
      self.bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8) + Array(filter.text.utf8)
    }
  }

  /// Returns a manifest of literals in which the dependency on the repository's root has a name.
  private static func naming(_ bytes: [UInt8], _ name: String, folder: String, root: String, _ environment: [String]) -> [UInt8] {
    guard let text = ManifestText(bytes, folder: folder, environment: environment) else { return bytes }
    for element in text.elements where element.kind == .dependencies {
      guard text.manifest.dependencies[element.index].takesName(ofFolder: root, from: folder),
        let label = element.range.first(where: { bytes[$0..<element.range.upperBound].starts(with: "path:".utf8) })
      else { continue }
      return bytes[..<label] + Array("name: \(Manifest.literal(name)), ".utf8) + bytes[label...]
    }
    return bytes
  }
}
