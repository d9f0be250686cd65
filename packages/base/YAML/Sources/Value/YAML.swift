/// A YAML value (YAML 1.2, core schema) that knows where in its text it began.
///
/// Maps keep their entries in the order in which they were read or built.
public struct YAML: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number that is no `Int`, as it stands in the text: `1.5`, `.inf`.
    case decimal(String)
    case string(String)
    case list([YAML])
    case map([Entry])
  }

  /// One `key: value` of a map. Every key is a text: `8080: x` has the key "8080".
  public struct Entry: Sendable {
    public let key: String
    public let keyPosition: YAMLPosition?
    public let value: YAML
    /// Lines that are written above the entry, each behind `#`; reading drops comments.
    public var comment: String?
    /// Whether an empty line is written above the entry and its comment.
    public var isSpaced: Bool

    public init(_ key: String, _ value: YAML, comment: String? = nil, isSpaced: Bool = false, keyPosition: YAMLPosition? = nil) {
      self.key = key
      self.value = value
      self.comment = comment
      self.isSpaced = isSpaced
      self.keyPosition = keyPosition
    }
  }

  public let content: Content
  /// Where the value's first byte stands; `nil` for a value made by a program.
  public let position: YAMLPosition?
  /// Whether a list of scalars is written on one line: `[a, b]`.
  public private(set) var isOnOneLine = false

  public init(_ content: Content, position: YAMLPosition? = nil) {
    self.content = content
    self.position = position
  }

  /// The list, written on one line if all it holds are scalars.
  public var onOneLine: YAML {
    var list = self
    list.isOnOneLine = true
    return list
  }
}

/// A place in a text: both count from 1, the column in bytes.
public struct YAMLPosition: Sendable, Hashable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Why a text is not read, and where.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
  public let position: YAMLPosition
  /// What was found there and what to write instead.
  public let message: String

  public init(_ message: String, at position: YAMLPosition) {
    self.message = message
    self.position = position
  }

  public var description: String { "\(position.line):\(position.column): \(message)" }
}
