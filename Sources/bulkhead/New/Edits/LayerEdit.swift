import ArchRules
import JSON

/// The layers of a rules file, and its text with a package in one of them.
struct LayerEdit {
  /// The rule's place among the rules.
  private let index: Int
  /// Of each layer, the top one first, what stands in it.
  private let layers: [[Selector]]
  private let path: String
  private let bytes: [UInt8]

  /// The rule that orders targets in `parent` (`packages`) by layers; `nil` where there is none.
  init?(_ ruleSet: RuleSet, bytes: [UInt8], ordering parent: String) {
    for (index, rule) in ruleSet.rules.enumerated() {
      guard case .layers(_, let layers) = rule.kind else { continue }
      let selectors = layers.map { $0.flatMap { selection in selection.items.compactMap { LayerEdit.selector($0, in: ruleSet) } } }
      guard selectors.contains(where: { $0.contains { $0.paths.contains { $0.text.hasPrefix("\(parent)/") } } }) else { continue }
      self.index = index
      self.layers = selectors
      path = ruleSet.path
      self.bytes = bytes
      return
    }
    return nil
  }

  private static func selector(_ item: Selection.Item, in ruleSet: RuleSet) -> Selector? {
    switch item {
    case .group(let name): ruleSet.group(named: name)?.selector
    case .selector(let selector): selector
    }
  }

  /// How many layers there are; the lowest is 1.
  var count: Int { layers.count }

  /// The number of the layer that this folder is in, by its name or by a pattern.
  func layer(of folder: String) -> Int? { layers.firstIndex { $0.contains { Self.selects($0, folder) } }.map { count - $0 } }

  private static func selects(_ selector: Selector, _ folder: String) -> Bool {
    selector.paths.contains { (try? Glob(path: $0.text))?.matchFolder(FolderPath(folder)) != nil }
  }

  /// The file's text with a folder in a layer. One that a layer has already, because it was planned, is planned no longer: its marker
  /// `optional` goes. Any other comes behind what is in the layer.
  func adding(_ folder: String, to layer: Int) throws -> [UInt8] {
    if let planned = layers[count - layer].first(where: { Self.selects($0, folder) }) { return withoutMarker(planned) }
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

  /// The text without `"optional": "…"` of a selector, and without the comma in front of it.
  private func withoutMarker(_ selector: Selector) -> [UInt8] {
    guard let position = selector.optionalPosition else { return bytes }
    let text = JSONText(bytes: bytes)
    let value = text.offset(of: position)
    guard let key = text.start(ofKeyBefore: value), let comma = bytes[..<key].lastIndex(where: { !JSONText.isBlank($0) }),
      bytes[comma] == UInt8(ascii: ",")
    else { return bytes }
    return Array(bytes[..<comma]) + bytes[text.end(ofValueAt: value)...]
  }
}
