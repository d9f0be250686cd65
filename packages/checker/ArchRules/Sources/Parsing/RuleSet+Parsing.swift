import JSON

extension RuleSet {
  /// Reads a rules file. Nothing is skipped: what the file says and the rules do not know is a mistake, and all mistakes are reported at once.
  ///
  /// `path` is the file's, relative to the repository's root, for messages and findings.
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
