/// A reason why TLS cannot be set up: the library, a certificate, a key.
public struct TLSError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, and how to mend it.
  public let description: String

  init(_ description: String) { self.description = description }
}
