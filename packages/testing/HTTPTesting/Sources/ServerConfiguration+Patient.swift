import HTTP

extension ServerConfiguration {
  /// A configuration for tests of something else than deadlines: a slow peer is waited for, however busy the machine is.
  public static var patient: ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.minimumRate = 0
    configuration.headerTimeout = .seconds(600)
    configuration.bodyTimeout = .seconds(600)
    configuration.writeTimeout = .seconds(600)
    configuration.lingerTimeout = .seconds(600)
    return configuration
  }
}
