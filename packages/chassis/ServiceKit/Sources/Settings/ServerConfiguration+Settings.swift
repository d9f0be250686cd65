import HTTP

extension ServerConfiguration {
  /// Reads a server's limits from settings; the defaults are the server's own.
  init(from reader: inout SettingsReader) {
    self.init()
    let second = Duration.seconds(1)
    let time = Duration.milliseconds(1) ... .seconds(24 * 3600)
    connections = reader.int(
      "SERVER_MAX_CONNECTIONS", "Connections at the same time; one more is answered 503.", default: connections, in: 1...1_000_000)
    let perAddress = reader.int(
      "SERVER_MAX_CONNECTIONS_PER_ADDRESS", "The same from one address; 0 for no limit, as is right behind a proxy.", default: 0, in: 0...1_000_000)
    connectionsPerAddress = perAddress == 0 ? .max : perAddress
    requestsPerConnection = reader.int(
      "SERVER_MAX_REQUESTS_PER_CONNECTION", "Requests on one connection, before it is closed.", default: requestsPerConnection, in: 1...1_000_000_000)
    limits.startLineBytes = reader.int(
      "SERVER_MAX_REQUEST_LINE", "Bytes of a request's first line; beyond it 414.", default: limits.startLineBytes, in: 64...1_048_576)
    limits.fieldCount = reader.int("SERVER_MAX_HEADERS", "Header fields of a request; beyond it 431.", default: limits.fieldCount, in: 1...10_000)
    limits.fieldBytes = reader.int(
      "SERVER_MAX_HEADER_BYTES", "Bytes of a request's header fields; beyond it 431.", default: limits.fieldBytes, in: 256...16_777_216)
    limits.bodyBytes = reader.int("SERVER_MAX_BODY_BYTES", "Bytes of a request's body; beyond it 413.", default: limits.bodyBytes, in: 0...Int.max)
    headerTimeout = reader.duration("SERVER_HEADER_TIMEOUT", "For a request's header to arrive; then 408.", default: headerTimeout, in: time)
    bodyTimeout = reader.duration("SERVER_BODY_TIMEOUT", "To wait for a request's body, in all.", default: bodyTimeout, in: time)
    idleTimeout = reader.duration("SERVER_IDLE_TIMEOUT", "For a connection to be idle between requests.", default: idleTimeout, in: time)
    writeTimeout = reader.duration("SERVER_WRITE_TIMEOUT", "For a peer to accept any byte of a response.", default: writeTimeout, in: time)
    minimumRate = reader.int(
      "SERVER_MINIMUM_RATE", "Bytes in a second, both ways, below which a peer is cut off; 0 for no limit.", default: minimumRate,
      in: 0...1_000_000_000)
    rateGrace = reader.duration(
      "SERVER_RATE_GRACE", "How long a peer may fall behind that rate altogether.", default: rateGrace, in: second ... .seconds(3600))
  }
}
