import IO
import Platform

extension ServerConfiguration {
  /// Configuration for the port that answers for the process's health: few and small requests, of which none waits for those who only
  /// connect.
  ///
  /// Memory and descriptors are its own, whatever the other servers of the process hold.
  public static var health: ServerConfiguration {
    var configuration = small(connections: 128)
    configuration.limits.bodyBytes = 0
    configuration.headerTimeout = .seconds(1)
    configuration.drainIdleTimeout = .milliseconds(50)
    configuration.sparedDescriptors = 0
    return configuration
  }

  /// Configuration for administration: few connections of people and tools.
  public static var administration: ServerConfiguration {
    var configuration = small(connections: 64)
    configuration.limits.bodyBytes = 1 << 20
    configuration.headerTimeout = .seconds(5)
    configuration.sparedDescriptors = 16
    return configuration
  }

  private static func small(connections: Int) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    // Of few descriptors, too, most are for the service's own port.
    configuration.connections = min(connections, max(4, ThisProcess.openFileLimit / 4))
    configuration.closesWaitingWhenFull = true
    configuration.limits.startLineBytes = 4 << 10
    configuration.limits.fieldBytes = 8 << 10
    configuration.memory = MemoryBudget(limit: max(1 << 20, min(8 << 20, MemoryBudget.process.limit / 8)))
    return configuration
  }
}
