/// A process: what `services/<name>` and the app conform to.
public protocol Service: Sendable {
  /// The name of its folder, its product and its process.
  static var name: String { get }
}
