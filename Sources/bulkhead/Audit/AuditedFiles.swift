import CommandLine
import PackageGraph
import Platform
import SwiftImports
import Synchronization

/// The repository's files, each read once. What cannot be read is an error, what is not there is `nil`.
final class AuditedFiles: Sendable {
  let root: String
  private let ignored: IgnoredPaths
  private let known = Mutex<[String: [UInt8]?]>([:])

  init(root: String) throws {
    self.root = root
    ignored = try IgnoredPaths(root: root)
  }

  func bytes(_ path: String) throws -> [UInt8]? {
    if let bytes = known.withLock({ $0[path] }) { return bytes }
    let bytes = try exists(path) ? read(path) : nil
    known.withLock { $0[path] = .some(bytes) }
    return bytes
  }

  private func read(_ path: String) throws -> [UInt8] {
    do { return try File.read("\(root)/\(path)") } catch { throw Failure(placed: "\(path):1:1: this file cannot be read: \(error)") }
  }

  func text(_ path: String) throws -> String? { try bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  /// The text of a file that is the repository's own: `nil` for what git ignores, such as programs that were built, and for binary files.
  func ownText(_ path: String) throws -> String? {
    guard try exists(path), try !ignored.contains(path), let bytes = try bytes(path) else { return nil }
    // As git tells the two apart.
    return bytes.prefix(8000).contains(0) ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The tokens of a Swift file; none where it is not there.
  func tokens(_ path: String) throws -> [SwiftToken] { try bytes(path).map { SwiftTokenScanner.scan($0) } ?? [] }

  /// Whether a file is there.
  func exists(_ path: String) throws -> Bool { try File.status("\(root)/\(path)")?.kind == .file }

  /// The lines without their ends; the first is number 1.
  func lines(_ path: String) throws -> [String]? {
    try bytes(path).map { SourceLines.split($0).map { String(decoding: $0, as: UTF8.self) } }
  }

  /// The names of the folders in a folder, hidden ones left out, in order; none where it is not there.
  func folders(in path: String) throws -> [String] { try entries(of: path, .folder) }

  /// The names of the files in a folder, in order; none where it is not there.
  func files(in path: String) throws -> [String] { try entries(of: path, .file) }

  /// Every file below a folder, relative to the root, in order.
  func files(below folder: String) throws -> [String] {
    try files(in: folder).map { "\(folder)/\($0)" } + folders(in: folder).flatMap { try files(below: "\(folder)/\($0)") }
  }

  /// Every Dockerfile of the repository, in order.
  func dockerfiles() throws -> [String] {
    let paths = try ["Sources", "deploy", "services"].flatMap { try files(below: $0) } + files(in: ".")
    return paths.filter { PathText.name($0) == "Dockerfile" }
  }

  private func entries(of path: String, _ kind: File.Kind) throws -> [String] {
    guard try File.status("\(root)/\(path)")?.kind == .folder else { return [] }
    return try Folder.entries("\(root)/\(path)").filter { $0.kind == kind && !$0.name.hasPrefix(".") }.map(\.name).sorted()
  }
}
