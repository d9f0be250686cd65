import Cryptography

extension PostgresValue {
  /// The value as the server reads it from text; empty for a null, which has none.
  var text: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "t" : "f"
    case .int(let number): "\(number)"
    case .float(let number): Self.text(of: number)
    case .double(let number): Self.text(of: number)
    case .text(let text), .json(let text): text
    case .bytes(let bytes): "\\x" + Hexadecimal.encode(bytes)
    case .numeric(let number): "\(number)"
    case .uuid(let uuid): "\(uuid)"
    case .date(let date): "\(date)"
    case .timestamp(let timestamp): "\(timestamp)"
    case .timestamptz(let timestamp): "\(timestamp)"
    case .interval(let interval): "\(interval)"
    case .array(let elements): "{" + elements.map(\.elementText).joined(separator: ",") + "}"
    }
  }

  /// The value as an element of an array's text.
  private var elementText: String {
    switch self {
    case .null: return "NULL"
    case .array: return text
    default:
      var quoted = "\""
      for character in text.unicodeScalars {
        if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(character)
      }
      return quoted + "\""
    }
  }

  private static func text(of number: some BinaryFloatingPoint & LosslessStringConvertible) -> String {
    number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : number.description
  }
}
