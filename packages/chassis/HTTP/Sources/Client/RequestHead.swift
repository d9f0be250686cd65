import Telemetry

/// Writes the head of a request (RFC 9112, sections 3 and 5).
enum RequestHead {
  static func bytes(_ request: ClientRequest, trace: TraceContext?) throws(ClientError) -> [UInt8] {
    guard Headers.isValid(name: request.method.name), request.method != .connect else {
      throw request.error(.invalidRequest, "\"\(request.method)\" is no method that can be sent")
    }
    var bytes = Array("\(request.method) \(request.url.target) HTTP/1.1\r\n".utf8)
    if !request.headers.contains("host") { bytes += "host: \(request.url.authority)\r\n".utf8 }
    request.headers.forEachField { field in if !isOwn(field.name, trace) { bytes += field.line } }
    if let trace {
      bytes += "traceparent: \(trace.traceparent)\r\n".utf8
      if let state = trace.tracestate { bytes += "tracestate: \(state)\r\n".utf8 }
    }
    if let length = request.body.length {
      // A method that is expected to have a body says that there is none (RFC 9110, section 8.6).
      if length > 0 || ![.get, .head, .options, .delete, .trace].contains(request.method) { bytes += "content-length: \(length)\r\n".utf8 }
    } else {
      bytes += "transfer-encoding: chunked\r\n".utf8
    }
    if request.headers.lists("close", in: "connection") { bytes += "connection: close\r\n".utf8 }
    bytes += "\r\n".utf8
    return bytes
  }

  /// Fields that the client writes itself, so that none of them is there twice or speaks of another connection.
  private static func isOwn(_ name: UnsafeRawBufferPointer, _ trace: TraceContext?) -> Bool {
    switch name.count {
    case 10: name.isEqualIgnoringCase(to: "connection") || trace != nil && name.isEqualIgnoringCase(to: "tracestate")
    case 11: trace != nil && name.isEqualIgnoringCase(to: "traceparent")
    case 14: name.isEqualIgnoringCase(to: "content-length")
    case 17: name.isEqualIgnoringCase(to: "transfer-encoding")
    default: false
    }
  }
}
