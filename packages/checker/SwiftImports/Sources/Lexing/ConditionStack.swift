/// The open `#if` blocks, and the conditions of their branches.
struct ConditionStack {
  /// The conditions around a place.
  struct Surroundings {
    /// The conditions that hold, joined; `nil` outside every block.
    var text: String?
    /// Whether they can hold in no build: `#if false`, or the other branches beside `#if true`.
    var isNeverBuilt = false
  }

  private struct Condition {
    var range: Range<Int>
    /// Its normalised text, once it has been asked for.
    var text: String?
  }

  private struct Block {
    /// The depth that belongs to the enclosing block, which this one may not close.
    var outer: Scope.Mark
    /// The index in `conditions` of its first branch's.
    var first: Int
    /// Whether the last of its conditions holds in the branch read now; in `#else` none does.
    var isInElse = false
  }

  private var blocks: [Block] = []
  /// The conditions of the branches so far, of all open blocks.
  private var conditions: [Condition] = []
  /// The answer for the whole stack, until it changes.
  private var joined: Surroundings?

  var isEmpty: Bool { blocks.isEmpty }

  mutating func open(_ condition: Range<Int>, outer: Scope.Mark) {
    blocks.append(Block(outer: outer, first: conditions.count))
    conditions.append(Condition(range: condition))
    joined = nil
  }

  /// Enters the branch of an `#else`, or of an `#elseif` whose condition has not been read yet.
  mutating func negate() {
    guard !blocks.isEmpty else { return }
    blocks[blocks.count - 1].isInElse = true
    joined = nil
  }

  mutating func next(_ condition: Range<Int>) {
    guard !blocks.isEmpty else { return }
    blocks[blocks.count - 1].isInElse = false
    conditions.append(Condition(range: condition))
    joined = nil
  }

  mutating func close() -> Scope.Mark? {
    guard let block = blocks.popLast() else { return nil }
    conditions.removeSubrange(block.first...)
    joined = nil
    return block.outer
  }

  /// Returns the conditions that hold here. They are joined once for each branch. A chain longer than anyone reads is cut, so that a file's
  /// findings do not grow with the square of its size.
  mutating func surroundings(_ normalise: (Range<Int>) -> String) -> Surroundings {
    if let joined { return joined }
    var parts: [String] = []
    var length = 0
    var isNeverBuilt = false
    blocks: for index in blocks.indices {
      let end = index + 1 < blocks.count ? blocks[index + 1].first : conditions.count
      for condition in blocks[index].first..<end {
        if parts.count == Self.longestChain || length > Self.longestText {
          parts.append("…")
          break blocks
        }
        let text = conditions[condition].text ?? normalise(conditions[condition].range)
        conditions[condition].text = text
        let isNegated = condition < end - 1 || blocks[index].isInElse
        parts.append(isNegated ? "!(\(text))" : text)
        if ConstantCondition.value(of: text) == isNegated { isNeverBuilt = true }
        length += text.utf8.count
      }
    }
    let text = parts.count > 1 ? parts.map { Self.hasAlternatives($0) ? "(\($0))" : $0 }.joined(separator: " && ") : parts.first
    let surroundings = Surroundings(text: text, isNeverBuilt: isNeverBuilt)
    joined = surroundings
    return surroundings
  }

  private static let longestChain = 64
  static let longestText = 4096

  /// Whether `||` stands in it outside parentheses.
  private static func hasAlternatives(_ condition: String) -> Bool {
    var depth = 0
    var previous: UInt8 = 0
    for byte in condition.utf8 {
      switch byte {
      case .ascii("("): depth += 1
      case .ascii(")"): depth -= 1
      case .ascii("|") where previous == byte && depth == 0: return true
      default: break
      }
      previous = byte
    }
    return false
  }
}
