import JSON
import PackageGraph
import Platform

/// A writer of plans into a folder: all of a plan, or nothing.
///
/// The output is written beside the folder under another name, and then renamed to it. A former output is replaced; a folder with any other
/// contents is refused.
public struct PruneWriter {
  /// The name of the file in the output that lists what was taken, and marks the folder as replaceable.
  public static let marker = "bulkhead-prune.json"

  private let output: String
  private let aside: String

  /// Creates a writer.
  ///
  /// - Parameter output: An absolute path.
  /// - Throws: `PruneError` where something other than a former output is there.
  public init(to output: String) throws {
    self.output = try Self.resolved(output)
    aside = PathText.join(PathText.parent(self.output), ".\(PathText.name(self.output)).\(ThisProcess.identifier)")
    try checkOutput()
  }

  /// Returns the path with its links resolved, as far as it exists.
  public static func resolved(_ path: String) throws(PlatformError) -> String {
    if try File.status(path) != nil { return try File.realPath(path) }
    let parent = PathText.parent(path)
    return PathText.join(parent.isEmpty ? "/" : try resolved(parent), String(PathText.name(path)))
  }

  private func checkOutput() throws {
    guard let status = try File.status(output) else { return }
    guard status.kind == .folder else { throw PruneError("there is a file \(output) already: name a folder, or one that is not there yet") }
    let names = try Folder.entries(output).map(\.name)
    if names.isEmpty { return }
    let strange = names.first { !["manifest", "full", Self.marker].contains($0) }
    if names.contains(Self.marker), strange == nil { return }
    let what = strange.map { "holds \($0)" } ?? "is not empty"
    throw PruneError("\(output) \(what), and is no output of bulkhead prune alone, so that it is not replaced: name an empty folder, or a new one")
  }

  /// Writes a plan.
  ///
  /// - Parameter check: Called with the folder of the new output before it replaces the former one; an error leaves that in place.
  public func write(_ plan: PrunePlan, check: (_ folder: String) throws -> Void) throws {
    let parent = PathText.parent(output)
    try Folder.create(parent.isEmpty ? "/" : parent)
    if try File.status(aside) != nil { try Folder.remove(aside) }
    do {
      try Folder.create(aside)
      for part in ["manifest", "full"] {
        for package in plan.packages {
          for manifest in package.manifests {
            let place = try place("\(part)/\(manifest.path)")
            try File.create(place, of: manifest.bytes, like: PathText.resolve(manifest.path, from: plan.root))
          }
        }
        for file in plan.settings + (part == "full" ? plan.files : []) {
          try File.copy(PathText.resolve(file.path, from: plan.root), to: place("\(part)/\(file.path)"))
        }
      }
      try File.write(plan.json.encoded(.indented) + [UInt8(ascii: "\n")], to: "\(aside)/\(Self.marker)")
      try check(aside)
      try takePlace()
    } catch {
      // What cannot be removed is named as it is: hidden, and with this process's number.
      try? Folder.remove(aside)
      throw error
    }
  }

  private func place(_ path: String) throws(PlatformError) -> String {
    let place = "\(aside)/\(path)"
    try Folder.create(PathText.parent(place))
    return place
  }

  private func takePlace() throws(PlatformError) {
    let old = aside + ".old"
    guard try File.status("\(output)/\(Self.marker)") != nil else { return try File.move(aside, to: output) }
    try File.move(output, to: old)
    do throws(PlatformError) { try File.move(aside, to: output) } catch {
      try? File.move(old, to: output)
      throw error
    }
    try Folder.remove(old)
  }
}
