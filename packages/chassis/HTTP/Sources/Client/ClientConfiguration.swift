import IO
import TLS

/// Limits and times of a client.
public struct ClientConfiguration: Sendable {
  /// Time to find the address and make a connection, within the request's own time.
  public var connectTimeout = Duration.seconds(5)
  /// Time for a request that has none of its own, from looking for a connection to the last byte of the answer, repetitions included.
  public var timeout = Duration.seconds(30)
  /// Sizes of the parts of an answer; the body's limit is for requests that have none of their own.
  public var limits = MessageLimits()
  /// Most connections to one host, by name and port; further requests wait for one of them.
  public var connectionsPerHost = 32
  /// Most connections kept for later, to all hosts together; 0 to make a new one for each request.
  public var idleConnections = 64
  /// Time for which a connection is kept for later.
  public var idleTimeout = Duration.seconds(30)
  /// Rules by which a request that failed is made again.
  public var retries = ClientRetryPolicy()
  /// Filter of addresses, asked before one is connected to, after names were resolved: no name leads around it, for the address that is
  /// asked about is the one that is connected to.
  public var admits: @Sendable (SocketAddress) -> Bool = { _ in true }
  /// Authorities that servers of `https` URLs are trusted by, and a certificate of one's own.
  public var tls = TLSClientConfiguration()

  /// Makes the defaults.
  public init() {}
}
