import HTTP
import JSON

extension ScheduledRequest {
  private enum MethodName: String, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
  }

  init(from fields: inout JSONFields) {
    method = Method(fields.choice("method", of: MethodName.self, default: .post).rawValue)
    url = Self.url(&fields)
    var headers = Self.headers(&fields)
    switch fields.optionalValue("body")?.content {
    case nil: body = []
    case .string(let text): body = Array(text.utf8)
    case .object(let members):
      body = JSONValue.object(members).encoded(.compact)
      Self.setType("application/json", &headers)
    case .array(let elements):
      body = JSONValue.array(elements).encoded(.compact)
      Self.setType("application/json", &headers)
    default:
      body = []
      fields.refuse("body", "expected a string, which is sent as it is, or an object or array, which is sent as JSON")
    }
    self.headers = headers
    expectedStatus = ExpectedStatus(from: &fields, "expectedStatus")
    timeout = fields.duration("timeout", default: .seconds(30), in: .milliseconds(1) ... .seconds(3600))
    retries =
      fields.optionalObject("retries") { fields in
        RetryPolicy(
          attempts: fields.int("attempts", in: 1...20),
          backoff: fields.duration("backoff", default: .seconds(1), in: .milliseconds(1) ... .seconds(3600)),
          max: fields.duration("max", default: .seconds(60), in: .milliseconds(1) ... .seconds(86_400)))
      } ?? .none
  }

  private static func url(_ fields: inout JSONFields) -> HTTPURL {
    let text = fields.string("url")
    if !fields.isRefused("url") {
      do { return try HTTPURL(text) } catch { fields.refuse("url", text.contains("@") ? error.reason : "\(error.reason), found \"\(text)\"") }
    }
    // Stands for one that could not be read, in a file that is refused.
    return try! HTTPURL("http://localhost")
  }

  /// What a request's framing, its connection and its trace need is written by the sender alone.
  private static let reserved = [
    "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "traceparent", "tracestate", "trailer",
    "transfer-encoding", "upgrade",
  ]

  private static let mostHeaders = 64

  private static func headers(_ fields: inout JSONFields) -> Headers {
    fields.optionalObject("headers") { fields in
      var headers = Headers()
      let names = fields.allNames()
      if names.count > mostHeaders {
        fields.refuse("expected \(mostHeaders) headers at most, found \(names.count)")
        return headers
      }
      for name in names {
        let value = fields.string(name)
        if !Headers.isValid(name: name) {
          fields.refuse(name, "\"\(name)\" is not the name of a header")
        } else if reserved.contains(name.lowercased()) {
          fields.refuse(name, "the header \(name) is written by the scheduler itself; leave it out")
        } else if value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) || value.hasPrefix(" ") || value.hasSuffix(" ") {
          fields.refuse(name, "a header's value holds no line breaks or control characters, and no spaces around it")
        }
        headers.append(name, value)
      }
      return headers
    } ?? [:]
  }

  private static func setType(_ type: String, _ headers: inout Headers) {
    if !headers.contains("content-type") { headers.append("content-type", type) }
  }
}

extension ExpectedStatus {
  fileprivate init(from fields: inout JSONFields, _ name: String) {
    guard let value = fields.optionalValue(name) else {
      self = .successful
      return
    }
    let ranges = (value.array ?? [value]).map(Self.range)
    self.init(ranges: ranges.compactMap { $0 })
    if ranges.isEmpty || ranges.contains(nil) {
      fields.refuse(name, "expected a status from 200 to 599, a class of them such as \"2xx\", or a list of these")
    }
  }

  private static func range(_ value: JSONValue) -> ClosedRange<Int>? {
    if let code = value.int { return (200...599).contains(code) ? code...code : nil }
    guard let text = value.string, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue, (2...5).contains(digit), text.count == 3 else {
      return nil
    }
    return digit * 100...digit * 100 + 99
  }
}
