/// A writer of Dockerfiles.
struct Dockerfile {
  private(set) var text: String

  mutating func comment(_ lines: String) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { text += line.isEmpty ? "#\n" : "# \(line)\n" }
  }

  mutating func blank() { text += "\n" }

  mutating func add(_ instruction: String, _ arguments: String) { text += "\(instruction) \(arguments)\n" }

  /// Adds several arguments of one instruction: `ENV A=1 \` and so on.
  mutating func add(_ instruction: String, each arguments: [String]) {
    let indent = String(repeating: " ", count: instruction.utf8.count + 1)
    add(instruction, arguments.joined(separator: " \\\n\(indent)"))
  }

  /// Adds a command of several steps, each of which must succeed.
  mutating func run(options: [String] = [], _ steps: [String]) {
    add("RUN", (options + [steps.joined(separator: " \\\n && ")]).joined(separator: " \\\n    "))
  }

  /// Returns the text in quotation marks, with everything escaped that would be expanded.
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
