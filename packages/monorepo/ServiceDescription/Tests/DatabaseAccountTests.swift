import ServiceDescription
import Testing

@Suite struct DatabaseAccountTests {
  @Test func `a role and a schema have the service's name with underscores, and a password stays a text`() {
    let account = DatabaseAccount(of: ServiceDescription(name: "till-box", kind: .worker, database: true))
    #expect(account.name == "till_box")
    let statements = account.statements(database: "shop", password: "it's")
    #expect(statements.contains("ALTER ROLE \"till_box\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD 'it''s';\n"))
    #expect(statements.contains("ALTER ROLE \"till_box\" IN DATABASE \"shop\" SET search_path = \"till_box\";\n"))
  }
}
