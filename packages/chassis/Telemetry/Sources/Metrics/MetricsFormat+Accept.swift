extension MetricsFormat {
  /// Chooses the format that an `Accept` header asks for (RFC 9110, section 12.5.1): OpenMetrics where it is named with a quality not below
  /// that of plain text, else Prometheus text, even where the header allows neither.
  public init(accept: String?) {
    var openMetrics = 0.0
    var text = 0.0
    for range in MediaRange.all(in: accept ?? "") {
      switch range.type {
      case "application/openmetrics-text" where ["1.0.0", nil].contains(range.parameters["version"]):
        openMetrics = max(openMetrics, range.quality)
      case "text/plain" where ["0.0.4", nil].contains(range.parameters["version"]): text = max(text, range.quality)
      default: break
      }
    }
    self = openMetrics > 0 && openMetrics >= text ? .openMetrics : .prometheus
  }
}

/// A media range of an `Accept` header.
private struct MediaRange {
  let type: String
  let parameters: [String: String]
  /// The quality, from 0, not acceptable, to 1; a malformed one counts as 0.
  let quality: Double

  static func all(in header: String) -> [MediaRange] { parts(of: header, at: ",").map { MediaRange($0) } }

  private init(_ text: String) {
    let parts = Self.parts(of: text, at: ";")
    type = (parts.first ?? "").lowercased()
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let value = part[part.index(after: equals)...]
      let isQuoted = value.count >= 2 && value.first == "\"" && value.last == "\""
      parameters[part[..<equals].lowercased()] = String(isQuoted ? value.dropFirst().dropLast() : value)
    }
    let weight = parameters.removeValue(forKey: "q")
    self.parameters = parameters
    quality = weight.map { Double($0).map { (0...1).contains($0) ? $0 : 0 } ?? 0 } ?? 1
  }

  /// Returns the parts between separators, without surrounding white space; a separator in quotation marks does not count.
  private static func parts(of text: String, at separator: Character) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == separator && !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { part in String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
  }
}
