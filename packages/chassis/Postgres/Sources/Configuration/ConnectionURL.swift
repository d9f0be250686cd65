import Addresses

/// The parameters in a connection URL, by libpq's names for them.
enum ConnectionURL {
  /// Parameters that are understood; libpq has more, which this client would pass over in silence.
  private static let known: Set<String> = [
    "host", "port", "user", "password", "dbname", "application_name", "options", "sslmode", "sslrootcert", "sslcert", "sslkey",
    "channel_binding", "connect_timeout", "target_session_attrs", "passfile",
  ]

  static func parameters(_ url: String) throws(PostgresError) -> [String: String] {
    guard let scheme = ["postgresql://", "postgres://"].first(where: { url.hasPrefix($0) }) else {
      throw .settings("a connection URL begins with postgresql://, as in postgresql://user@host:5432/database")
    }
    let rest = url.dropFirst(scheme.count)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    var parameters: [String: String] = [:]
    var hosts = rest[..<end]
    if let at = hosts.lastIndex(of: "@") {
      let parts = hosts[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      parameters["user"] = try decode(parts[0])
      if parts.count == 2 { parameters["password"] = try decode(parts[1]) }
      hosts = hosts[hosts.index(after: at)...]
    }
    try read(hosts, into: &parameters)
    let query = rest[end...].firstIndex(of: "?") ?? rest.endIndex
    let path = rest[end..<query].dropFirst()
    if !path.isEmpty { parameters["dbname"] = try decode(path) }
    for pair in rest[query...].dropFirst().split(separator: "&") {
      // The way of URLs for Java, which libpq takes too.
      if pair == "ssl=true" {
        parameters["sslmode"] = "require"
        continue
      }
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try decode(parts[0])
      guard parts.count == 2 else { throw .settings("the parameter \"\(name)\" of the connection URL has no value") }
      guard known.contains(name) else { throw .settings("the parameter \"\(name)\" of the connection URL is not known here") }
      parameters[name] = try decode(parts[1])
    }
    return parameters.filter { !$0.value.isEmpty }
  }

  /// Hosts with their ports: `one,two:5433,[::1]`.
  private static func read(_ text: Substring, into parameters: inout [String: String]) throws(PostgresError) {
    var names: [String] = []
    var ports: [String] = []
    for host in text.split(separator: ",", omittingEmptySubsequences: false) {
      if host.hasPrefix("[") {
        guard let close = host.firstIndex(of: "]") else { throw .settings("\"\(host)\" has no bracket that closes the address") }
        names.append(String(host[..<close].dropFirst()))
        let port = host[host.index(after: close)...]
        guard port.isEmpty || port.hasPrefix(":") else { throw .settings("\"\(host)\" is not an address in brackets with an optional port") }
        ports.append(String(port.dropFirst()))
      } else {
        let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        names.append(try decode(parts[0]))
        ports.append(parts.count == 2 ? String(parts[1]) : "")
      }
    }
    if names.contains(where: { !$0.isEmpty }) { parameters["host"] = names.joined(separator: ",") }
    if ports.contains(where: { !$0.isEmpty }) { parameters["port"] = ports.joined(separator: ",") }
  }

  private static func decode(_ text: Substring) throws(PostgresError) -> String {
    guard let decoded = PercentEncoding.decode(text) else {
      throw .settings("the connection URL has a % that no two hexadecimal digits follow, or is not UTF-8")
    }
    if decoded.utf8.contains(0) { throw .settings("the connection URL has a zero byte") }
    return decoded
  }
}
