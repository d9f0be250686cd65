import Deployment
import ServiceDescription
import Testing
import YAML

@Suite struct ComposeTests {
  private let files = SampleFleet.monorepo.generatedFiles

  private func read(_ path: String) throws -> YAML {
    let file = try #require(files.first { $0.path == path })
    return try YAML(parsing: Array(file.content.utf8))
  }

  private func service(_ name: String, in path: String = "compose.yaml") throws -> YAML {
    try #require(try read(path)["services"]?[name])
  }

  private func names(_ path: String) throws -> [String] { try read(path)["services"]?.map?.map(\.key) ?? [] }

  private func seconds(_ value: YAML?) -> Int { Int(value?.string?.dropLast() ?? "") ?? 0 }

  @Test func `the file at the root and the one for production have every process`() throws {
    #expect(try names("compose.yaml") == ["api", "auth", "console", "courier", "scribe"])
    #expect(try names("deploy/compose.prod.yaml") == ["api", "auth", "console", "courier", "scribe"])
  }

  @Test func `a service's own file has it and what it needs`() throws {
    #expect(try names("services/scribe/compose.yaml") == ["auth", "scribe"])
    #expect(try names("services/api/compose.yaml") == ["api"])
    #expect(try read("services/scribe/compose.yaml")["name"]?.string == "bulkhead-scribe")
  }

  @Test func `paths of a service's own file lead from its folder`() throws {
    let courier = try service("courier", in: "services/courier/compose.yaml")
    #expect(courier["build"] == ["context": "../..", "dockerfile": "services/courier/Dockerfile"])
    #expect(courier.at("volumes/0/source") == "../../routes.txt")
    #expect(try service("courier")["build"]?["context"] == ".")
    #expect(try service("courier").at("volumes/0/source") == "./routes.txt")
  }

  @Test func `what is needed must be well before`() throws {
    for path in ["compose.yaml", "services/scribe/compose.yaml", "deploy/compose.prod.yaml"] {
      #expect(try service("scribe", in: path)["depends_on"] == ["auth": ["condition": "service_healthy"]])
      #expect(try service("auth", in: path)["healthcheck"]?["test"] == ["CMD", "/app/auth", "--check-health"])
    }
    #expect(try service("api")["depends_on"] == nil)
  }

  @Test func `a process is told where those are that it calls, and one that watches where all are`() throws {
    for path in ["compose.yaml", "deploy/compose.prod.yaml"] {
      let api = try service("api", in: path)["environment"]
      #expect(api?["AUTH_URL"] == "http://auth:8080" && api?["SCRIBE_URL"] == "http://scribe:8080")
      let fleet = try service("console", in: path)["environment"]?["FLEET"]?.string
      #expect(fleet == "api=http://api:9000,auth=http://auth:9000,courier=http://courier:9000,scribe=http://scribe:9000")
    }
    // Whom its own file leaves out it is told of from outside, if at all.
    let alone = try service("api", in: "services/api/compose.yaml")["environment"]
    #expect(alone?["AUTH_URL"]?.isNull == true && alone?["FLEET"] == nil)
  }

  @Test func `a file that is brought along is mounted to be read, and its setting says where`() throws {
    for path in ["compose.yaml", "deploy/compose.prod.yaml"] {
      let courier = try service("courier", in: path)
      #expect(courier["environment"]?["ROUTES_FILE"] == "/etc/bulkhead/ROUTES_FILE")
      #expect(courier.at("volumes/0/target") == "/etc/bulkhead/ROUTES_FILE")
      #expect(courier.at("volumes/0/read_only") == true)
    }
    // In production nobody runs on the example of the checkout by mistake.
    #expect(try service("courier", in: "deploy/compose.prod.yaml").at("volumes/0/source")?.string?.hasPrefix("${COURIER_ROUTES_FILE:?") == true)
  }

