import ArchRules
import JSON
import Platform

/// `docs/rules.md`, taken apart.
struct Reference {
  struct Section {
    let name: String
    let lines: [String]
  }

  /// A fenced block, and the kind under whose heading it stands.
  struct Block {
    let section: String?
    let language: String
    let text: String
  }

  private let lines: [String]
  /// The sections whose heading is a word of code: one for each kind.
  private(set) var kinds: [Section] = []
  private(set) var blocks: [Block] = []

  /// The repository's root: `packages/ArchRules/Tests/Language` is four folders below.
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(6).joined(separator: "/")

  init() throws {
    lines = try String(decoding: File.read("\(Self.root)/docs/rules.md"), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var section: (name: String, lines: [String])?
    var block: (language: String, lines: [String])?
    for line in lines {
      if let open = block {
        if line == "```" {
          blocks.append(Block(section: section?.name, language: open.language, text: open.lines.joined(separator: "\n")))
          block = nil
        } else {
          block!.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        block = (String(line.dropFirst(3)), [])
      } else if line.hasPrefix("#") {
        if let section { kinds.append(Section(name: section.name, lines: section.lines)) }
        section = line.hasPrefix("### `") ? (String(line.dropFirst(5).dropLast()), []) : nil
      } else {
        section?.lines.append(line)
      }
    }
  }

  /// The cells of a table's rows, found by its first heading.
  func rows(ofTable title: String) -> [[String]] {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("| \(title) |") }) else { return [] }
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map { cell in
        String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
  }

  /// The words between backticks.
  static func codes(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// An example as a whole file: a single rule is given the groups of the first example.
  func ruleSet(of example: Block) throws -> RuleSet {
    if example.text.contains("\"version\"") { return try RuleSet(parsing: Array(example.text.utf8), path: "docs/rules.md") }
    let file = try JSONValue(parsing: blocks.first { $0.language == "json" }?.text ?? "")
    let whole: JSONValue = ["version": 1, "groups": file["groups"] ?? .null, "rules": [try JSONValue(parsing: example.text)]]
    return try RuleSet(parsing: whole.encoded(), path: "docs/rules.md")
  }
}
