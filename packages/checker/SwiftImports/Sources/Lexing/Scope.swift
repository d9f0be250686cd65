/// The bracket depth at which the lexer is.
///
/// A `}` closes whatever brackets were left open inside its braces, as the compiler's parser recovers; one without a `{` is skipped. Each
/// branch of an `#if` block is parsed apart: brackets opened in one are not closed in another, nor are those around the block.
struct Scope {
  /// The numbers of round and square brackets open around each open brace, since the brace before.
  private var braces: [Int32] = []
  /// The round and square brackets open since the innermost brace.
  private var brackets: Int32 = 0
  /// The depth at the start of the enclosing `#if` branch, which the branch may not close.
  private var base = Mark(braces: 0, brackets: 0)

  struct Mark: Equatable {
    fileprivate var braces: Int
    fileprivate var brackets: Int32
  }

  @inline(__always)
  var isFile: Bool { brackets == 0 && braces.isEmpty }

  mutating func openBrace() {
    braces.append(brackets)
    brackets = 0
  }

  mutating func closeBrace() {
    brackets = braces.count > base.braces ? braces.removeLast() : base.brackets
  }

  mutating func openBracket() { brackets += 1 }

  mutating func closeBracket() {
    let least = braces.count == base.braces ? base.brackets : 0
    if brackets > least { brackets -= 1 }
  }

  /// Enters the first branch of an `#if` block, and returns the mark of the block around it for `leaveBlock`.
  mutating func enterBlock() -> Mark {
    let outer = base
    base = Mark(braces: braces.count, brackets: brackets)
    return outer
  }

  /// Goes back to where the `#if` stood, for the next branch.
  mutating func restartBlock() {
    braces.removeSubrange(base.braces...)
    brackets = base.brackets
  }

  mutating func leaveBlock(outer: Mark) {
    restartBlock()
    base = outer
  }
}
