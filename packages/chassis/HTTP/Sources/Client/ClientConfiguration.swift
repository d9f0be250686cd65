import IO

/// How a client behaves.
public struct ClientConfiguration: Sendable {
  /// For finding the address and making a connection, within the request's own time.
  public var connectTimeout = Duration.seconds(5)
  /// For a request that says nothing else, from looking for a connection to the last byte of the answer, repetitions among it.
  public var timeout = Duration.seconds(30)
  /// How large an answer may be; the body's limit is for requests that say nothing else.
  public var limits = MessageLimits()
  /// Connections to one host, by name and port; further requests wait for one of them.
  public var connectionsPerHost = 32
  /// Connections kept for later, to all hosts together; 0 to make a new one for each request.
  public var idleConnections = 64
  /// How long a connection is kept for later.
  public var idleTimeout = Duration.seconds(30)
  public var retries = ClientRetryPolicy()
  /// Asked about each address before it is connected to, after names were resolved: no name leads around it, for the address
  /// that is asked about is the one that is connected to.
  public var admits: @Sendable (SocketAddress) -> Bool = { _ in true }

  public init() {}
}
