import Platform
import SwiftImports

/// The targets of packages whose sources hold nothing but re-exports, or nothing at all: what they declare is for those who import them.
struct UmbrellaTargets {
  private(set) var targets: Set<ModuleID> = []

  /// - Parameter scan: that of all files of the table, in order.
  init(_ table: TargetTable, _ scan: SourceScan, root: String) throws(RepositoryError) {
    var next = 0
    for (id, files) in table.files.enumerated() {
      let range = next..<next + files.swiftFiles.count
      next = range.upperBound
      // Few targets have no import of their own, so that few files are read again.
      guard !range.isEmpty, !table.targets[id].isFolders, range.allSatisfy({ scan.results[$0].hasOnlyReexports }) else { continue }
      var isUmbrella = true
      for path in files.swiftFiles where isUmbrella {
        let bytes = try reading { () throws(PlatformError) in try File.read(PathText.resolve(path, from: root)) }
        isUmbrella = ImportScanner.hasOnlyImports(bytes)
      }
      if isUmbrella { targets.insert(id) }
    }
  }
}

extension SourceImports {
  fileprivate var hasOnlyReexports: Bool {
    canImports.isEmpty && externalMacros.isEmpty && conflictMarkers.isEmpty && imports.allSatisfy(\.isExported)
  }
}
