/// The headers of W3C Trace Context, level 1 (https://www.w3.org/TR/trace-context-1/).
extension TraceContext {
  /// Reads `traceparent` (section 3.2.2), and `tracestate` (3.3.1) beside it.
  ///
  /// - Parameters:
  ///   - traceparent: The value without surrounding white space. Of several such headers in a request, none counts.
  ///   - tracestate: The value; several headers are joined by commas, in their order. One that breaks the rules is left out without
  ///     affecting the rest.
  /// - Returns: `nil` where there is no valid parent, so that a new trace begins.
  public init?(traceparent: String?, tracestate: String? = nil) {
    guard let traceparent, let parent = traceparent.utf8.withContiguousStorageIfAvailable(Parent.init) ?? Parent(Array(traceparent.utf8))
    else { return nil }
    self.init(
      traceID: parent.traceID, spanID: parent.spanID, isSampled: parent.isSampled, state: tracestate.map(TraceState.normalized) ?? "")
  }

  /// The value of the header `traceparent`: 55 characters, version 00.
  public var traceparent: String {
    String(bufferOf: 55) { buffer in
      buffer.append("00-")
      traceID.write(to: &buffer)
      buffer.append(UInt8(ascii: "-"))
      spanID.write(to: &buffer)
      buffer.append(isSampled ? "-01" : "-00")
    }
  }

  /// The value of the header `tracestate`; `nil` if there is nothing to pass on.
  public var tracestate: String? { state.isEmpty ? nil : state }
}

/// The parts of a `traceparent`.
private struct Parent {
  let traceID: TraceID
  let spanID: SpanID
  let isSampled: Bool

  /// Reads a `traceparent`. Of a future version only the known fields are read, if the text ends after them or a dash follows.
  init?(_ text: some RandomAccessCollection<UInt8>) {
    let text = Array(text.prefix(56))
    guard text.count >= 55, text[2] == dash, text[35] == dash, text[52] == dash,
      let version = hexadecimal(text[0..<2]), version != 0xFF,
      text.count == 55 || (version != 0 && text[55] == dash),
      let high = hexadecimal(text[3..<19]), let low = hexadecimal(text[19..<35]), let traceID = TraceID(high: high, low: low),
      let spanID = hexadecimal(text[36..<52]).flatMap(SpanID.init),
      let flags = hexadecimal(text[53..<55])
    else { return nil }
    self.traceID = traceID
    self.spanID = spanID
    isSampled = flags & 1 == 1
  }
}

private let dash = UInt8(ascii: "-")

/// Returns the number of lower-case digits; `nil` if there is any other character.
private func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
  var value: UInt64 = 0
  for digit in digits {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
    default: return nil
    }
  }
  return value
}
