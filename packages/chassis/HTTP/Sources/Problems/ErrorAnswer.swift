/// How an error that ends a request is answered, logged and counted. Nothing else decides it: neither the server nor middleware.
///
/// A `ResponseError` is answered as it says, and every other error with 500 (RFC 9110, section 15.6.1) and nothing told.
struct ErrorAnswer {
  private let error: any Error

  init(to error: any Error) { self.error = error }

  /// Response for the requester.
  var response: Response { (error as? any ResponseError)?.response ?? Problem(.internalServerError).response }

  /// Status to log and to count: that of the response, or 499 where there is nobody to read one.
  var status: Status { isCancellation ? Status(499) : response.status }

  /// Whether the client is gone, or the server ends the request: nobody reads a response.
  var isCancellation: Bool { error is CancellationError }

  /// Whether the response says nothing of what went wrong, so that a log has to.
  var isUnexpected: Bool { !(error is any ResponseError) }
}

extension Refusal {
  /// Response to what is refused.
  /// - Parameter retryAfter: seconds for the Retry-After (RFC 9110, section 10.2.3) of a 503.
  func response(retryAfter: Int) -> Response {
    let fields = status == .serviceUnavailable ? [(name: "retry-after", value: "\(retryAfter)")] : []
    return Problem(status, detail, fields: fields).response
  }
}
