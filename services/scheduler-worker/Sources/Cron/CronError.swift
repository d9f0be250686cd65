/// Why a text is not a cron expression, as a sentence without its full stop: the field, what stands there, and what may.
struct CronError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(_ field: CronField, _ text: some StringProtocol, _ problem: String) {
    self.init("the \(field.name) field has \"\(text)\": \(problem); allowed are \(field.allowed)")
  }
}
