import Deployment
import JSON
import ServiceDescription
import Testing

@Suite struct DockerfileTests {
  @Test func `exactly the closure is copied`() throws {
    let monorepo = Monorepo.sample([.sample("scribe", closure: ["packages/JSON/Sources", "services/scribe/Sources"])])
    #expect(
      try monorepo.lines("services/scribe/Dockerfile", "COPY ").filter { !$0.hasPrefix("--from") } == [
        "Package.swift ./", "packages/JSON/Sources packages/JSON/Sources", "services/scribe/Sources services/scribe/Sources",
      ])
  }

  @Test func `the process is the first one, as a user who is not root`() throws {
    let monorepo = Monorepo.sample([.sample("scribe")])
    #expect(try monorepo.lines("services/scribe/Dockerfile", "ENTRYPOINT ") == [#"["/app/scribe"]"#])
    #expect(try monorepo.lines("services/scribe/Dockerfile", "USER ") == ["1001:1001"])
    #expect(try monorepo.lines("services/scribe/Dockerfile", "STOPSIGNAL ") == ["SIGTERM"])
  }

  @Test func `a static image stands on distroless, and no command runs in it`() throws {
    let monorepo = Monorepo.sample([.sample("scribe")])
    #expect(
      try monorepo.lines("services/scribe/Dockerfile", "FROM ") == [
        "swift:6.3-bookworm AS build", "${BINARIES} AS binaries", "gcr.io/distroless/cc-debian12:nonroot",
      ])
    let lines = try monorepo.content("services/scribe/Dockerfile").split(separator: "\n")
    let last = try #require(lines.lastIndex { $0.hasPrefix("FROM ") })
    #expect(!lines[last...].contains { $0.hasPrefix("RUN ") })
  }

  @Test func `a runtime image has Swift's libraries and the resources`() throws {
    let monorepo = Monorepo.sample([.sample("scribe", packaging: .runtime)])
    #expect(try monorepo.lines("services/scribe/Dockerfile", "FROM ").last == "swift:6.3-bookworm-slim")
    let text = try monorepo.content("services/scribe/Dockerfile")
    #expect(!text.contains("--static-swift-stdlib"))
    #expect(text.contains("*.resources"))
  }

  @Test func `it listens on the ports that its settings say`() throws {
    let monorepo = Monorepo.sample([.sample("scribe", ports: ["PORT": "8080", "HEALTH_PORT": "9000"])])
    #expect(try monorepo.lines("services/scribe/Dockerfile", "EXPOSE ") == ["8080 9000"])
  }

  @Test func `what a process makes of the repository is made after it was compiled`() throws {
    let monorepo = Monorepo.sample([.sample("atlas", snapshot: .init(setting: "MAP_FILE", option: "--draw"))])
    let text = try monorepo.content("services/atlas/Dockerfile")
    let steps = text.split(separator: "\n")
    let compiled = try #require(steps.firstIndex { $0.contains("swift build") })
    let all = try #require(steps.firstIndex(of: "COPY . ."))
    let made = try #require(steps.firstIndex(of: #"RUN ["/app/atlas", "--draw", "/app/snapshot"]"#))
    #expect(compiled < all && all < made)
    #expect(text.contains("MAP_FILE=/app/snapshot"))
  }

  @Test func `a purpose cannot end its label, nor name a variable`() throws {
    let monorepo = Monorepo.sample([.sample("scribe", purpose: "Keeps \"all\"\nfor $0 \\ day")])
    #expect(try monorepo.content("services/scribe/Dockerfile").contains(#"image.description="Keeps \"all\" for \$0 \\ day" \"#))
  }

  @Test func `the binaries of all images are compiled in one place`() {
    let monorepo = Monorepo.sample([
      .sample("scribe", closure: ["packages/JSON/Sources", "services/scribe/Sources"]),
      .sample("api", closure: ["packages/JSON/Sources", "services/api/Sources"]),
    ])
    let text = monorepo.builderDockerfile
    let lines = text.split(separator: "\n")
    #expect(
      lines.filter { $0.hasPrefix("COPY ") }.map { $0.split(separator: " ")[1] } == [
        "Package.swift", "packages/JSON/Sources", "services/api/Sources", "services/scribe/Sources", "--from=build",
      ])
    #expect(lines.count { $0.hasPrefix("RUN ") } == 1)
    #expect(text.contains("--product api") && text.contains("--product scribe"))
  }
}

extension Monorepo {
  fileprivate static func sample(_ deployables: [Deployable]) -> Monorepo { Monorepo(swiftVersion: "6.3", deployables: deployables) }

  fileprivate func content(_ path: String) throws -> String { try #require(dockerfiles.first { $0.path == path }).content }

  /// What follows `prefix` in the lines that begin with it.
  fileprivate func lines(_ path: String, _ prefix: String) throws -> [String] {
    try content(path).split(separator: "\n").filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

extension Deployable {
  fileprivate static func sample(
    _ name: String, purpose: String = "", packaging: ServiceDescription.Deployment.Packaging = .static, closure: [String] = [],
    ports: KeyValuePairs<String, String> = [:], snapshot: ServiceDescription.Deployment.Snapshot? = nil
  ) -> Deployable {
    let settings = ports.map { key, value in
      JSONValue.members([
        ("key", .string(key)), ("kind", "port"), ("help", ""), ("required", .bool(false)), ("secret", .bool(false)), ("own", .bool(false)),
        ("default", .string(value)),
      ])
    }
    let document: JSONValue = ["version": 1, "service": .string(name), "settings": .array(settings)]
    return Deployable(
      description: ServiceDescription(
        name: name, kind: .server, purpose: purpose, deployment: .init(packaging: packaging, snapshot: snapshot)),
      settings: try! SettingsDocument(parsing: document.encoded()), folder: "services/\(name)", product: name, module: name, closure: closure)
  }
}
