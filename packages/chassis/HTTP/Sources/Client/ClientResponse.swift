/// Answer of another process, whose body is still on its way.
public struct ClientResponse: Sendable {
  /// Status code (RFC 9110, section 15).
  public let status: Status
  /// Fields of the header.
  public let headers: Headers
  /// Body, to be read to its end, so that the connection can be used again; letting go of it closes the connection.
  public let body: ClientBody
}
