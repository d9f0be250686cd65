/// A YAML value (YAML 1.2, core schema) that knows its position in the text.
///
/// Maps keep their entries in the order in which they were read or built.
public struct YAML: Sendable {
  /// The kind and content of a value.
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number that is no `Int`, as it is written: `1.5`, `.inf`.
    case decimal(String)
    case string(String)
    case list([YAML])
    case map([Entry])
  }

  /// An entry of a map. Every key is a text: `8080: x` has the key "8080".
  public struct Entry: Sendable {
    /// The key.
    public let key: String
    /// The position of the key; `nil` for an entry made by a program.
    public let keyPosition: YAMLPosition?
    /// The value.
    public let value: YAML
    /// The lines of the comment written above the entry, each behind `#`; reading drops comments.
    public var comment: String?
    /// Whether an empty line is written above the entry and its comment.
    public var isSpaced: Bool

    /// Creates an entry.
    public init(_ key: String, _ value: YAML, comment: String? = nil, isSpaced: Bool = false, keyPosition: YAMLPosition? = nil) {
      self.key = key
      self.value = value
      self.comment = comment
      self.isSpaced = isSpaced
      self.keyPosition = keyPosition
    }
  }

  /// The content.
  public let content: Content
  /// The position of the value's first byte; `nil` for a value made by a program.
  public let position: YAMLPosition?
  /// Whether a list of scalars is written on one line: `[a, b]`.
  public private(set) var isOnOneLine = false

  /// Creates a value.
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

/// A position in a text.
public struct YAMLPosition: Sendable, Hashable {
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The reason why a text cannot be read, and its place.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
  /// The place where reading stopped.
  public let position: YAMLPosition
  /// The message: what was found there and what to write instead.
  public let message: String

  /// Creates an error.
  public init(_ message: String, at position: YAMLPosition) {
    self.message = message
    self.position = position
  }

  public var description: String { "\(position.line):\(position.column): \(message)" }
}
