import JSON

extension Request {
  /// Most bytes of a JSON body where nothing else is asked for: 1 MiB.
  public static let jsonLimit = 1 << 20

  /// Body as a JSON object, read into `Value`.
  ///
  /// ```swift
  /// router.post("/runs") { request in
  ///   let run = try await request.json(as: Run.self)
  /// ```
  ///
  /// Throws a `Problem`: 415 for another content type, 413 beyond the limit, 400 with line and column for what is no JSON,
  /// 422 naming every field that is not as it must be.
  public func json<Value: JSONDecodable>(as _: Value.Type = Value.self, limit: Int = jsonLimit) async throws -> Value {
    let value = try await json(limit: limit)
    do throws(JSONMistakes) { return try Value(json: value) } catch { throw Problem(error) }
  }

  /// Body as any JSON value, `limit` bytes at most. Throws a `Problem`: 415, 413 or 400, as above.
  public func json(limit: Int = jsonLimit) async throws -> JSONValue {
    try requireJSON()
    let bytes = try await body.collect(upTo: limit)
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch { throw Problem(error) }
  }

  private func requireJSON() throws {
    guard let field = headers["content-type"] else { throw Self.unsupported("no Content-Type") }
    let parts = field.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingBlanks.lowercased() }
    let type = parts.first ?? ""
    guard type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json") else { throw Self.unsupported("\"\(field)\"") }
    // JSON is UTF-8 (RFC 8259, section 8.1); the parameter has no meaning but is common.
    let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }?.dropFirst("charset=".count)
    if let charset, charset != "utf-8", charset != "\"utf-8\"" { throw Self.unsupported("\"\(field)\"") }
  }

  private static func unsupported(_ found: String) -> Problem {
    Problem(
      .unsupportedMediaType, "expected a body of the type application/json, found \(found)", fields: [(name: "accept", value: "application/json")])
  }
}

extension StringProtocol {
  /// Without the spaces and tabs at both ends.
  var trimmingBlanks: SubSequence {
    guard let first = firstIndex(where: { $0 != " " && $0 != "\t" }), let last = lastIndex(where: { $0 != " " && $0 != "\t" }) else {
      return self[endIndex..<endIndex]
    }
    return self[first...last]
  }
}
