/// A declared setting: what `--print-env` prints, and what a value is checked against.
public struct Setting: Sendable, Equatable {
  /// The kind of a setting's value.
  public enum Kind: String, Sendable, CaseIterable {
    case string, secret, integer, boolean, duration, choice, url, port, list, file, folder
  }

  /// The environment variable.
  public let key: String
  /// The kind of the value.
  public let kind: Kind
  /// The meaning, as a sentence.
  public let help: String
  /// The default value, as it would be written; `nil` where there is none.
  public var defaultValue: String?
  /// Whether the setting must be set.
  public var isRequired = false
  /// An example of a value, as it would be written.
  public var example: String?
  /// The least and the largest value, as they would be written.
  public var range: ClosedText?
  /// The allowed values of a `choice`.
  public var choices: [String] = []
  /// Whether the service declares it; otherwise every process has it.
  public var isOwn = true

  /// What the path of a `file` or `folder` must lead to.
  var path: PathCheck?

  /// Two ends of a range, as text.
  public struct ClosedText: Sendable, Equatable {
    /// The least value.
    public let least: String
    /// The largest value.
    public let most: String
  }

  /// Whether the value is kept out of logs and messages.
  public var isSecret: Bool { kind == .secret }
  /// The variable that may name a file with the secret instead.
  public var fileKey: String { key + "_FILE" }

  /// The form of a value, in words that follow "expected".
  public var expectation: String {
    let bounds = range.map { " from \($0.least) to \($0.most)" } ?? ""
    return switch kind {
    case .string: "a text"
    case .secret: "a secret"
    case .integer: "a whole number" + bounds
    case .boolean: "true or false"
    case .duration: "a duration such as 500ms, 30s or 5m" + bounds
    case .choice: "one of " + choices.joined(separator: ", ")
    case .url: "a URL such as http://127.0.0.1:8080"
    case .port: "a port" + bounds
    case .list: "a list separated by commas"
    case .file:
      if case .file(let maximumSize, _) = path { "a regular file of up to \(maximumSize) bytes" } else { "a regular file" }
    case .folder: "a folder"
    }
  }
}
