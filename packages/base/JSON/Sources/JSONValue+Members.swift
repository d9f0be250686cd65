extension JSONValue {
  /// Returns an object of the members that have a value; those that are `nil` are left out.
  public static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { key, value in value.map { Member(key, $0) } })
  }
}
