import Addresses

/// What the header fields say about the message itself: how long it is, and whether the connection goes on after it.
struct FramingFields {
  private(set) var contentLength: Int?
  private(set) var hasTransferEncoding = false
  /// Whether `chunked` was named, last, once.
  private(set) var isChunked = false
  private(set) var hasOtherCoding = false
  private(set) var hasHost = false
  private(set) var closes = false
  private(set) var keepsAlive = false
  private(set) var expectsContinue = false
  private(set) var expectsOther = false

  /// Takes notice of a field, if it is one of those that count.
  @inline(__always) mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(Refusal) {
    switch name.count {
    case 4: if name.isEqualIgnoringCase(to: "host") { try noteHost(value) }
    case 6: if name.isEqualIgnoringCase(to: "expect") { noteExpectation(value) }
    case 10: if name.isEqualIgnoringCase(to: "connection") { noteConnection(value) }
    case 14: if name.isEqualIgnoringCase(to: "content-length") { try noteLength(value) }
    case 17: if name.isEqualIgnoringCase(to: "transfer-encoding") { try noteCoding(value) }
    default: break
    }
  }

  private mutating func noteHost(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    if hasHost { throw .repeatedHost }
    if !Authority.isValid(value) { throw .invalidHost }
    hasHost = true
  }

  private mutating func noteExpectation(_ value: UnsafeRawBufferPointer) {
    if value.isEqualIgnoringCase(to: "100-continue") { expectsContinue = true } else { expectsOther = true }
  }

  private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
    for member in value.split(separator: UInt8(ascii: ",")) {
      let option = UnsafeRawBufferPointer(rebasing: member).trimmingSpace
      if option.isEqualIgnoringCase(to: "close") { closes = true }
      if option.isEqualIgnoringCase(to: "keep-alive") { keepsAlive = true }
    }
  }

  /// Digits alone: no sign, no list, although a list of equal numbers could be read (RFC 9112, section 6.3). A number beyond what
  /// can be counted is as large as can be.
  private mutating func noteLength(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    if contentLength != nil { throw .repeatedContentLength }
    if value.isEmpty || !value.allSatisfy(ByteClass.isDigit) { throw .invalidContentLength }
    var length = 0
    for digit in value {
      let (product, overflows) = length.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.addingReportingOverflow(Int(digit &- 0x30))
      length = overflows || overflowsToo ? .max : sum
      if length == .max { break }
    }
    contentLength = length
  }

  /// The codings of all such fields are one list, and `chunked` must be its last member and nowhere else.
  private mutating func noteCoding(_ value: UnsafeRawBufferPointer) throws(Refusal) {
    hasTransferEncoding = true
    for member in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let coding = UnsafeRawBufferPointer(rebasing: member).trimmingSpace
      if isChunked || coding.isEmpty { throw .transferEncodingNotChunked }
      if coding.isEqualIgnoringCase(to: "chunked") { isChunked = true } else { hasOtherCoding = true }
    }
  }
}
