import IO

/// Reason why a request has no answer, or not all of it.
public struct ClientError: Error, Equatable, CustomStringConvertible {
  /// Kind of failure, as metrics call it.
  public enum Kind: String, Sendable, CaseIterable {
    /// It cannot be sent as it is.
    case invalidRequest = "invalid_request"
    case nameNotFound = "name_not_found"
    /// The client may not connect to any address of the host.
    case addressRefused = "address_refused"
    case connectionFailed = "connection_failed"
    /// The connection is not secure: it is not proven whom it leads to, or the other side speaks no TLS that is safe.
    case insecure
    case timedOut = "timed_out"
    /// The other side ended the connection before the end of its answer.
    case disconnected
    /// What came is no HTTP, or is ambiguous.
    case invalidResponse = "invalid_response"
    case responseTooLarge = "response_too_large"
    /// Too many requests wait for a connection to the host.
    case busy
    /// The answer's body was read by two tasks at once, or after its end.
    case misuse
  }

  /// Kind of the failure.
  public let kind: Kind
  /// Method and origin, without the path: `GET http://127.0.0.1:9000`.
  public let request: String
  /// Sentence that says what happened, without its full stop.
  public let detail: String

  /// Request and detail in one line.
  public var description: String { "\(request): \(detail)" }

  /// Whether another attempt may fare better, if the request may be repeated at all.
  public var isTransient: Bool {
    switch kind {
    case .nameNotFound, .connectionFailed, .timedOut, .disconnected, .busy: true
    case .invalidRequest, .addressRefused, .insecure, .invalidResponse, .responseTooLarge, .misuse: false
    }
  }

  init(_ kind: Kind, _ request: String, _ detail: String) {
    self.kind = kind
    self.request = request
    self.detail = detail
  }
}

extension ClientRequest {
  func error(_ kind: ClientError.Kind, _ detail: String) -> ClientError { ClientError(kind, "\(method) \(url.origin)", detail) }

  /// What an error of the connection means to the caller.
  func error(_ error: IOError, _ kind: ClientError.Kind, while action: String) -> any Error {
    switch error {
    case .cancelled: CancellationError()
    case .timedOut: self.error(.timedOut, "the time was up \(action)")
    case .unresolved: self.error(.nameNotFound, "\(error)")
    case .insecure where kind == .connectionFailed: self.error(.insecure, "\(error)")
    default: self.error(kind, "\(error)")
    }
  }

  func error(_ refusal: Refusal) -> ClientError {
    switch refusal {
    case .targetTooLong, .tooManyFields, .fieldsTooLarge: error(.responseTooLarge, "the head of the answer is larger than allowed")
    case .malformedStartLine: error(.invalidResponse, "the answer does not begin with HTTP version, space, status: this may be no HTTP server")
    default: error(.invalidResponse, "the answer is malformed: \(refusal.detail)")
    }
  }
}
