import Platform
import SwiftImports

/// The finder of a repository's packages, of those that they depend on by path, and, where that is asked for, of those that are fetched.
struct PackageFinder {
  /// Reads the manifests at absolute paths.
  typealias ManifestReader = (_ paths: [String]) -> [Result<LoadedManifest, ManifestError>]

  private let readManifests: ManifestReader
  /// The folders in which packages are fetched besides the usual ones; `nil` where what is fetched is not read.
  private let scratchFolders: [String]?
  private var tree: FolderTree
  private var packages: [String: FoundPackage] = [:]
  /// The notices of the repository's manifests that cannot be evaluated.
  private var notices: [Notice] = []
  /// The reasons why manifests could not be read, by the package's folder.
  private var failures: [String: String] = [:]
  /// The folders that the repository's manifests depend on by path, by identity: each replaces a URL of the same identity.
  private var overrides: [String: String] = [:]
  /// The targets of each package's dependencies by path; `nil` for other dependencies.
  private var pathPlaces: [String: [Place?]] = [:]
  /// Packages in a folder of checkouts, and in any such folder of the repository's packages, by identity.
  private var fetched: [String: [String: String]] = [:]
  private var fetchedAnywhere: [String: String]?

  private enum Place {
    case folder(String)
    case missing(why: String?)
  }

  /// - Parameters:
  ///   - manifests: those found in the repository.
  ///   - scratchFolders: folders in which SwiftPM or Xcode keep fetched packages, besides the usual ones; `nil` for what does not depend on
  ///     what this machine has fetched.
  /// - Returns: the repository's packages in order of folders, then the others that these depend on; and a notice for each manifest of the
  ///   repository that cannot be evaluated.
  static func packages(
    manifests: [String], scratchFolders: [String]? = nil, tree: FolderTree, readManifests: @escaping ManifestReader
  ) throws(RepositoryError) -> (packages: [FoundPackage], notices: [Notice]) {
    var finder = PackageFinder(readManifests: readManifests, scratchFolders: scratchFolders, tree: tree)
    var unread = manifests.map(PathText.parent)
    while !unread.isEmpty {
      try finder.read(unread)
      unread = try finder.findUnread()
    }
    return (try finder.linked(), finder.notices)
  }

  private init(readManifests: @escaping ManifestReader, scratchFolders: [String]?, tree: FolderTree) {
    self.readManifests = readManifests
    self.scratchFolders = scratchFolders
    self.tree = tree
  }

  private mutating func read(_ folders: [String]) throws(RepositoryError) {
    let results = readManifests(folders.map { tree.absolute(PathText.join($0, "Package.swift")) })
    for (folder, result) in zip(folders, results) {
      let isExternal =
        !PathText.contains("", folder) || PathText.parts(folder).contains(".build") || fetched[PathText.parent(folder)] != nil
      switch result {
      case .success(let loaded):
        packages[folder] = FoundPackage(folder: folder, absoluteFolder: tree.absolute(folder), isExternal: isExternal, loaded: loaded)
      case .failure(let error):
        failures[folder] = "its manifest cannot be read: \(error.message.split(separator: "\n").first ?? "")"
        if isExternal || error.isSource { continue }
        notices.append(
          Notice(
            kind: .unreadableManifest, path: PathText.join(folder, "Package.swift"),
            position: error.line.map { SourcePosition(line: $0, column: error.column ?? 1) },
            message: error.message.replacing("\n", with: "; ")))
      }
    }
  }

  /// Returns the folders of packages that are depended on and available here, but not read yet.
  private mutating func findUnread() throws(RepositoryError) -> [String] {
    for folder in packages.keys.sorted(by: PathText.precedes) where pathPlaces[folder] == nil {
      let package = packages[folder]!
      pathPlaces[folder] = []
      for (dependency, identity) in zip(package.manifest.dependencies, package.identities) {
        let place = try locateFolder(dependency, from: folder)
        pathPlaces[folder]!.append(place)
        guard case .folder(let found) = place, !package.isExternal else { continue }
        // The root's folder has the name that the clone was given.
        let name = found.isEmpty ? packages[found]?.manifest.name.lowercased() ?? identity : identity
        if overrides[name] == nil { overrides[name] = found }
      }
    }
    var unread: Set<String> = []
    for folder in packages.keys {
      for case .folder(let found) in try places(from: folder) where packages[found] == nil && failures[found] == nil { unread.insert(found) }
    }
    return unread.sorted(by: PathText.precedes)
  }

