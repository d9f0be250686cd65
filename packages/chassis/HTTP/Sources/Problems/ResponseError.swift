/// An error that knows how the requester is to be answered. Every other error is answered with 500 and no detail.
public protocol ResponseError: Error {
  var response: Response { get }
}
