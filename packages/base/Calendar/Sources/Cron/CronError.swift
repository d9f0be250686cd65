/// The reason why a text is not a recurrence, as a sentence without its full stop: the field, what stands there, and what may.
public struct CronError: Error, Equatable, CustomStringConvertible {
  /// The reason.
  public let description: String

  init(_ description: String) { self.description = description }

  init(_ field: CronField, _ text: some StringProtocol, _ problem: String) {
    self.init("the \(field.name) field has \"\(text)\": \(problem); allowed are \(field.allowed)")
  }
}
