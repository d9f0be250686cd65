import JSON
import Platform
import ServiceDescription
import Testing

@testable import Fleet

@Suite struct FleetFileTests {
  @Test func `the file says what runs where, and how the rest ended`() async throws {
    var server = Member(ServiceDescription(name: "api", kind: .server))
    server.state = .ready
    server.process = 12
    server.addresses = ProcessAddresses(http: "0.0.0.0:8080", health: "[::]:9000")
    var crashed = Member(ServiceDescription(name: "scribe", kind: .worker))
    crashed.state = .ended(.process(.signal(11)), isWanted: false)
    crashed.lastLines = ["oh"]
    let waiting = Member(ServiceDescription(name: "scoring", kind: .worker))
    let content = FleetFile.content([.database, server, crashed, waiting])
    #expect(
      content
        == [
          "version": 1,
          "processes": [
            ["name": "postgresql", "kind": "database", "state": "starting"],
            ["name": "api", "kind": "server", "state": "running", "pid": 12, "health": "http://[::1]:9000", "url": "http://127.0.0.1:8080"],
            ["name": "scribe", "kind": "worker", "state": "exited", "exitCode": 139, "lastLines": ["oh"]],
            ["name": "scoring", "kind": "worker", "state": "starting"],
          ],
        ])
    try await expectValid(content, schema: "fleet.schema.json", test: "the file says what runs where, and how the rest ended")
  }
}
