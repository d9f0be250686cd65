extension ManifestText {
  /// Returns the manifest with only some of its elements, in a form that depends on nothing else in the text: additions by others, comments
  /// and blank lines between statements and elements leave no trace.
  ///
  /// Each kept element has a line of its own. Constants that no kept element names are left out, and so are additions (`package.targets +=
  /// …`) and conditions (`#if os(…)`) that no longer add anything. The comment at the top of the text stays, with the tools version.
  public func keeping(_ isKept: (Element) -> Bool) -> [UInt8] {
    let isKept = elements.map(isKept)
    let statements = keptStatements(isKept)
    guard let first = syntax.statements.first else { return bytes }
    var result = Array(bytes[..<first.range.lowerBound])
    var previous: StatementKind?
    var condition: Int?
    for statement in statements {
      let (range, newCondition) = syntax.statements[statement]
      if let old = condition, old != newCondition { result += newline + Array("#endif".utf8) }
      let kind = self.kind(of: statement)
      if previous != nil { result += newline }
      if let previous, previous != kind || newCondition != condition || kind == .other { result += newline }
      if let newCondition, newCondition != condition { result += Array("#\(syntax.conditions[newCondition].text)".utf8) + newline }
      (previous, condition) = (kind, newCondition)
      result += (newCondition == nil ? [] : indentation(at: range.lowerBound)) + rewritten(range, isKept)
    }
    if condition != nil { result += newline + Array("#endif".utf8) }
    return result + newline
  }

  // MARK: Statements

  private enum StatementKind { case `import`, constant, other }

  private func kind(of statement: Int) -> StatementKind {
    let range = syntax.statements[statement].range
    if syntax.words.first(where: { $0.offset >= range.lowerBound })?.text == "import" { return .import }
    guard let constant = syntax.constants.first(where: { range.contains($0.range.lowerBound) }) else { return .other }
    return constant.name == packageName ? .other : .constant
  }

  /// Places in `syntax.statements` of what stays.
  private func keptStatements(_ isKept: [Bool]) -> [Int] {
    var kept = Set(
      syntax.statements.indices.filter { statement in
        switch kind(of: statement) {
        case .import: return true
        case .constant: return false
        case .other:
          let range = syntax.statements[statement].range
          guard let addition = syntax.additions.first(where: { $0.range == range }) else { return true }
          return adds(addition, isKept)
        }
      })
    var pending = Array(kept)
    while let statement = pending.popLast() {
      let named = words(in: syntax.statements[statement].range, isKept)
      for other in syntax.statements.indices where !kept.contains(other) {
        guard let constant = syntax.constants.first(where: { syntax.statements[other].range.contains($0.range.lowerBound) }),
          named.contains(constant.name)
        else { continue }
        kept.insert(other)
        pending.append(other)
      }
    }
    return kept.sorted()
  }

  /// Whether an addition still adds something: an element of its own, or a constant whose elements are counted there.
  private func adds(_ addition: ManifestAddition, _ isKept: [Bool]) -> Bool {
    let own = lists.filter { addition.range.contains($0.range.lowerBound) }
    if own.contains(where: { $0.elements.contains { isKept[$0] } }) { return true }
    let constants = Set(words(in: addition.value.offset..<addition.value.end, isKept))
    return syntax.constants.contains { constant in
      constants.contains(constant.name)
        && lists.contains { constant.range.contains($0.range.lowerBound) && $0.elements.contains { isKept[$0] } }
    }
  }

  /// The words in a part of the text that is kept; of a block, all that look like one.
  private func words(in range: Range<Int>, _ isKept: [Bool]) -> Set<String> {
    if syntax.environmentBlocks.contains(where: { $0.range == range }) {
      let isWord: (UInt8) -> Bool = { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_") }
      return Set(bytes[range].split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) })
    }
    let inner = lists.filter { range.contains($0.range.lowerBound) }
    let kept = inner.flatMap(\.elements).filter { isKept[$0] }.map { elements[$0].range }
    return Set(
      syntax.words.filter { word in
        range.contains(word.offset)
          && (!inner.contains { $0.range.contains(word.offset) } || kept.contains { $0.contains(word.offset) })
      }.map(\.text))
  }

  // MARK: Text

  /// A statement with only the kept elements in its lists.
  private func rewritten(_ range: Range<Int>, _ isKept: [Bool]) -> [UInt8] {
    var result: [UInt8] = []
    var next = range.lowerBound
    for list in lists.filter({ range.contains($0.range.lowerBound) }).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[next..<list.range.lowerBound]
      result.append(UInt8(ascii: "["))
      let kept = list.elements.filter { isKept[$0] }
      let indentation = indentation(at: list.range.lowerBound)
      let step: [UInt8] = indentation.contains(UInt8(ascii: "\t")) ? [UInt8(ascii: "\t")] : Array("  ".utf8)
      for element in kept { result += newline + indentation + step + bytes[elements[element].range] + [UInt8(ascii: ",")] }
      if !kept.isEmpty { result += newline + indentation }
      result.append(UInt8(ascii: "]"))
      next = list.range.upperBound
    }
    return result + bytes[next..<range.upperBound]
  }
}
