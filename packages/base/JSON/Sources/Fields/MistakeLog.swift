/// The mistakes found so far, up to their limit.
struct MistakeLog {
  private var mistakes: [JSONMistake] = []
  private var count = 0

  var isFull: Bool { mistakes.count == JSONMistakes.limit }

  mutating func add(_ pointer: String, _ position: JSONPosition?, _ message: String) {
    count += 1
    if !isFull { mistakes.append(JSONMistake(pointer: Self.printable(pointer), position: position, message: Self.printable(message))) }
  }

  /// Returns the text in a form that stays on one line and holds no command for a terminal.
  private static func printable(_ text: String) -> String {
    if !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return text }
    return text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
  }

  /// All mistakes in order of place; those of one place in the order found. `nil` where there are none.
  var outcome: JSONMistakes? {
    if mistakes.isEmpty { return nil }
    let order = mistakes.enumerated().sorted { left, right in
      let a = left.element.position
      let b = right.element.position
      return (a?.line ?? 0, a?.column ?? 0, left.offset) < (b?.line ?? 0, b?.column ?? 0, right.offset)
    }
    return JSONMistakes(order.map(\.element), omitted: count - mistakes.count)
  }
}
