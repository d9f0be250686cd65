import CommandLine
import JSON
import PackageGraph
import Platform

/// Evaluates manifests as they are and as they were in a commit.
///
/// SwiftPM is asked about both, in one folder apart from the repository, because no other reader knows every setting of a target. That
/// folder holds nothing but the manifest: one that looks at what lies around it is not evaluated there, but refused.
struct ManifestHistory {
  let git: GitRepository
  let base: String
  /// The repository's root: absolute.
  let root: String
  let environment: [String: String]

  /// - Parameter folder: the package's, relative to the root.
  /// - Throws: a sentence why one of the two cannot be told.
  func versions(folder: String) throws -> ManifestVersions {
    let place = PathText.normalized("/\(git.prefix)/\(folder)").dropFirst()
    let old = try files(try git.names(in: String(place), at: base)) { try git.read(place.isEmpty ? $0 : "\(place)/\($0)", at: base) }
    let now = PathText.resolve(folder, from: root)
    let names = (try? Folder.entries(now))?.filter { $0.kind != .folder }.map(\.name) ?? []
    let new = try files(names) { try File.read("\(now)/\($0)") }
    if old == new { return ManifestVersions(old: [:], new: [:]) }

    let scratch = try Folder.createTemporary(prefix: "bulkhead-manifest")
    // What cannot be removed is the system's to clean up.
    defer { try? Folder.remove(scratch) }
    return ManifestVersions(old: try evaluate(old, "the old version", scratch), new: try evaluate(new, "the new version", scratch))
  }

  private func files(_ names: [String], _ read: (String) throws -> [UInt8]) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names where ChangeAttribution.isManifest(name) { files[name] = try read(name) }
    return files
  }

  /// What a manifest may look at that it would not find elsewhere.
  private static let surroundings = ["FileManager", "packageDirectory", "gitInformation", "#file", "fopen", "readlink", "contentsOf"]

  private func evaluate(_ files: [String: [UInt8]], _ which: String, _ scratch: String) throws -> JSONValue {
    if files.isEmpty { return [:] }
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      // What is made of literals looks at nothing, except where a variable asks for it that is not set.
      if StaticManifestReader.read(bytes, folder: root, environment: variables) != nil { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if let word = ManifestHistory.surroundings.first(where: { text.contains($0) }) {
        throw Failure("\(which) of \(name) may look at the files around it: \(word)")
      }
    }
    let package = "\(scratch)/package"
    if try File.status(package) != nil { try Folder.remove(package) }
    try Folder.create(package)
    for (name, bytes) in files { try File.write(bytes, to: "\(package)/\(name)") }
    let arguments = ["swift", "package", "--package-path", package, "--scratch-path", "\(scratch)/build", "dump-package"]
    let outcome = try ChildProcess.run(arguments, environment: variables, seconds: 120)
    guard outcome.ending == .exit(0) else { throw Failure("SwiftPM does not understand \(which)") }
    return try JSONValue(parsing: outcome.output)
  }
}
