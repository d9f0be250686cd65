/// Reason to refuse a message, or a connection: each has a status to answer with, and one sentence for the peer.
public enum Refusal: String, Error, CaseIterable, Sendable {
  case malformedStartLine
  case invalidMethod
  case invalidTarget
  case invalidAsteriskForm
  case bareLineBreak
  case foldedField
  case invalidFieldName
  case invalidFieldValue
  case missingHost
  case repeatedHost
  case invalidHost
  case invalidContentLength
  case repeatedContentLength
  case contentLengthAndTransferEncoding
  case transferEncodingNotChunked
  case transferEncodingInOldVersion
  case invalidChunkSize
  case invalidChunkExtension
  case invalidChunkEnd
  case forbiddenTrailer
  case headerTimeout
  case bodyTimeout
  case lengthRequired
  case bodyTooLarge
  case targetTooLong
  case expectationFailed
  case tooManyFields
  case fieldsTooLarge
  case methodTooLong
  case connectNotSupported
  case unknownTransferCoding
  case tooManyConnections
  case tooManyConnectionsOfPeer
  case tooFewDescriptors
  case tooLittleMemory
  case unsupportedVersion

  /// Status of the answer.
  public var status: Status {
    switch self {
    case .headerTimeout, .bodyTimeout: .requestTimeout
    case .lengthRequired: .lengthRequired
    case .bodyTooLarge: .contentTooLarge
    case .targetTooLong: .uriTooLong
    case .expectationFailed: .expectationFailed
    case .tooManyFields, .fieldsTooLarge: .requestHeaderFieldsTooLarge
    case .methodTooLong, .connectNotSupported, .unknownTransferCoding: .notImplemented
    case .tooManyConnections, .tooManyConnectionsOfPeer, .tooFewDescriptors, .tooLittleMemory: .serviceUnavailable
    case .unsupportedVersion: .httpVersionNotSupported
    default: .badRequest
    }
  }

  /// Sentence for whoever sent it.
  public var detail: String {
    switch self {
    case .malformedStartLine: "the first line is not: method, space, target, space, HTTP version"
    case .invalidMethod: "the method is not a token"
    case .invalidTarget: "the target is neither a path from its slash nor an http URL, or has a character that must be percent-encoded"
    case .invalidAsteriskForm: "the target * goes with OPTIONS only"
    case .bareLineBreak: "a line must end in CR LF, and CR or LF must not stand alone"
    case .foldedField: "a field must not be continued on a line that starts with a space"
    case .invalidFieldName: "a field starts with its name, a token, and a colon right after it"
    case .invalidFieldValue: "a field's value has a control character"
    case .missingHost: "there must be a Host field"
    case .repeatedHost: "there must be one Host field only"
    case .invalidHost: "the Host field is not a host with an optional port"
    case .invalidContentLength: "Content-Length is not a number of digits"
    case .repeatedContentLength: "there must be one Content-Length only"
    case .contentLengthAndTransferEncoding: "there must not be both Content-Length and Transfer-Encoding"
    case .transferEncodingNotChunked: "Transfer-Encoding must end in chunked, once"
    case .transferEncodingInOldVersion: "HTTP/1.0 has no Transfer-Encoding"
    case .invalidChunkSize: "a chunk's size is not a hexadecimal number of at most 15 digits"
    case .invalidChunkExtension: "a chunk's extension is malformed or too long"
    case .invalidChunkEnd: "a chunk is not followed by CR LF"
    case .forbiddenTrailer: "a field that says how to read the message must not follow its body"
    case .headerTimeout: "the header did not arrive in the time allowed"
    case .bodyTimeout: "the body did not arrive in the time allowed"
    case .lengthRequired: "HTTP/1.0 needs a Content-Length with this method"
    case .bodyTooLarge: "the body is larger than this server takes"
    case .targetTooLong: "the first line is longer than this server takes"
    case .expectationFailed: "the only expectation that can be met is 100-continue"
    case .tooManyFields: "there are more header fields than this server takes"
    case .fieldsTooLarge: "the header fields are larger than this server takes"
    case .methodTooLong: "the method is longer than any that there is"
    case .connectNotSupported: "this server is no proxy"
    case .unknownTransferCoding: "chunked is the only transfer coding known here"
    case .tooManyConnections: "there are too many connections at the moment"
    case .tooManyConnectionsOfPeer: "there are too many connections from this address"
    case .tooFewDescriptors: "there are too many connections for the process at the moment"
    case .tooLittleMemory: "there is no memory for more at the moment"
    case .unsupportedVersion: "HTTP/1.1 and HTTP/1.0 are spoken here"
    }
  }
}
