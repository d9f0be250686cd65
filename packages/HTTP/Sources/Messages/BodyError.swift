/// Why a request's body could not be read to its end.
public enum BodyError: Equatable, Sendable, CustomStringConvertible, ResponseError {
  /// There is more than may be.
  case tooLarge(limit: Int)
  /// The peer stopped sending, or sent too slowly.
  case timedOut
  /// What came is no body: the chunks are malformed.
  case malformed(String)
  /// The peer went away before the end.
  case disconnected
  /// The request has been answered, so that its body is gone.
  case requestEnded

  public var description: String {
    switch self {
    case .tooLarge(let limit): "the body has more than the \(limit) bytes allowed"
    case .timedOut: "the body did not arrive in the time allowed"
    case .malformed(let reason): "the body is malformed: \(reason)"
    case .disconnected: "the connection ended before the body did"
    case .requestEnded: "the body was read after its request had been answered; read it before the handler returns"
    }
  }

  public var response: Response {
    switch self {
    case .tooLarge: .problem(.contentTooLarge, description)
    case .timedOut: .problem(.requestTimeout, description)
    case .malformed, .disconnected: .problem(.badRequest, description)
    case .requestEnded: .problem(.internalServerError, "")
    }
  }
}
