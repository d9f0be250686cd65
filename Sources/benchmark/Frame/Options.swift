/// The command line: a benchmark's name and its options.
struct Options {
  static let usage = """
    usage: benchmark check [--files 5000] [--runs 10]
           benchmark http  [--runs 3] [--seconds 3] [--loops 1] [--connections 10000]
           benchmark allocations
           benchmark telemetry [--runs 10]
           benchmark start [--runs 20]
    Each takes --format text|json. `check` builds bulkhead first, the others measure what is built. Standard output is the result, standard error says what goes on.
    """

  let name: String
  let isHelp: Bool
  var isJSON = false
  /// Swift files of the repository that `check` makes.
  var files = 5000
  private var givenRuns: Int?
  /// How long each run of a load is.
  var seconds = 3
  /// Event loops of the server, and threads of the floor.
  var loops = 1
  /// Idle connections held.
  var connections = 10_000

  init(_ arguments: [String]) throws(BenchmarkError) {
    guard let name = arguments.first else { throw BenchmarkError("which benchmark?") }
    self.name = name
    isHelp = ["help", "--help", "-h"].contains(name)
    if isHelp { return }
    var rest = arguments.dropFirst()
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchmarkError("\(option) needs a value") }
      switch (option, value) {
      case ("--format", "json"): isJSON = true
      case ("--format", "text"): isJSON = false
      case ("--files", _): files = try Self.number(value, of: option, in: 100...100_000)
      case ("--runs", _): givenRuns = try Self.number(value, of: option, in: 1...1000)
      case ("--seconds", _): seconds = try Self.number(value, of: option, in: 1...600)
      case ("--loops", _): loops = try Self.number(value, of: option, in: 1...64)
      case ("--connections", _): connections = try Self.number(value, of: option, in: 100...20_000)
      default: throw BenchmarkError("\(option) \(value) is not understood")
      }
    }
  }

  /// Interleaved runs of each side.
  func runs(default number: Int) -> Int { givenRuns ?? number }

  private static func number(_ text: String, of option: String, in range: ClosedRange<Int>) throws(BenchmarkError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw BenchmarkError("\(option) takes a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    }
    return number
  }
}
