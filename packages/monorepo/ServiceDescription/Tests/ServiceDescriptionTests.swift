import JSON
import ServiceDescription
import Testing

@Suite struct ServiceDescriptionTests {
  private func parse(_ text: String) throws -> ServiceDescription { try ServiceDescription(parsing: Array(text.utf8)) }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try parse(text)
      return []
    } catch let error as JSONMistakes {
      return error.mistakes.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `everything a file says is read`() throws {
    let description = try parse(
      """
      {
        "$schema": "../../docs/schemas/service.schema.json",
        "version": 1,
        "name": "api",
        "kind": "server",
        "purpose": "The public gateway.",
        "ports": ["http", "health", "admin"],
        "needs": ["auth"],
        "calls": ["scribe", "auth"],
        "environment": { "Z_LAST": "1", "A": "" }
      }
      """)
    #expect(
      description
        == ServiceDescription(
          name: "api", kind: .server, purpose: "The public gateway.", ports: [.http, .health, .admin],
          needs: [.init("auth", position: JSONPosition(line: 8, column: 13))],
          calls: [.init("scribe", position: JSONPosition(line: 9, column: 13)), .init("auth", position: JSONPosition(line: 9, column: 23))],
          environment: [.init("Z_LAST", "1"), .init("A", "")]))
  }

  @Test func `how it is deployed is read`() throws {
    let description = try parse(
      """
      {
        "version": 1, "name": "a", "kind": "worker", "purpose": "P.", "ports": ["health"], "environment": { "PLAN": "plan.json" },
        "packaging": "runtime", "replicas": { "minimum": 2, "maximum": 4 }, "resources": { "cpu": "1.5", "memoryLimit": "1Gi" },
        "files": ["PLAN"], "snapshot": { "setting": "GRAPH", "option": "--write" }, "internet": true, "watches": true
      }
      """)
    #expect(
      description.deployment
        == .init(
          packaging: .runtime, replicas: .init(minimum: 2, maximum: 4), resources: .init(cpu: "1.5", memory: "64Mi", memoryLimit: "1Gi"),
          files: ["PLAN"], snapshot: .init(setting: "GRAPH", option: "--write"), internet: true, watches: true))
  }

  @Test func `a maximum below the minimum and a file of no setting are mistakes`() {
    let text = """
      {
        "version": 1, "name": "a", "kind": "worker", "purpose": "P.", "ports": ["health"],
        "replicas": { "minimum": 2, "maximum": 1 },
        "files": ["PLAN"]
      }
      """
    #expect(
      mistakes(text) == [
        "3:42: /replicas/maximum: expected 2, the minimum, or more",
        "4:12: /files: expected settings that stand in \"environment\" with a path of the repository, found \"PLAN\"",
      ])
  }

  @Test func `lists and settings may be left out`() throws {
    let description = try parse(#"{"version":1,"name":"a-1","kind":"worker","purpose":"P.","ports":["health"]}"#)
    #expect(description == ServiceDescription(name: "a-1", kind: .worker, purpose: "P."))
  }

  @Test func `every mistake is named with its place`() {
    let text = """
      {
        "version": 1,
        "name": "API",
        "kind": "servr",
        "ports": ["htp"],
        "needs": ["auth", "auth"],
        "calls": ["not one"],
        "environment": { "lower": "1", "N": 3 },
        "purposes": "?"
      }
      """
    #expect(
      mistakes(text) == [
        #"1:1: /purpose: expected a string of 1 to 200 characters, found no member "purpose""#,
        #"3:11: /name: expected a name such as token-manager (lower-case words joined by hyphens), found "API""#,
        #"4:11: /kind: expected "server" or "worker", found "servr"; did you mean "server"?"#,
        #"5:12: /ports: expected ports of "http", "health", "admin", found "htp""#,
        #"6:12: /needs: "auth" stands twice"#,
        #"7:12: /calls: expected names of services (lower-case words joined by hyphens), found "not one""#,
        #"8:18: /environment: expected names of settings such as SCHEDULES_FILE (capitals, digits, underscores), found "lower""#,
        #"8:39: /environment/N: expected a string, found 3"#,
        #"9:3: /purposes: there is no member "purposes" here; did you mean "purpose"?"#,
      ])
  }

  @Test(arguments: [
    (#""kind":"server","ports":["health"]"#, #"/ports: expected "http" among the ports of a server"#),
    (#""kind":"worker","ports":["http","health"]"#, #"/ports: a worker has no port "http"; what answers on one is a server"#),
    (#""kind":"worker","ports":["admin"]"#, #"/ports: expected "health" among the ports: every service has it"#),
    (#""kind":"worker","ports":["health"],"needs":["a"]"#, #"/needs: "a" is the service itself"#),
  ])
  func `what contradicts itself is a mistake`(members: String, message: String) {
    let found = mistakes("{\"version\":1,\"name\":\"a\",\"purpose\":\"P.\",\(members)}")
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix(message) == true, "\(found)")
  }

  @Test func `another version is the only mistake`() {
    #expect(mistakes(#"{"version": 2, "nam": true}"#) == ["1:13: /version: expected 1, the version known here"])
  }

  @Test func `what is no JSON is a mistake with its place`() {
    #expect(mistakes("{\n  \"version\" 1 }") == ["2:13: expected ':' after the key \"version\", found '1'"])
    #expect(mistakes("[]") == ["1:1: expected an object, found an empty array"])
  }

  @Test func `the variable with a service's address is its name in capitals`() {
    #expect(ServiceDescription(name: "token-manager", kind: .server).addressVariable == "TOKEN_MANAGER_URL")
  }
}
