/// Sizes that the parts of a message may have.
public struct MessageLimits: Sendable {
  /// Bytes of the first line, without its end.
  public var startLineBytes: Int
  /// Count of header fields, and again of trailer fields.
  public var fieldCount: Int
  /// Bytes of all header fields together, with their ends of line; the same again for the trailer fields.
  public var fieldBytes: Int
  /// Bytes of the body.
  public var bodyBytes: Int

  /// Makes limits, by default those of a server.
  public init(startLineBytes: Int = 8 << 10, fieldCount: Int = 100, fieldBytes: Int = 32 << 10, bodyBytes: Int = 16 << 20) {
    self.startLineBytes = startLineBytes
    self.fieldCount = fieldCount
    self.fieldBytes = fieldBytes
    self.bodyBytes = bodyBytes
  }
}
