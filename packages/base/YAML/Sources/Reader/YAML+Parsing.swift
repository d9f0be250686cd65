extension YAML {
  /// The bounds of what is read.
  public enum Limits {
    /// Bytes of a text.
    public static let size = 4 << 20
    /// How deep lists and maps nest.
    public static let depth = 64
  }

  /// Reads a text that is one document.
  public init(parsing bytes: [UInt8]) throws(YAMLError) {
    var reader = try BlockReader(bytes)
    let documents = try reader.documents()
    if documents.count > 1 {
      throw YAMLError("expected one document, found another behind ---", at: documents[1].start)
    }
    self = documents[0].value
  }

  /// Reads a text that is any number of documents, with `---` between them. A text without any is one that is null.
  public static func documents(parsing bytes: [UInt8]) throws(YAMLError) -> [YAML] {
    var reader = try BlockReader(bytes)
    return try reader.documents().map(\.value)
  }
}
