import JSON

extension RuleSet {
  /// Reads a rules file. Nothing is skipped: anything that the format does not have is a mistake, and all mistakes are reported at once.
  ///
  /// - Parameter path: The file, relative to the repository's root, for messages and findings.
  public init(parsing bytes: [UInt8], path: String) throws(RuleSetError) {
    let text: JSONValue
    do {
      text = try JSONValue(parsing: bytes)
    } catch {
      throw RuleSetError(mistakes: [.init(path: path, position: error.position, message: error.message)])
    }
    var parser = RuleSetParser(path: path)
    self = parser.parse(text)
    if !parser.mistakesInOrder.isEmpty { throw RuleSetError(mistakes: parser.mistakesInOrder) }
  }
}
