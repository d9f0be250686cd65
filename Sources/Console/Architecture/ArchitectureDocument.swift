import JSON
import PackageGraph
import Platform

/// Architecture as bytes: what the page asks for, what `--write-graph` writes and what `GRAPH_FILE` holds.
struct ArchitectureDocument: Sendable, Equatable {
  let bytes: [UInt8]

  /// Draws the map twice: without tests, which is how it is seen at first, and with them.
  init(_ architecture: Architecture) {
    let targets = architecture.graph.modules.indices.filter { architecture.isTarget($0) }
    let testOnly = architecture.testOnly
    let maps = [
      (name: "core", map: ArchitectureMap(architecture, modules: targets.filter { !testOnly[$0] })),
      (name: "all", map: ArchitectureMap(architecture, modules: targets)),
    ]
    bytes = architecture.json(maps: maps).encoded(.compact)
  }

  /// The most bytes of a file that holds one.
  static let maximumSize = 64 << 20

  /// Takes what `--write-graph` wrote to the file at `path`.
  init(readingFrom path: String) throws(ArchitectureDocumentError) {
    let bytes: [UInt8]
    do { bytes = try File.readRegular(path, upTo: Self.maximumSize) } catch { throw ArchitectureDocumentError(path: path, reason: "\(error)") }
    try self.init(parsing: bytes, path: path)
  }

  /// Takes what `--write-graph` wrote.
  init(parsing bytes: [UInt8], path: String) throws(ArchitectureDocumentError) {
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw ArchitectureDocumentError(path: path, reason: "\(error)") }
    guard value["version"]?.int == 1, value["modules"]?.array != nil, value["maps"]?.object != nil else {
      throw ArchitectureDocumentError(path: path, reason: "expected an object with \"version\": 1, \"modules\" and \"maps\"")
    }
    self.bytes = bytes
  }
}

/// Mistake in a file that `--write-graph` did not write.
struct ArchitectureDocumentError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason); write the file again with console --write-graph FILE" }
}
