import PackageGraph
import Platform

/// A `Package.swift`, or a sibling of it for certain versions of Swift, with what is needed alone.
public struct PrunedManifest: Sendable, Equatable {
  /// How it was made.
  public enum Form: String, Sendable {
    /// What is not needed is cut from the text.
    case cut
    /// The text is computed, and stays; what is not needed is taken out behind it, when the manifest is run.
    case filtered
  }

  /// Relative to the root.
  public let path: String
  public let form: Form
  public let bytes: [UInt8]
}

/// What of a package is needed, by the names in its manifest.
struct NeededNames: Equatable {
  var targets: Set<String>
  /// Names of products all of whose targets are needed.
  var products: Set<String>
  /// Places in the manifest's list of dependencies.
  var dependencies: Set<Int>
  /// What SwiftPM tells those packages apart by.
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
  /// The last part of where it is, in lower case and without `.git`: what SwiftPM tells packages apart by.
  ///
  /// - Parameter folder: The absolute path of the manifest's folder, which ways over dots alone start from.
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
