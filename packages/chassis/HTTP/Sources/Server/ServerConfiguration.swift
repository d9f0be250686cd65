import IO

/// Limits and times of a server. The defaults suit a service behind a proxy as well as one that faces the world.
public struct ServerConfiguration: Sendable {
  /// Sizes of a request's parts: 8 KiB first line (beyond it 414), 100 fields of 32 KiB together (431), 16 MiB body (413).
  public var limits = MessageLimits()
  /// Requests on one connection; the last is answered with `Connection: close`.
  public var requestsPerConnection = 100_000
  /// Open connections in all; one more is answered 503.
  public var connections = 10_000
  /// Whether, where there are as many connections as may be, or no descriptors for more, the one that has waited longest for a request, or
  /// for more of one, is closed in favour of the new one.
  public var closesWaitingWhenFull = false
  /// Descriptors of the process that connections leave to others, a quarter of all at most; a connection that would take one of them
  /// is answered 503.
  public var sparedDescriptors = 32
  /// Open connections from one address; one more is answered 503. Behind a proxy all come from one address, so that there is no limit
  /// by default.
  public var connectionsPerAddress = Int.max

  /// Time from the first byte of a request (or the connection's start) to the end of its header; then 408.
  public var headerTimeout = Duration.seconds(15)
  /// Time for which a connection may be idle between requests; then it is closed.
  public var idleTimeout = Duration.seconds(75)
  /// Time for which the server waits for the bytes of one request's body, in all; then 408. The time in which a handler does not read does
  /// not count.
  public var bodyTimeout = Duration.seconds(120)
  /// Time for which the peer may accept no byte of a response; then the connection is cut off.
  public var writeTimeout = Duration.seconds(30)
  /// Bytes in a second, both ways: a peer that sends its body, or takes the response, more slowly is cut off, after `rateGrace`.
  /// 0 for no such limit.
  public var minimumRate = 240
  /// Time by which a peer may fall behind `minimumRate` altogether: networks stall.
  public var rateGrace = Duration.seconds(5)

  /// Bytes of a body that the handler did not read which are read and dropped to keep the connection; beyond them the connection is closed.
  public var drainBytes = 64 << 10
  /// Time for which a connection is read, and what comes is dropped, before it is closed (RFC 9112, section 9.6): closed at once, the peer
  /// could lose the last response.
  public var lingerTimeout = Duration.seconds(2)
  /// Time for which an idle connection is kept while the server drains: requests that are on their way are answered.
  public var drainIdleTimeout = Duration.milliseconds(500)
  /// Seconds in the Retry-After of a 503 (RFC 9110, section 10.2.3).
  public var retryAfter = 1

  /// Function that is told of every error that a handler threw and that is no `ResponseError`; the peer is told 500 and nothing more.
  public var reportError: @Sendable (any Error, Request) -> Void = { _, _ in }

  /// Function that is told at the start of what does not fit together, in a sentence.
  public var reportWarning: @Sendable (String) -> Void = { _ in }

  /// Function that is told why a connection could not be made secure, in a sentence.
  public var reportInsecure: @Sendable (String) -> Void = { _ in }

  /// Memory that the connections hold together with those of all servers of the same budget.
  package var memory = MemoryBudget.process

  /// Makes the defaults.
  public init() {}
}
