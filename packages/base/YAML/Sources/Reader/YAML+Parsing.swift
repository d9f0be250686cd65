extension YAML {
  /// The bounds of a text that is read.
  public enum Limits {
    /// The largest size of a text, in bytes.
    public static let size = 4 << 20
    /// The largest depth to which lists and maps nest.
    public static let depth = 64
  }

  /// Reads a text of exactly one document.
  public init(parsing bytes: [UInt8]) throws(YAMLError) {
    var reader = try BlockReader(bytes)
    let documents = try reader.documents()
    if documents.count > 1 {
      throw YAMLError("expected one document, found another behind ---", at: documents[1].start)
    }
    self = documents[0].value
  }

  /// Reads a text of any number of documents, separated by `---`. A text without content is one document, null.
  public static func documents(parsing bytes: [UInt8]) throws(YAMLError) -> [YAML] {
    var reader = try BlockReader(bytes)
    return try reader.documents().map(\.value)
  }
}
