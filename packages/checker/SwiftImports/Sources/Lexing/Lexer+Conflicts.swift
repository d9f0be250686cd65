extension Lexer {
  /// Skips the text between version-control conflict markers, from `<<<<<<< ` to the line of `>>>>>>> `, or from Perforce's `>>>> ` to
  /// `<<<<`. The compiler diagnoses the marker and skips that text; without an end, the marker is an operator.
  mutating func skipConflict() -> Bool {
    guard isLineStart(at) else { return false }
    let end: Int?
    if matches("<<<<<<< ", at: at) {
      end = memory.conflictEnd ? nil : endOfConflict(">>>>>>> ")
      memory.conflictEnd = end == nil
    } else if matches(">>>> ", at: at) {
      end = memory.perforceEnd ? nil : endOfConflict("<<<<\n")
      memory.perforceEnd = end == nil
    } else {
      return false
    }
    guard let end else { return false }
    conflicts.append(at)
    let start = at
    at = end
    if !isLineStart(at) { skipToEndOfLine() }
    noteComment(start..<at)
    return true
  }

  private func endOfConflict(_ terminator: StaticString) -> Int? {
    let length = terminator.utf8CodeUnitCount
    var index = at + length
    while index + length <= count {
      if source[index - 1].isNewline, matches(terminator, at: index) { return index + length }
      index += 1
    }
    return nil
  }

  /// Skips an editor placeholder, `<#text#>`, which is an identifier to the compiler whatever it holds.
  mutating func skipPlaceholder() -> Bool {
    guard byte(at) == .ascii("<"), byte(at + 1) == .ascii("#") else { return false }
    var index = at + 2
    while index < count, source[index] != 0x0A {
      if source[index] == .ascii("<"), byte(index + 1) == .ascii("#") { return false }
      if source[index] == .ascii("#"), byte(index + 1) == .ascii(">") {
        at = index + 2
        floor = at
        return true
      }
      index += 1
    }
    return false
  }
}
