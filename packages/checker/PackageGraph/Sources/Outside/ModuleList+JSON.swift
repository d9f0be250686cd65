import JSON

extension ModuleList {
  /// Returns the file's bytes: an entry a line, in order, so that branches that add different packages merge.
  public func encoded() -> [UInt8] {
    let lines = entries.map { "    " + String(decoding: $0.json.encoded(.compact), as: UTF8.self) }
    let list = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
    return Array("{\n  \"version\": \(Self.version),\n  \"products\": \(list)\n}\n".utf8)
  }

  /// Reads what `encoded()` writes.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let file = try JSONValue(parsing: bytes)
    try Self.check(file, keys: ["$schema", "version", "products"])
    guard file["version"]?.int == Self.version else {
      throw Self.error("expected \"version\": \(Self.version), the one that this tool knows", file["version"] ?? file)
    }
    guard let list = file["products"]?.array else { throw Self.error("expected \"products\", a list", file["products"] ?? file) }
    var entries: [Entry] = []
    for element in list { entries.append(try Self.entry(element)) }
    self.init(entries)
  }

  private static func entry(_ value: JSONValue) throws(JSONError) -> Entry {
    try check(value, keys: ["package", "product", "kind", "modules", "needs"])
    guard let package = value["package"]?.string, !package.isEmpty else { throw error("expected \"package\", an identity such as swift-log", value) }
    var kind = Entry.Kind.library
    if let written = value["kind"] {
      guard let known = written.string.flatMap({ Entry.Kind(rawValue: $0) }) else {
        throw error("expected one of \(Entry.Kind.allCases.map(\.rawValue).joined(separator: ", "))", written)
      }
      kind = known
    }
    if let product = value["product"], product.string?.isEmpty ?? true { throw error("expected a product's name", product) }
    return Entry(
      package: package, product: value["product"]?.string, kind: kind, modules: try names(value["modules"]), needs: try names(value["needs"]))
  }

  private static func names(_ value: JSONValue?) throws(JSONError) -> [String] {
    guard let value else { return [] }
    let names = (value.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
    guard let array = value.array, names.count == array.count else { throw error("expected a list of modules' names", value) }
    return names
  }

  private static func check(_ value: JSONValue, keys: [String]) throws(JSONError) {
    guard let members = value.object else { throw error("expected an object, found \(value.kind)", value) }
    for member in members where !keys.contains(member.key) {
      let known = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      throw JSONError("unknown key \"\(member.key)\"; known here: \(known)", at: member.keyPosition ?? position(of: value))
    }
  }

  private static func error(_ message: String, _ value: JSONValue) -> JSONError { JSONError(message, at: position(of: value)) }
  private static func position(of value: JSONValue) -> JSONPosition { value.position ?? JSONPosition(line: 1, column: 1) }
}

extension ModuleList.Entry {
  fileprivate var json: JSONValue {
    .members([
      ("package", .string(package)), ("product", product.map { .string($0) }), ("kind", kind == .library ? nil : .string(kind.rawValue)),
      ("modules", modules.isEmpty ? nil : .array(modules.map { .string($0) })),
      ("needs", needs.isEmpty ? nil : .array(needs.map { .string($0) })),
    ])
  }
}
