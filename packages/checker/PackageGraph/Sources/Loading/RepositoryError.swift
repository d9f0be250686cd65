import Platform
import SwiftImports

/// Why a repository cannot be read: what happened, where, and how to mend it.
public struct RepositoryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder it is about.
  public var path: String
  public var position: SourcePosition?
  /// A sentence or more: what is so, what was expected, what to do.
  public var message: String

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

/// Turns a failed system call into an error of the repository.
func reading<Result>(_ body: () throws(PlatformError) -> Result) throws(RepositoryError) -> Result {
  do throws(PlatformError) { return try body() } catch { throw RepositoryError(error) }
}
