/// A text that is kept out of logs, messages and dumps: only `value` reveals it.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text itself.
  public let value: String

  /// Creates a secret.
  public init(_ value: String) { self.value = value }

  public var description: String { "(secret)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
