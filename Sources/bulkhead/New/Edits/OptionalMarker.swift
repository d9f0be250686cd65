import ArchRules
import JSON

/// The marker of a group that has no member yet, in the text of the rules file.
enum OptionalMarker {
  /// The text without the markers of the groups that a target in `folder` makes members of: `"optional": "…"` with the comma before it.
  static func removed(from bytes: [UInt8], forTargetIn folder: String, _ rules: RuleSet) -> [UInt8] {
    var bytes = bytes
    for position in rules.groups.filter({ selects($0.selector, folder) }).compactMap(\.selector.optionalPosition).reversed() {
      bytes = removed(from: bytes, at: position)
    }
    return bytes
  }

  private static func selects(_ selector: Selector, _ folder: String) -> Bool {
    selector.paths.contains { (try? Glob(path: $0.text))?.matchFolder(FolderPath(folder)) != nil }
  }

  /// - Parameter position: of the marker's value, a string.
  private static func removed(from bytes: [UInt8], at position: JSONPosition) -> [UInt8] {
    var value = 0
    for _ in 1..<position.line { value = bytes[value...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count }
    value += position.column - 1
    guard let comma = bytes[..<value].lastIndex(of: UInt8(ascii: ",")) else { return bytes }
    var end = value + 1
    while bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return Array(bytes[..<comma] + bytes[(end + 1)...])
  }
}
