/// The command line: `check [--format text|json] [--files N] [--runs N]`.
struct Options {
  static let usage = "usage: benchmark check [--format text|json] [--files 5000] [--runs 10]"

  let name: String
  var isJSON = false
  var files = 5000
  var runs = 10

  init(_ arguments: [String]) throws(BenchmarkError) {
    guard let name = arguments.first else { throw BenchmarkError("which benchmark?") }
    self.name = name
    var rest = arguments.dropFirst()
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchmarkError("\(option) needs a value") }
      switch (option, value) {
      case ("--format", "json"): isJSON = true
      case ("--format", "text"): isJSON = false
      case ("--files", _): files = try Self.number(value, of: option, in: 100...100_000)
      case ("--runs", _): runs = try Self.number(value, of: option, in: 1...1000)
      default: throw BenchmarkError("\(option) \(value) is not understood")
      }
    }
  }

  private static func number(_ text: String, of option: String, in range: ClosedRange<Int>) throws(BenchmarkError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw BenchmarkError("\(option) takes a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    }
    return number
  }
}
