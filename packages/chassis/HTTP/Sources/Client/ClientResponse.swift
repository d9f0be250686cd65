/// The answer of another process. Its body is still on its way.
public struct ClientResponse: Sendable {
  public let status: Status
  public let headers: Headers
  /// To be read to its end, so that the connection can be used again; letting go of it closes the connection.
  public let body: ClientBody
}
