import Postgres
import ServiceKit

extension SettingsReader {
  /// Reads the connection URL of the service's database, a secret that must be set. Of the environment it reads nothing else: what libpq
  /// would take from other variables stands in the URL.
  public mutating func database(_ key: String, _ help: String) -> PostgresConfiguration {
    let url = secret(key, help)
    do {
      return try PostgresConfiguration(url.value)
    } catch {
      // What is wrong with it may be the password, which nobody must see.
      reject(key, expected: "a URL such as postgresql://user:password@host:5432/database, in which %2F stands for a slash in the password")
      return PostgresConfiguration(hosts: [], user: "")
    }
  }
}
