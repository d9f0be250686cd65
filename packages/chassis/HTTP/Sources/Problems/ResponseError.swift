/// Error that knows how the requester is to be answered. Every other error is answered with 500 and no detail.
public protocol ResponseError: Error {
  /// Response to the requester.
  var response: Response { get }
}
