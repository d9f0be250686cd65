import Calendar

extension ServedFile {
  /// Answers a request for the file: conditions (RFC 9110, section 13) and ranges (section 14) are heeded. Ranges that overlap, or
  /// more than sixteen, are answered with the whole file, as is allowed.
  ///
  /// - Parameter cacheControl: by default clients keep the file and ask each time whether it is still the same.
  public func response(to request: Request, cacheControl: String = "no-cache") throws -> Response {
    var headers: Headers = ["etag": entityTag, "cache-control": cacheControl]
    if let lastModified { headers.append("last-modified", UnixTime(seconds: max(0, lastModified)).httpDate) }
    if isOther(than: request) { return Problem(.preconditionFailed, "the file is another version than the one asked for").response }
    if isUnchanged(for: request) { return Response(.notModified, headers: headers) }
    headers.append("accept-ranges", "bytes")
    let wanted = range(in: request)
    if case .parts(let ranges) = wanted {
      let multipart = MultipartRanges(self, ranges)
      headers.append("content-type", multipart.contentType)
      return Response(.partialContent, headers: headers, body: multipart.body)
    }
    headers.append("content-type", contentType)
    switch wanted {
    case .whole, .parts:
      return Response(.ok, headers: headers, body: try body(0..<size))
    case .part(let range):
      headers.append("content-range", MultipartRanges.contentRange(range, of: size))
      return Response(.partialContent, headers: headers, body: try body(range))
    case .unsatisfiable:
      return Problem(
        .rangeNotSatisfiable, "the file has \(size) bytes", fields: [(name: "content-range", value: "bytes */\(size)")]
      ).response
    }
  }

  /// `If-Match`, which compares strongly, and only without it `If-Unmodified-Since`.
  private func isOther(than request: Request) -> Bool {
    let tags = request.headers.values("if-match")
    if !tags.isEmpty { return !tags.contains { field in Self.tags(in: field).contains { $0 == "*" || $0 == entityTag } } }
    guard let lastModified, let since = request.headers["if-unmodified-since"].flatMap(UnixTime.init(httpDate:)) else { return false }
    return UnixTime(seconds: lastModified) > since
  }

  /// `If-None-Match`, and only without it `If-Modified-Since`.
  private func isUnchanged(for request: Request) -> Bool {
    let tags = request.headers.values("if-none-match")
    if !tags.isEmpty {
      return tags.contains { field in Self.tags(in: field).contains { $0 == "*" || Self.withoutWeakness($0) == entityTag } }
    }
    guard let lastModified, let since = request.headers["if-modified-since"].flatMap(UnixTime.init(httpDate:)) else { return false }
    return UnixTime(seconds: lastModified) <= since
  }

  /// The range, unless `If-Range` names another version of the file.
  private func range(in request: Request) -> ByteRange {
    let fields = request.headers.values("range")
    guard request.method == .get, fields.count == 1 else { return .whole }
    if let condition = request.headers["if-range"]?.trimmingBlanks {
      let isSame =
        condition.hasSuffix("\"")
        ? condition == entityTag : lastModified.map { UnixTime(httpDate: String(condition)) == UnixTime(seconds: $0) } ?? false
      if !isSame { return .whole }
    }
    return ByteRange(fields[0], size: size)
  }

  /// The tags of a list; a comma may stand within one.
  private static func tags(in field: String) -> [Substring] {
    var tags: [Substring] = []
    var rest = field[...].trimmingBlanks
    while let first = rest.first {
      if first == "," {
        rest = rest.dropFirst().trimmingBlanks
        continue
      }
      guard let open = rest.firstIndex(of: "\""), rest[..<open].allSatisfy({ $0 == "W" || $0 == "/" }),
        let close = rest[rest.index(after: open)...].firstIndex(of: "\"")
      else { return tags + [rest] }
      tags.append(rest[...close])
      rest = rest[rest.index(after: close)...].trimmingBlanks
    }
    return tags
  }

  private static func withoutWeakness(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
