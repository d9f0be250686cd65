/// The texts of findings, apart from the code that makes them. A case is a text's code, its raw value the text, in which `{name}` marks
/// what differs from finding to finding.
public protocol FindingText: CaseIterable, RawRepresentable<String>, Sendable {}

extension FindingText {
  /// Returns the text with these values in place of their names. Values are not searched again, so a glob's `{name}` stays.
  func filled(_ values: KeyValuePairs<String, String>) -> String {
    var text = ""
    var unread = rawValue[...]
    while let open = unread.firstIndex(of: "{"), let close = unread[open...].firstIndex(of: "}") {
      let name = unread[unread.index(after: open)..<close]
      guard let value = values.first(where: { $0.key == name })?.value else {
        preconditionFailure("The text \"\(rawValue)\" is filled without a value for {\(name)}.")
      }
      text += unread[..<open] + value
      unread = unread[unread.index(after: close)...]
    }
    return text + unread
  }

  static func all(of owner: String) -> [(code: String, text: String)] { allCases.map { ("\(owner)/\($0)", $0.rawValue) } }
}
