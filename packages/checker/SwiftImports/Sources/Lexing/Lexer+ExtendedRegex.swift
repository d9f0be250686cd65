extension Lexer {
  /// Skips the regular expression literal whose `/` follows so many `#` signs (SE-0354); false if what follows is none.
  ///
  /// It may span lines if its first holds nothing. One that is not closed ends with its first line.
  mutating func skipExtendedRegex(slash: Int, pounds: Int) -> Bool {
    var index = slash + 1
    while byte(index) == .ascii(" ") || byte(index) == .ascii("\t") { index += 1 }
    let firstNewline = index < count && source[index].isNewline ? index : nil
    if firstNewline == nil { index = slash + 1 }
    if firstNewline != nil, let ends = memory.regexEnds, pounds >= ends.count || ends[pounds] <= index {
      at = firstNewline ?? index
      floor = at
      return true
    }
    var ends: [Int] = []
    while index < count {
      let byte = source[index]
      if byte.isNewline, firstNewline == nil { break }
      index += 1
      if byte == .ascii("\\") {
        if index < count, firstNewline != nil || !source[index].isNewline { index += 1 }
      } else if byte == .ascii("/") {
        let signs = index
        while self.byte(index) == .ascii("#") { index += 1 }
        if index - signs >= pounds {
          at = index
          floor = at
          return true
        }
        if firstNewline != nil { Self.note(end: index, signs: index - signs, in: &ends) }
      }
    }
    if firstNewline != nil, memory.regexEnds == nil { memory.regexEnds = Self.lastEnds(ends) }
    at = firstNewline ?? index
    floor = at
    return true
  }

  private static func note(end: Int, signs: Int, in ends: inout [Int]) {
    while ends.count <= signs { ends.append(0) }
    ends[signs] = end
  }

  /// Returns the last end of at least each number of signs, from the last end of exactly that number.
  private static func lastEnds(_ ends: [Int]) -> [Int] {
    var ends = ends
    for signs in ends.indices.dropLast().reversed() { ends[signs] = max(ends[signs], ends[signs + 1]) }
    return ends
  }
}
