/// One setting as it was declared: what `--print-env` prints and a mistake is measured against.
public struct Setting: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case string, secret, integer, boolean, duration, choice, url, port, list, file, folder
  }

  /// The environment variable.
  public let key: String
  public let kind: Kind
  /// What it means, a sentence.
  public let help: String
  /// What holds where nothing is set, as it would be written; `nil` where nothing holds.
  public var defaultValue: String?
  public var isRequired = false
  public var example: String?
  /// The least and the most, as they would be written.
  public var range: ClosedText?
  /// The only values there are, of a `choice`.
  public var choices: [String] = []
  /// Whether the service declares it itself; the others are every process's.
  public var isOwn = true

  /// What the path of a `file` or `folder` must lead to.
  var path: PathCheck?

  /// Two ends of a range, as text.
  public struct ClosedText: Sendable, Equatable {
    public let least: String
    public let most: String
  }

  public var isSecret: Bool { kind == .secret }
  /// Where a secret may be read from a file instead.
  public var fileKey: String { key + "_FILE" }

  /// What a value must look like, in words that follow "expected".
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
    case .file: "a regular file" + (path?.maximumSize.map { " of up to \($0) bytes" } ?? "")
    case .folder: "a folder"
    }
  }
}
