@testable import HTTP

/// A chunked body, taken apart.
struct DecodedBody: Equatable {
  var bytes: [UInt8] = []
  var trailers = Headers()
  var isComplete = false
  /// How many bytes were used.
  var consumed = 0
}

/// Decodes `raw` as it grows: first up to each of `ends`, then all of it.
func decodeChunks(_ raw: [UInt8], growingTo ends: [Int] = [], limits: MessageLimits = MessageLimits()) throws(Refusal) -> DecodedBody {
  var decoder = ChunkedDecoder(limits: limits)
  var body = DecodedBody()
  for end in ends + [raw.count] {
    while !body.isComplete {
      let input = Array(raw[body.consumed..<end])
      let (consumed, step) = try input.withUnsafeBytes { bytes in
        Result { () throws(Refusal) in try decoder.next(bytes) }
      }.get()
      body.consumed += consumed
      if case .data(let range) = step { body.bytes += input[range] }
      body.isComplete = step == .end
      if step == .needsMore { break }
    }
  }
  body.trailers = decoder.trailers
  return body
}

/// What a raw body is refused for; `nil` if it is not.
func refusal(ofChunks raw: String, limits: MessageLimits = MessageLimits()) -> Refusal? {
  do {
    _ = try decodeChunks(Array(raw.utf8), limits: limits)
    return nil
  } catch {
    return error
  }
}
