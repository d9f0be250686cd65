/// Reason why a request's body could not be read to its end.
public enum BodyError: Equatable, Sendable, CustomStringConvertible, ResponseError {
  /// There is more than may be.
  case tooLarge(limit: Int)
  /// The peer stopped sending, or sent too slowly.
  case timedOut
  /// What came is no body: the chunks are malformed.
  case malformed(String)
  /// The peer went away before the end.
  case disconnected
  /// The connections of the process hold as much memory as they may together.
  case tooLittleMemory
  /// The request has been answered, so that its body is gone.
  case requestEnded
  /// Two tasks read it at the same time.
  case overlapping

  /// Sentence that says what is wrong.
  public var description: String {
    switch self {
    case .tooLarge(let limit): "the body has more than the \(limit) bytes allowed"
    case .timedOut: "the body did not arrive in the time allowed"
    case .malformed(let reason): "the body is malformed: \(reason)"
    case .tooLittleMemory: "there is no memory for the body at the moment"
    case .disconnected: "the connection ended before the body did"
    case .overlapping: "two tasks read the body at the same time; await one part before reading the next"
    case .requestEnded: "the body was read after its request had been answered; read it before the handler returns"
    }
  }

  /// Problem of status 413, 408, 400 or 503; 500 for a mistake of the handler.
  public var response: Response {
    switch self {
    case .tooLarge: Problem(.contentTooLarge, description).response
    case .timedOut: Problem(.requestTimeout, description).response
    case .malformed, .disconnected: Problem(.badRequest, description).response
    case .tooLittleMemory: Problem(.serviceUnavailable, description).response
    case .requestEnded, .overlapping: Problem(.internalServerError).response
    }
  }
}
