import SwiftImports

/// What a Makefile's rules run, as far as reading it tells: simple variables are put in, functions stay as they are written.
struct Makefile: Sendable {
  struct Rule: Sendable {
    var targets: [String]
    var position: SourcePosition
    /// The recipe, a command for each of its lines (continued lines are one).
    var commands: [ShellCommand]
  }

  let path: String
  private(set) var rules: [Rule] = []
  private var variables: [String: String] = [:]

  init(lines: [String], path: String) {
    self.path = path
    var index = 0
    while index < lines.count {
      let number = index + 1
      var text = lines[index]
      index += 1
      while text.hasSuffix("\\"), index < lines.count {
        text = "\(text.dropLast()) \(lines[index].drop { $0 == " " || $0 == "\t" })"
        index += 1
      }
      read(text, at: number)
    }
  }

  func rule(_ target: String) -> Rule? { rules.first { $0.targets.contains(target) } }

  private mutating func read(_ text: String, at line: Int) {
    if text.hasPrefix("\t") {
      guard !rules.isEmpty else { return }
      let command = text.dropFirst().drop { "@-+ \t".contains($0) }
      let position = SourcePosition(line: line, column: text.utf8.count - command.utf8.count + 1)
      rules[rules.count - 1].commands.append(ShellCommand(expanded(String(command)), position: position))
    } else if let (name, value) = Self.assignment(text) {
      variables[name] = value
    } else if let colon = text.firstIndex(of: ":"), !text.hasPrefix("#"), !text.hasPrefix(".") {
      let targets = text[..<colon].split(separator: " ").map(String.init)
      if !targets.isEmpty { rules.append(Rule(targets: targets, position: SourcePosition(line: line, column: 1), commands: [])) }
    }
  }

  private static func assignment(_ text: String) -> (name: String, value: String)? {
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
    guard words.count >= 2, ["=", ":=", "::=", "?="].contains(words[1]) else { return nil }
    return (words[0], words.count == 3 ? words[2] : "")
  }

  /// With the values of `$(NAME)`; a variable that stands for itself is left as it is.
  private func expanded(_ text: String, depth: Int = 0) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$("), let end = rest.firstIndex(of: ")"),
        let value = variables[String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])],
        depth < 8
      {
        result += expanded(value, depth: depth + 1)
        rest = rest[rest.index(after: end)...]
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
