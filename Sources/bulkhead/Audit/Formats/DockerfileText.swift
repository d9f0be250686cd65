import CommandLine
import SwiftImports

/// A Dockerfile as its text says, stage by stage, with places. Nothing is executed; what cannot be read this way is refused.
struct DockerfileText: Sendable {
  struct Instruction: Sendable {
    /// In capitals: `COPY`.
    var name: String
    /// What stands behind its flags, continued lines joined by a space.
    var text: String
    /// `--from=build` as ("from", "build").
    var flags: [(name: String, value: String)]
    /// The words of `text`, each with its place.
    var words: [Word]
    var position: SourcePosition

    func flag(_ name: String) -> String? { flags.first { $0.name == name }?.value }
    /// Whether the arguments are a JSON list, which no shell reads.
    var isExecForm: Bool { text.hasPrefix("[") }
  }

  struct Word: Sendable {
    var text: String
    var position: SourcePosition
  }

  struct Stage: Sendable {
    /// The image or the earlier stage it begins with, variables put in.
    var base: String
    var name: String?
    var position: SourcePosition
    var instructions: [Instruction] = []

    func all(_ name: String) -> [Instruction] { instructions.filter { $0.name == name } }
    func last(_ name: String) -> Instruction? { instructions.last { $0.name == name } }
  }

  let path: String
  private(set) var stages: [Stage] = []
  /// `ARG`s before the first stage, with their defaults.
  private var arguments: [String: String] = [:]

  init(lines: [String], path: String) throws {
    self.path = path
    for instruction in try DockerfileReader(lines: lines, path: path).instructions() { try add(instruction) }
    if stages.isEmpty { throw Failure(placed: "\(path):1:1: this Dockerfile has no FROM") }
  }

  /// The stage that the image is made of.
  var final: Stage { stages[stages.count - 1] }

  /// The stages that a stage is made on, itself first.
  func lineage(of stage: Stage) -> [Stage] {
    var lineage = [stage]
    while let next = stages.first(where: { $0.name != nil && $0.name == lineage[lineage.count - 1].base }), lineage.count <= stages.count {
      lineage.append(next)
    }
    return lineage
  }

  /// Whether a stage has that name.
  func hasStage(_ name: String) -> Bool { stages.contains { $0.name == name } }

  /// The value of a variable that the image has: what `ENV` gave it last, in the final stage or those below it.
  func environment(_ key: String) -> String? {
    lineage(of: final).lazy.compactMap { stage in
      stage.all("ENV").flatMap(\.words).last { $0.text.hasPrefix("\(key)=") }.map { String($0.text.dropFirst(key.utf8.count + 1)) }
    }.first
  }

  /// The text with the variables put in that `ARG` and `ENV` give a value in a stage; others stay as they are.
  func substituted(_ text: String, in stage: Stage) -> String {
    var values = arguments
    for word in stage.instructions.filter({ $0.name == "ARG" || $0.name == "ENV" }).flatMap(\.words) {
      guard let sign = word.text.firstIndex(of: "=") else { continue }
      values[String(word.text[..<sign])] = String(word.text[word.text.index(after: sign)...])
    }
    return ShellVariables.substituted(text, values)
  }

  private mutating func add(_ instruction: Instruction) throws {
    if instruction.name == "FROM" {
      let words = instruction.words
      let isNamed = words.count == 3 && words[1].text.lowercased() == "as"
      guard words.count == 1 || isNamed else {
        throw Failure(placed: "\(path):\(instruction.position.line):1: expected FROM IMAGE or FROM IMAGE AS NAME")
      }
      let base = ShellVariables.substituted(words[0].text, arguments)
      if base.contains("$") {
        throw Failure(placed: "\(path):\(instruction.position.line):1: what \(words[0].text) stands for is not known; give the ARG a default")
      }
      stages.append(Stage(base: base, name: isNamed ? words[2].text : nil, position: instruction.position))
    } else if stages.isEmpty {
      guard instruction.name == "ARG" else { throw Failure(placed: "\(path):\(instruction.position.line):1: only ARG may stand before FROM") }
      for word in instruction.words {
        guard let sign = word.text.firstIndex(of: "=") else { continue }
        arguments[String(word.text[..<sign])] = String(word.text[word.text.index(after: sign)...])
      }
    } else {
      stages[stages.count - 1].instructions.append(instruction)
    }
  }
}
