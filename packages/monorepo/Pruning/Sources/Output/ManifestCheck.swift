import PackageGraph
import Platform

/// The check that pruned manifests declare what they should, by the readers of all manifests.
public struct ManifestCheck {
  let environment: [String]
  /// The `swift` command.
  let swift: String

  /// Creates a check.
  public init(environment: [String], swift: String = "swift") {
    self.environment = environment
    self.swift = swift
  }

  /// Throws where a pruned manifest does not declare what it should.
  ///
  /// - Parameter folder: The absolute path of the folder that the root's manifests were written into.
  public func check(_ plan: PrunePlan, in folder: String) throws {
    let paths = plan.packages.map { PathText.join(PathText.resolve(TargetFolders.path($0.folder), from: folder), "Package.swift") }
    let loader = ManifestLoader(environment: environment, swift: swift)
    for (package, result) in zip(plan.packages, loader.load(paths)) {
      let path = PathText.join(TargetFolders.path(package.folder), "Package.swift")
      let manifest: Manifest
      do throws(ManifestError) { manifest = try result.get().manifest } catch {
        throw PruneError(
          "once pruned, the manifest cannot be evaluated; one that is computed must not ask for files beside it or for its repository: "
            + error.message,
          path: path)
      }
      // A package that is a module map declares no target.
      let declared = package.targets.filter { target in manifest.targets.contains { $0.name == target.name } }
      guard manifest.targets.count == declared.count, declared.count == package.targets.count || manifest.targets.isEmpty else {
        throw PruneError(
          "once pruned, the manifest declares \(manifest.targets.map(\.name).sorted().joined(separator: ", ")) "
            + "instead of \(package.targets.map(\.name).joined(separator: ", ")): it must declare the same wherever it is evaluated",
          path: path)
      }
    }
  }
}
