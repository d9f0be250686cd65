import Platform
import SwiftImports

/// Swift files as the command line names them, and what they import.
enum SwiftFiles {
  struct Scanned {
    /// As the command line names it, or below a folder that it names.
    var path: String
    var imports: SourceImports
  }

  static func scan(_ paths: [String], from folder: String) throws(PlatformError) -> [Scanned] {
    var reader = FileReader()
    var scanned: [Scanned] = []
    for path in paths {
      for file in try files(path, from: folder) {
        do throws(PlatformError) {
          let imports = try reader.read(absolute(file, folder)) { ImportScanner.scan($0) }
          scanned.append(Scanned(path: file, imports: imports))
        } catch {
          throw PlatformError(error.operation, file, code: error.code)
        }
      }
    }
    return scanned
  }

  /// The file itself, or the Swift files below the folder, in byte order of their paths.
  static func files(_ path: String, from folder: String) throws(PlatformError) -> [String] {
    guard try File.status(absolute(path, folder))?.kind == .folder else { return [path] }
    var found: [String] = []
    try collect(below: path, from: folder, into: &found)
    return found.sorted { $0.precedesInBytes($1) }
  }

  private static func collect(below path: String, from folder: String, into found: inout [String]) throws(PlatformError) {
    for entry in try Folder.entries(absolute(path, folder)) where !entry.name.hasPrefix(".") {
      let inner = path.hasSuffix("/") ? path + entry.name : "\(path)/\(entry.name)"
      switch entry.kind {
      case .folder: try collect(below: inner, from: folder, into: &found)
      case .file where inner.hasSuffix(".swift"): found.append(inner)
      case .link where inner.hasSuffix(".swift"):
        // A link that leads nowhere is kept: reading it then says so.
        if try File.status(absolute(inner, folder))?.kind != .folder { found.append(inner) }
      default: break
      }
    }
  }

  private static func absolute(_ path: String, _ folder: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }
}
