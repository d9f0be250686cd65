import JSON

extension Problem {
  /// Problem of a body that is no JSON: 400, with the place.
  public init(_ error: JSONError) {
    self.init(.badRequest, "the body is not JSON: line \(error.position.line), column \(error.position.column): \(error.message)")
  }

  /// Problem of a body whose fields are not as they must be: 422, naming each of them.
  public init(_ mistakes: JSONMistakes) {
    let count = mistakes.mistakes.count + mistakes.omitted
    self.init(
      .unprocessableContent, count == 1 ? "one value in the body is not as it must be" : "\(count) values in the body are not as they must be",
      errors: mistakes.mistakes.map { mistake in
        let place = mistake.position.map { " (line \($0.line), column \($0.column))" } ?? ""
        return Invalid(pointer: mistake.pointer, detail: mistake.message + place)
      })
  }
}
