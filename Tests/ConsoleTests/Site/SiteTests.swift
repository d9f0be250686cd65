import ArchRules
import Calendar
import HTTP
import HTTPTesting
import JSON
import TestSupport
import Testing

@testable import Console

@Suite struct SiteTests {
  private let broadcast = Broadcast(limit: 1)

  private func client(_ source: ArchitectureStore.Source, hosts: [String] = []) -> TestClient {
    let store = ArchitectureStore(source)
    _ = store.refresh(today: CalendarDate("2027-01-15")!)
    return TestClient(Site(store: store, broadcast: broadcast).router(hosts: hosts).handler)
  }

  private func get(_ path: String, _ headers: Headers = ["host": "localhost"]) -> Request { Request(.get, path, headers: headers) }

  private func graphFile() throws -> (folder: TemporaryFolder, bytes: [UInt8], path: String) {
    let folder = try TemporaryFolder()
    let bytes = try ArchitectureDocument(makeArchitecture(["App -> Core"])).bytes
    return (folder, bytes, try folder.write(String(decoding: bytes, as: UTF8.self), to: "graph.json"))
  }

  @Test func `the architecture comes as it was written, and once for who knows it`() async throws {
    let file = try graphFile()
    let client = client(.file(file.path))
    let first = try await client.send(get("/api/architecture"))
    #expect(first.status == .ok && first.body == file.bytes)
    let tag = try #require(first.headers["etag"])
    let second = try await client.send(get("/api/architecture", ["host": "localhost", "if-none-match": "\"other\", W/\(tag)"]))
    #expect(second.status == .notModified && second.body.isEmpty)
  }

  @Test func `without a checkout and a file the answer says what to do`() async throws {
    let response = try await client(.none("Set GRAPH_FILE.")).send(get("/api/architecture"))
    #expect(response.status == .serviceUnavailable)
    #expect(try JSONValue(parsing: response.body)["detail"]?.string == "Set GRAPH_FILE.")
  }

  @Test(arguments: Asset.all.map(\.path))
  func `each file of the page comes with a policy that lets nothing else in`(path: String) async throws {
    let response = try await client(.none("")).send(get(path))
    #expect(response.status == .ok && !response.body.isEmpty)
    let policy = try #require(response.headers["content-security-policy"])
    #expect(policy.hasPrefix("default-src 'self'") && !policy.contains("unsafe"))
    #expect(response.headers["x-content-type-options"] == "nosniff")
  }

  @Test(arguments: ["/", "/api/architecture", "/api/events"])
  func `names that others point here, and what other sites send, are refused`(path: String) async throws {
    let client = client(.none(""), hosts: ["console.example.com"])
    #expect(try await client.send(get(path, ["host": "evil.example"])).status == .misdirectedRequest)
    #expect(try await client.send(get(path, ["host": "localhost", "sec-fetch-site": "cross-site"])).status == .forbidden)
    #expect(try await client.send(get(path, ["host": "localhost:8080", "origin": "http://localhost:9090"])).status == .forbidden)
    #expect(try await client.send(Request(.post, path, headers: ["host": "localhost"])).status == .methodNotAllowed)
    if path == "/" { #expect(try await client.send(get(path, ["host": "console.example.com:8443"])).status == .ok) }
  }

  @Test func `one viewer more than may be is told to come again`() async throws {
    let client = client(.none(""))
    let viewer = try #require(broadcast.watch())
    let response = try await client.send(get("/api/events"))
    #expect(response.status == .serviceUnavailable && response.headers["retry-after"] == "5")
    withExtendedLifetime(viewer) {}
  }

  @Test func `events of both kinds come to a viewer, and end with the broadcast`() async throws {
    broadcast.tell(.init(name: "fleet", data: "{}"))
    let connection = try await client(.none("")).connect()
    try await connection.send(get("/api/events"))
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    broadcast.tell(.init(name: "architecture", data: "{\"tag\":1}"))
    broadcast.close()
    let text = try await connection.receive().text
    #expect(text.contains("event: fleet\ndata: {}\n\n") && text.contains("event: architecture\ndata: {\"tag\":1}\n\n"))
  }
}
