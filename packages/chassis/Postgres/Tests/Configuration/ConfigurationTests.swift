import TestSupport
import Testing

@testable import Postgres

@Suite struct ConfigurationTests {
  private func summary(_ url: String, _ environment: [String: String] = ["USER": "me"]) throws -> String {
    let settings = try PostgresConfiguration(url, environment: environment)
    let hosts = settings.hosts.map { "\($0.name):\($0.port)" }.joined(separator: " ")
    return "\(settings.user)/\(settings.password ?? "-") \(hosts) \(settings.database)"
  }

  @Test(arguments: [
    ("postgresql://", "me/- /var/run/postgresql:5432 me"),
    ("postgres://ann@db/shop", "ann/- db:5432 shop"),
    ("postgresql://ann:se%3Acret@db:5433/shop%2F1", "ann/se:cret db:5433 shop/1"),
    ("postgresql://db1,db2:5433/shop", "me/- db1:5432 db2:5433 shop"),
    ("postgresql://[::1]:1,[fe80::1%25]/shop", "me/- ::1:1 fe80::1%25:5432 shop"),
    ("postgresql://%2Frun%2Fpg/shop", "me/- /run/pg:5432 shop"),
    ("postgresql:///shop?host=/run/pg&port=5444&user=ann", "ann/- /run/pg:5444 shop"),
    ("postgresql://ann@db?dbname=other", "ann/- db:5432 other"),
    ("postgresql://a@b@db/shop", "a@b/- db:5432 shop"),
  ])
  func `a URL is read as libpq reads it`(url: String, expected: String) throws { #expect(try summary(url) == expected) }

  @Test func `variables fill in what the URL leaves open`() throws {
    let environment = [
      "PGHOST": "one,two", "PGPORT": "1,2", "PGUSER": "ann", "PGPASSWORD": "secret", "PGDATABASE": "shop", "PGAPPNAME": "till",
      "PGCONNECT_TIMEOUT": "7", "PGTARGETSESSIONATTRS": "standby", "PGSSLMODE": "disable",
    ]
    #expect(try summary("postgresql://", environment) == "ann/secret one:1 two:2 shop")
    let settings = try PostgresConfiguration("postgresql://bob@/x?application_name=other", environment: environment)
    #expect(settings.user == "bob" && settings.applicationName == "other" && settings.connectTimeout == .seconds(7))
    #expect(settings.sessionAttributes == .standby && settings.tls.mode == .disable)
  }

  @Test func `what TLS is to be is read as libpq reads it`() throws {
    let home = try TemporaryFolder()
    func summary(_ parameters: String, _ environment: [String: String] = [:], host: String = "db") throws -> String {
      let tls = try PostgresConfiguration("postgresql://me@\(host)?\(parameters)", environment: environment.merging(["HOME": home.path]) { $1 }).tls
      let trust =
        switch tls.trust {
        case nil: "-"
        case .system: "system"
        case .file(let path): path
        }
      return
        "\(tls.mode.rawValue) \(trust) \(tls.identity?.certificateFile ?? "-") \(tls.identity?.keyFile ?? "-") \(tls.channelBinding) \(tls.verification)"
    }
    #expect(try summary("") == "prefer - - - prefer nothing")
    #expect(try summary("sslmode=require") == "require - - - prefer nothing")
    #expect(try summary("ssl=true") == "require - - - prefer nothing")
    #expect(try summary("sslmode=require&sslrootcert=ca") == "require ca - - prefer authorityOnly")
    #expect(try summary("sslmode=verify-ca&sslrootcert=ca&channel_binding=require") == "verify-ca ca - - require authorityOnly")
    #expect(try summary("sslrootcert=system") == "verify-full system - - prefer complete")
    #expect(try summary("sslcert=c&sslkey=k&sslmode=prefer&sslrootcert=ca") == "prefer ca c k prefer nothing")
    let variables = [
      "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "ca", "PGSSLCERT": "c", "PGSSLKEY": "k", "PGCHANNELBINDING": "disable",
    ]
    #expect(try summary("", variables) == "verify-full ca c k disable complete")
    #expect(try summary("sslmode=disable", variables) == "disable ca c k disable nothing")
    // Over a Unix socket it is passed over.
    #expect(try summary("sslmode=verify-full", host: "%2Frun") == "verify-full - - - prefer complete")
    for (parameters, part) in [
      ("sslmode=verify-full", "sslmode=verify-full needs authorities"), ("sslmode=verify-ca", "sslmode=verify-ca needs authorities"),
      ("sslmode=verify-ca&sslrootcert=system", "goes with sslmode=verify-full alone"), ("sslcert=c", "has no key"),
      ("sslkey=k", "has no certificate"),
      ("channel_binding=maybe", "no channel_binding"), ("channel_binding=require&sslmode=disable", "needs TLS"),
    ] {
      let error = #expect(throws: PostgresError.self) { try summary(parameters) }
      #expect(error?.kind == .invalid && error?.message.contains(part) == true, "\(String(describing: error))")
    }
    let folder = "\(home.path)/.postgresql"
    for name in ["root.crt", "postgresql.crt", "postgresql.key"] { try home.write("x", to: ".postgresql/\(name)") }
    #expect(
      try summary("sslmode=require")
        == "require \(folder)/root.crt \(folder)/postgresql.crt \(folder)/postgresql.key prefer authorityOnly")
    #expect(try summary("sslrootcert=ca&sslkey=k") == "prefer ca \(folder)/postgresql.crt k prefer nothing")
  }

