import Postgres
import ServiceKit

extension SettingsReader {
  /// Reads the connection URL of the service's database, a secret that must be set. Of the environment it reads nothing else: what libpq
  /// would take from other variables stands in the URL.
  public mutating func database(_ key: String, _ help: String) -> PostgresConfiguration {
    let url = secret(key, help)
    do throws(PostgresError) {
      let configuration = try PostgresConfiguration(url.value)
      try configuration.checkTLS()
      return configuration
    } catch {
      // A message that quotes the URL may quote the password, which nobody must see.
      let reason =
        error.message.contains("\"")
        ? "such as postgresql://user:password@host:5432/database, in which %2F stands for a slash in the password" : error.message
      reject(key, expected: "the URL of a database: \(reason)")
      return PostgresConfiguration(hosts: [], user: "")
    }
  }
}
