/// A type that is read from a JSON object, member by member.
///
/// ```swift
/// struct Schedule: JSONDecodable {
///   let name: String
///   let retries: Int
///
///   init(from fields: inout JSONFields) {
///     name = fields.string("name", length: 1...100)
///     retries = fields.int("retries", default: 3, in: 0...10)
///   }
/// }
///
/// let schedule = try Schedule(json: JSONValue(parsing: bytes))   // JSONMistakes: all of them, each with its place
/// ```
///
/// The placeholder for a wrong or missing member never leaves the reading, which throws as a whole.
public protocol JSONDecodable {
  /// Reads the members from `fields`, which records every mistake.
  init(from fields: inout JSONFields)
}

extension JSONDecodable {
  /// Reads the value, which must be an object, or throws every mistake in it.
  public init(json value: JSONValue) throws(JSONMistakes) {
    self = try JSONFields.read(value) { fields in Self(from: &fields) }
  }
}
