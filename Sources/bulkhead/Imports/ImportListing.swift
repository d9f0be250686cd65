import CommandLine
import JSON
import SwiftImports

/// The two forms of `bulkhead imports`.
enum ImportListing {
  static func tsv(_ files: [SwiftFiles.Scanned]) -> [UInt8] {
    var bytes: [UInt8] = []
    for file in files {
      let path = escaped(file.path)
      for found in file.imports.imports {
        bytes += "\(path)\t\(found.position.line)\t\(found.position.column)\t\(escaped(found.module))\n".utf8
      }
    }
    return bytes
  }

  /// A cell that holds no tab and no line break.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C }) else { return text }
    var cell = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": cell += "\\t"
      case "\n": cell += "\\n"
      case "\r": cell += "\\r"
      case "\\": cell += "\\\\"
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return cell
  }

  static func json(_ files: [SwiftFiles.Scanned]) -> [UInt8] {
    JSONValue.object([
      .init("version", 1),
      .init("imports", .array(files.flatMap { file in file.imports.imports.map { value(of: $0, in: file.path) } })),
      .init("canImports", .array(files.flatMap { file in file.imports.canImports.map { value(of: $0, in: file.path) } })),
      .init("externalMacros", .array(files.flatMap { file in file.imports.externalMacros.map { value(of: $0, in: file.path) } })),
      .init("conflictMarkers", .array(files.flatMap { file in file.imports.conflictMarkers.map { place($0, in: file.path) } })),
    ]).line()
  }

  private static func value(of found: Import, in path: String) -> JSONValue {
    .members([
      ("path", .string(path)),
      ("line", .number(found.position.line)),
      ("column", .number(found.position.column)),
      ("module", .string(found.module)),
      ("submodules", found.submodules.isEmpty ? nil : .array(found.submodules.map { .string($0) })),
      ("kind", found.kind.map { .string($0.rawValue) }),
      ("attributes", found.attributes.isEmpty ? nil : .array(found.attributes.map { .string($0) })),
      ("access", found.access.map { .string($0.rawValue) }),
      ("condition", found.condition.map { .string($0) }),
      ("disabled", found.isNeverBuilt ? true : nil),
    ])
  }

  private static func value(of mention: ModuleMention, in path: String) -> JSONValue {
    .members([
      ("path", .string(path)),
      ("line", .number(mention.position.line)),
      ("column", .number(mention.position.column)),
      ("module", .string(mention.module)),
      ("condition", mention.condition.map { .string($0) }),
      ("disabled", mention.isNeverBuilt ? true : nil),
    ])
  }

  private static func place(_ position: SourcePosition, in path: String) -> JSONValue {
    .members([("path", .string(path)), ("line", .number(position.line)), ("column", .number(position.column))])
  }
}
