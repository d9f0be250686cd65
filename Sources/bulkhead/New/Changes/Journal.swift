import JSON
import Platform

/// What a transaction is about to do, written down before it does anything, so that whoever comes after a crash can undo it.
struct Journal: Equatable {
  /// A file that is made or replaced, by number: what it is to be is kept as `new/NUMBER`, what it was as `old/NUMBER`.
  struct Entry: Equatable {
    var path: String
    var isNew: Bool
  }

  var entries: [Entry]
  /// Folders that are not there before, the outermost first.
  var folders: [String]

  func encoded() -> [UInt8] {
    JSONValue.object([
      .init("version", 1),
      .init("entries", .array(entries.map { ["path": .string($0.path), "new": .bool($0.isNew)] })),
      .init("folders", .array(folders.map { .string($0) })),
    ]).encoded(.compact)
  }
}

extension Journal: JSONDecodable {
  init(from fields: inout JSONFields) {
    _ = fields.int("version", in: 1...1)
    entries = fields.array("entries", of: Entry.self)
    folders = fields.strings("folders")
  }
}

extension Journal.Entry: JSONDecodable {
  init(from fields: inout JSONFields) {
    path = fields.string("path")
    isNew = fields.bool("new")
  }
}
