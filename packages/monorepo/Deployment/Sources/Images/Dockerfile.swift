/// The text of a Dockerfile, as it is written.
struct Dockerfile {
  private(set) var text: String

  mutating func comment(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { text += line.isEmpty ? "#\n" : "# \(line)\n" }
  }

  mutating func blank() { text += "\n" }

  mutating func add(_ instruction: String, _ arguments: String) { text += "\(instruction) \(arguments)\n" }

  /// Several of the same kind in one: `ENV A=1 \` and so on.
  mutating func add(_ instruction: String, each arguments: [String]) {
    let indent = String(repeating: " ", count: instruction.utf8.count + 1)
    add(instruction, arguments.joined(separator: " \\\n\(indent)"))
  }

  /// A command of several steps, each of which must succeed.
  mutating func run(options: [String] = [], _ steps: [String]) {
    add("RUN", (options + [steps.joined(separator: " \\\n && ")]).joined(separator: " \\\n    "))
  }

  /// The text between quotation marks, with nothing in it that stands for something else.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"", "\\", "$": quoted += "\\\(character)"
      case _ where character.value < 0x20 || character.value == 0x7F: quoted += " "
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}
