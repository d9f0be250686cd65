/// A GitHub workflow command: `::error file=…,line=…::message`.
struct WorkflowCommand {
  var name: String
  var properties: [(key: String, value: String)]
  var message: String

  var line: String {
    let list = properties.map { "\($0.key)=\(Self.escapedProperty($0.value))" }.joined(separator: ",")
    return "::\(name)\(list.isEmpty ? "" : " \(list)")::\(Self.escapedMessage(message))"
  }

  private static func escapedMessage(_ text: String) -> String { escaped(text, besides: []) }

  private static func escapedProperty(_ text: String) -> String { escaped(text, besides: [":", ","]) }

  private static func escaped(_ text: String, besides: Set<Unicode.Scalar>) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where besides.contains(scalar): escaped += "%3A"
      case "," where besides.contains(scalar): escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
