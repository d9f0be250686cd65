import ArchRules
import JSON

/// The layers of a rules file, and its text with a package added to one of them.
struct LayerEdit {
  /// The rule's place among the rules.
  private let index: Int
  /// Of each layer, the top one first, the folders of targets that it names.
  private let folders: [[String]]
  private let path: String
  private let bytes: [UInt8]

  /// The rule that orders targets in `parent` (`packages`) by layers; `nil` where there is none.
  init?(_ ruleSet: RuleSet, bytes: [UInt8], ordering parent: String) {
    for (index, rule) in ruleSet.rules.enumerated() {
      guard case .layers(_, let layers) = rule.kind else { continue }
      let folders = layers.map { $0.flatMap { selection in selection.items.flatMap { LayerEdit.paths(of: $0, in: ruleSet) } } }
      guard folders.contains(where: { $0.contains { $0.hasPrefix("\(parent)/") } }) else { continue }
      self.index = index
      self.folders = folders
      path = ruleSet.path
      self.bytes = bytes
      return
    }
    return nil
  }

  private static func paths(of item: Selection.Item, in ruleSet: RuleSet) -> [String] {
    switch item {
    case .group(let name): ruleSet.group(named: name)?.selector.paths.map(\.text) ?? []
    case .selector(let selector): selector.paths.map(\.text)
    }
  }

  /// How many layers there are; the lowest is 1.
  var count: Int { folders.count }

  /// The number of the layer that names this folder itself.
  func layer(of folder: String) -> Int? { folders.firstIndex { $0.contains(folder) }.map { count - $0 } }

  /// The file's text with a folder in a layer, behind what is there.
  func adding(_ folder: String, to layer: Int) throws -> [UInt8] {
    let text = JSONText(bytes: bytes)
    guard let element = try JSONValue(parsing: bytes)["rules"]?.array?[index]["layers"]?.array?[count - layer], let position = element.position
    else { throw Failure("\(path):1:1: the layer \(layer) cannot be found in the text of this file") }
    let start = text.offset(of: position)
    let selector = Array("{ \"paths\": [\"\(folder)\"] }".utf8)
    guard let last = element.array?.last?.position.map(text.offset) else {
      // One selection that stands alone becomes a list of two.
      let end = text.end(ofValueAt: start)
      return Array(bytes[..<start]) + Array("[".utf8) + bytes[start..<end] + Array(", ".utf8) + selector + Array("]".utf8) + bytes[end...]
    }
    let end = text.end(ofValueAt: last)
    let isOnOneLine = !bytes[start..<last].contains(UInt8(ascii: "\n"))
    let separator = isOnOneLine ? Array(", ".utf8) : Array(",\n".utf8) + text.indentation(at: last)
    return Array(bytes[..<end]) + separator + selector + bytes[end...]
  }
}
