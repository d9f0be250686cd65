/// The limits of a pool.
public struct PoolLimits: Sendable {
  /// Connections, in all.
  public var connections: Int
  /// Time that a task waits for one, where it names no deadline.
  public var waitTimeout: Duration
  /// Tasks that wait; beyond that it is better to say no.
  public var waiting: Int
  /// Time after which a connection that nobody used is closed.
  public var idleTimeout: Duration
  /// Time after which a connection is closed when it comes back, give or take a tenth, so that they do not all come to an end at once.
  public var maximumAge: Duration
  /// Time without use after which a connection has to answer before it is handed out.
  public var checkInterval: Duration
  /// Whether every session is reset when it comes back. Otherwise those are in which something may have been left behind, as far as the
  /// statements tell: a function of one's own that takes locks of the session, or changes its settings, does not show.
  public var alwaysResets: Bool

  public init(
    connections: Int = 10, waitTimeout: Duration = .seconds(10), waiting: Int = 1024, idleTimeout: Duration = .seconds(300),
    maximumAge: Duration = .seconds(1800), checkInterval: Duration = .seconds(30), alwaysResets: Bool = false
  ) {
    precondition(connections >= 1, "a pool has a connection at least")
    self.connections = connections
    self.waitTimeout = waitTimeout
    self.waiting = waiting
    self.idleTimeout = idleTimeout
    self.maximumAge = maximumAge
    self.checkInterval = checkInterval
    self.alwaysResets = alwaysResets
  }
}
