import Cryptography
import JSON
import Platform
import Testing

/// A file of published test vectors.
func vectors(_ name: String, file: String = #filePath) throws -> JSONValue {
  let folder = file.prefix(upTo: file.lastIndex(of: "/")!)
  return try JSONValue(parsing: File.read("\(folder)/Vectors/\(name).json"))
}

extension JSONValue {
  /// The member's bytes, which stand there in hexadecimal digits.
  func bytes(_ key: String) throws -> [UInt8] { try Hexadecimal.decode(#require(self[key]?.string)) }
}