  @Test func `ports are published on this machine alone, and only those of servers`() throws {
    #expect(try service("api")["ports"] == ["127.0.0.1::8080"])
    #expect(try service("courier")["ports"] == nil)
    #expect(try service("api", in: "deploy/compose.prod.yaml")["ports"] == nil)
    var monorepo = SampleFleet.monorepo
    for index in monorepo.deployables.indices { monorepo.deployables[index].description.environment.append(.init("PORT", "8088")) }
    for (path, api) in [("compose.yaml", "127.0.0.1:8088:8080"), ("deploy/compose.prod.yaml", "127.0.0.1::8080")] {
      let file = try #require(monorepo.generatedFiles.first { $0.path == path })
      let services = try YAML(parsing: Array(file.content.utf8))["services"]
      #expect(services?["console"]?["ports"] == ["127.0.0.1:8088:8080"])
      #expect(services?["api"]?["ports"] == [.string(api)])
      #expect(services?["api"]?["environment"]?["PORT"] == nil)
    }
  }

  @Test(arguments: ["compose.yaml", "deploy/compose.prod.yaml"]) func `every process is confined and has time to drain`(path: String) throws {
    for name in try names(path) {
      let service = try service(name, in: path)
      #expect(service["read_only"] == true && service["user"] == "1001:1001")
      #expect(service["cap_drop"] == ["ALL"] && service["security_opt"] == ["no-new-privileges:true"])
      #expect(service["restart"] == "unless-stopped")
      // A minute is what its settings say; in production the delay comes on top.
      #expect(seconds(service["stop_grace_period"]) > 60 + seconds(service["environment"]?["SHUTDOWN_DELAY"]))
      // What is linked against the runtime libraries may write temporary files.
      #expect((service["tmpfs"] != nil) == (name == "scribe"))
    }
  }

  @Test func `production runs images of one commit, as many as must be, with what they may use`() throws {
    let api = try service("api", in: "deploy/compose.prod.yaml")
    #expect(api["build"] == nil)
    #expect(api["image"]?.string?.hasPrefix("ghcr.io/${BULKHEAD_OWNER:?") == true)
    #expect(api["image"]?.string?.contains("}/bulkhead/api:${BULKHEAD_SHA:?") == true)
    #expect(
      api["deploy"] == [
        "replicas": 2, "resources": ["limits": ["memory": "192m"], "reservations": ["cpus": "0.250", "memory": "64m"]],
      ])
    #expect(try service("api")["mem_limit"] == "192m")
  }

  @Test func `what a checkout sets can be set otherwise in development, and is not set in production`() throws {
    var monorepo = SampleFleet.monorepo
    monorepo.deployables[0].description.environment = [.init("MODE", "fast")]
    let texts = Dictionary(uniqueKeysWithValues: monorepo.generatedFiles.filter { $0.extent == .whole }.map { ($0.path, $0.content) })
    #expect(texts["compose.yaml"]?.contains("MODE: ${MODE:-fast}\n") == true)
    #expect(texts["deploy/compose.prod.yaml"]?.contains("MODE") == false)
  }

  @Test func `a secret that a process cannot start without comes from a file in production`() throws {
    var monorepo = SampleFleet.monorepo
    let settings = monorepo.deployables[0].settings
    monorepo.deployables[0].settings = SettingsDocument(
      service: "api",
      settings: [.init(key: "SIGNING_KEY", kind: "secret", help: "H.", isRequired: true, isSecret: true, isOwn: true)] + settings.settings)
    let file = try #require(monorepo.generatedFiles.first { $0.path == "deploy/compose.prod.yaml" })
    let document = try YAML(parsing: Array(file.content.utf8))
    #expect(document["services"]?["api"]?["secrets"] == ["api-signing-key"])
    #expect(document["services"]?["api"]?["environment"]?["SIGNING_KEY_FILE"] == "/run/secrets/api-signing-key")
    #expect(document["secrets"]?["api-signing-key"]?["file"]?.string?.hasPrefix("${API_SIGNING_KEY:?") == true)
    let example = try #require(monorepo.generatedFiles.first { $0.path == ".env.example" })
    #expect(example.content.contains("#   H. Required.\n#SIGNING_KEY=\n"))
  }
}