  @Test(arguments: [
    ("mysql://db", "begins with postgresql://"), ("postgresql://db:0", "no port"), ("postgresql://db:port", "no port"),
    ("postgresql://a,b:1,c:2?port=1,2", "3 hosts and 2 ports"), ("postgresql://db?colour=red", "\"colour\""), ("postgresql://db?user", "no value"),
    ("postgresql://db?sslmode=maybe", "no sslmode"), ("postgresql://a%2", "hexadecimal"), ("postgresql://a%00b", "zero byte"),
    ("postgresql://[::1", "bracket"), ("postgresql://db?connect_timeout=soon", "number of seconds"),
  ])
  func `a URL that cannot be is refused with a sentence`(url: String, part: String) {
    let error = #expect(throws: PostgresError.self) { try summary(url) }
    #expect(error?.kind == .invalid && error?.message.contains(part) == true, "\(String(describing: error))")
  }

  @Test func `without a user there is no session`() {
    let error = #expect(throws: PostgresError.self) { try summary("postgresql://db", [:]) }
    #expect(error?.message.contains("PGUSER") == true)
  }

  @Test func `the first line of a password file that fits counts`() {
    let file = PasswordFile(
      """
      # a comment
      db:5432:shop:ann:one
      too:few:fields
      *:*:*:bob:t\\:w\\\\o:more
      localhost:*:*:*:three
      *:*:*:eve:
      """)
    #expect(file.password(host: "db", port: 5432, database: "shop", user: "ann") == "one")
    #expect(file.password(host: "db", port: 5433, database: "shop", user: "ann") == nil)
    #expect(file.password(host: "x", port: 1, database: "y", user: "bob") == "t:w\\o")
    #expect(file.password(host: "localhost", port: 1, database: "y", user: "ann") == "three")
    #expect(file.password(host: "x", port: 1, database: "y", user: "eve") == nil)
  }

  @Test func `a password file that others may read is refused`() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("*:*:*:*:secret", to: ".pgpass")
    let environment = ["USER": "me", "HOME": folder.path]
    #expect(throws: PostgresError.self) { try PostgresConfiguration("postgresql://db", environment: environment) }
    try await run(["chmod", "600", path])
    let settings = try PostgresConfiguration("postgresql://db", environment: environment)
    #expect(settings.password(for: settings.hosts[0]) == "secret")
    #expect(try PostgresConfiguration("postgresql://a:b@db", environment: environment).password == "b")
  }
}