  /// Returns the place of each dependency of a package.
  private mutating func places(from folder: String) throws(RepositoryError) -> [Place] {
    var places: [Place] = []
    for (identity, place) in zip(packages[folder]!.identities, pathPlaces[folder]!) {
      if let place { places.append(place) } else { places.append(try locateFetched(identity, for: folder)) }
    }
    return places
  }

  /// Returns the place of a dependency by path; `nil` for one that is not by path.
  private mutating func locateFolder(_ dependency: Manifest.Dependency, from folder: String) throws(RepositoryError) -> Place? {
    guard case .path(let path) = dependency.location else { return nil }
    var place = PathText.resolve(path, from: folder)
    if place.utf8.first == slash { place = PathText.relative(place, to: tree.root) }
    if packages[place] != nil { return .folder(place) }
    guard try tree.status(place) != nil else { return .missing(why: "there is no folder \(place)") }
    let canonical = try tree.canonical(place)
    if try tree.status(PathText.join(canonical, "Package.swift")) != nil { return .folder(canonical) }
    return .missing(why: "there is no Package.swift in \(place)")
  }

  /// SwiftPM fetches a package for whatever root it is built from: the nearest place it can be in comes first.
  private mutating func locateFetched(_ identity: String, for folder: String) throws(RepositoryError) -> Place {
    if let override = overrides[identity], override != folder { return .folder(override) }
    guard let scratchFolders else { return .missing(why: nil) }
    var folders = Self.usualFolders.map { PathText.join(folder, $0) }
    if PathText.name(PathText.parent(folder)) == "checkouts" { folders.append(PathText.parent(folder)) }
    for checkouts in folders + Self.usualFolders + scratchFolders.map({ PathText.join($0, "checkouts") }) {
      if let place = try packages(fetchedTo: checkouts)[identity] { return .folder(place) }
    }
    if fetchedAnywhere == nil {
      var fetched: [String: String] = [:]
      for folder in packages.values.filter({ !$0.isExternal }).map(\.folder).sorted(by: PathText.precedes) {
        for usual in Self.usualFolders { fetched.merge(try packages(fetchedTo: PathText.join(folder, usual))) { first, _ in first } }
      }
      fetchedAnywhere = fetched
    }
    return fetchedAnywhere![identity].map { .folder($0) } ?? .missing(why: nil)
  }

  /// The places below a package's folder in which SwiftPM and Xcode keep what they fetch.
  private static let usualFolders = [".build/checkouts", "SourcePackages/checkouts"]

  /// Folders of the packages in a folder of checkouts, by identity.
  private mutating func packages(fetchedTo checkouts: String) throws(RepositoryError) -> [String: String] {
    if let known = fetched[checkouts] { return known }
    var found: [String: String] = [:]
    for name in try tree.contents(checkouts)?.folders ?? [] {
      let place = PathText.join(checkouts, name)
      if try tree.status(PathText.join(place, "Package.swift")) != nil { found[packageIdentity(name)] = place }
    }
    fetched[checkouts] = found
    return found
  }

  /// The packages that the repository's reach, in their order, with every dependency led to its package.
  private mutating func linked() throws(RepositoryError) -> [FoundPackage] {
    var placesByFolder: [String: [Place]] = [:]
    var reached = packages.values.filter { !$0.isExternal }.map(\.folder).sorted(by: PathText.precedes)
    let ownCount = reached.count
    var seen = Set(reached)
    var next = 0
    while next < reached.count {
      let folder = reached[next]
      next += 1
      let places = try places(from: folder)
      placesByFolder[folder] = places
      for case .folder(let found) in places where packages[found] != nil && seen.insert(found).inserted { reached.append(found) }
    }
    let order = reached[..<ownCount] + reached[ownCount...].sorted(by: PathText.precedes)
    let indices = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    return order.map { folder in
      var package = packages[folder]!
      package.links = placesByFolder[folder]!.map { place in
        switch place {
        case .folder(let found): indices[found].map { .package($0) } ?? .missing(why: failures[found])
        case .missing(let why): .missing(why: why)
        }
      }
      return package
    }
  }
}
