@testable import HTTP

/// A request's head, read.
struct ParsedHead: Equatable {
  var method: Method
  var path: String
  var query: String?
  var headers: Headers
  var head: RequestHeadParser.Head
  /// How many bytes belong to it.
  var length: Int
}

/// Reads `raw` as it grows: first up to each of `ends`, then all of it. `nil` where more is needed.
func parseHead(_ raw: [UInt8], growingTo ends: [Int] = [], limits: MessageLimits = MessageLimits()) throws(Refusal) -> ParsedHead? {
  var parser = RequestHeadParser(limits: limits)
  let storage = RequestStorage()
  for end in ends + [raw.count] {
    let result = Array(raw[..<end]).withUnsafeBytes { bytes in
      Result { () throws(Refusal) in try parser.parse(bytes, into: storage) }
    }
    guard let (head, length) = try result.get() else { continue }
    let request = Request(storage: storage)
    return ParsedHead(
      method: request.method, path: request.path, query: request.query, headers: request.headers, head: head, length: length)
  }
  return nil
}

func parseHead(_ raw: String, limits: MessageLimits = MessageLimits()) throws(Refusal) -> ParsedHead? {
  try parseHead(Array(raw.utf8), limits: limits)
}

/// What a raw request is refused for; `nil` if it is not.
func refusal(of raw: String, limits: MessageLimits = MessageLimits()) -> Refusal? {
  do {
    _ = try parseHead(raw, limits: limits)
    return nil
  } catch {
    return error
  }
}
