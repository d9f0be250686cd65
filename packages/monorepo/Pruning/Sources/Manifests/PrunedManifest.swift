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
  /// The identities of those packages, by which SwiftPM tells them apart.
  var identities: Set<String>

  /// - Parameter folder: The absolute path of the manifest's folder.
  init(_ manifest: Manifest, in folder: String, targets: Set<String>, dependencies: Set<Int>) {
    self.targets = targets
    products = Set(manifest.products.filter { targets.isSuperset(of: $0.targets) }.map(\.name))
    self.dependencies = dependencies
    identities = Set(dependencies.map { manifest.dependencies[$0].identity(from: folder) })
  }
}

extension Manifest.Dependency {
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
  init(
    path: String, _ bytes: [UInt8], chosen: Manifest, needed: NeededNames, folder: String, environment: [String]
  ) throws(PruneError) {
    self.path = path
    if let text = ManifestText(bytes, folder: folder, environment: environment) {
      form = .cut
      let isChosen = text.manifest == chosen
      let products = isChosen ? needed.products : NeededNames(text.manifest, in: folder, targets: needed.targets, dependencies: []).products
      self.bytes = text.keeping { element in
        switch element.kind {
        case .targets: needed.targets.contains(element.name)
        case .products: products.contains(element.name)
        case .dependencies:
          isChosen
            ? needed.dependencies.contains(element.index)
            : needed.identities.contains(text.manifest.dependencies[element.index].identity(from: folder))
        }
      }
    } else {
      form = .filtered
      let text = String(decoding: bytes, as: UTF8.self)
      guard let package = PackageVariable.name(in: text) else {
        throw PruneError("the constant that is the package cannot be found in the text: write `let package = Package(`", path: path)
      }
      let filter = ManifestFilter(package: package, needed: needed, toolsVersion: chosen.toolsVersion)
      self.bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8) + Array(filter.text.utf8)
    }
  }
}
