import Platform
import SwiftImports

/// The reason why a repository cannot be read: what happened, where, and how to mend it.
public struct RepositoryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the file or folder at fault.
  public var path: String
  /// The position in the file, where there is one.
  public var position: SourcePosition?
  /// The message, a sentence or more: what happened, what was expected, what to do.
  public var message: String

  /// Creates an error.
  public init(path: String, position: SourcePosition? = nil, message: String) {
    self.path = path
    self.position = position
    self.message = message
  }

  init(_ error: PlatformError) {
    self.init(
      path: error.subject,
      message: "cannot \(error.operation) it: \(error.reason); walls cannot be checked in what cannot be read: make it readable, or move it away")
  }

  public var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(path)\(place): \(message)"
  }
}

extension Notice {
  /// The notice as an error, for where the repository cannot be judged with it.
  public var error: RepositoryError { RepositoryError(path: path, position: position, message: message) }
}

/// Runs `body`, and turns the error of a system call into one of the repository.
func reading<Result>(_ body: () throws(PlatformError) -> Result) throws(RepositoryError) -> Result {
  do throws(PlatformError) { return try body() } catch { throw RepositoryError(error) }
}
