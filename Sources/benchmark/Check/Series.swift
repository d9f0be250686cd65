import Platform

/// The runs of one command.
struct Series {
  private var milliseconds: [Double] = []
  /// The most of any run, in bytes.
  private(set) var peakMemory = 0

  mutating func add(_ outcome: ChildProcess.Outcome) {
    milliseconds.append(outcome.duration / .milliseconds(1))
    peakMemory = max(peakMemory, outcome.peakMemory)
  }

  var minimum: Double { milliseconds.min() ?? 0 }
  var median: Double { milliseconds.median }
  var text: String { [minimum, median].map { "\($0.text(digits: 1)) ms".aligned(right: 10) }.joined() }
}

/// Where the tool says its time went: lines such as `walk 1.2 ms`.
struct Split {
  private var phases: [(name: String, milliseconds: [Double])] = []

  mutating func add(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] == "ms", let time = Double(words[1]) else { continue }
      if let index = phases.firstIndex(where: { $0.name == words[0] }) {
        phases[index].milliseconds.append(time)
      } else {
        phases.append((String(words[0]), [time]))
      }
    }
  }

  var medians: [(name: String, milliseconds: Double)] { phases.map { ($0.name, $0.milliseconds.median) } }
}

extension [Double] {
  /// The middle value; of an even number, the mean of the two in the middle.
  var median: Double {
    let sorted = sorted()
    if sorted.isEmpty { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
