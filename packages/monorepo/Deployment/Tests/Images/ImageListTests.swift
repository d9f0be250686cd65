import Deployment
import ServiceDescription
import Testing

@Suite struct ImageListTests {
  private let monorepo = Monorepo(
    swiftVersion: "6.3",
    deployables: [
      Deployable(
        description: ServiceDescription(
          name: "scribe", kind: .worker, needs: [.init("postgres"), .init("auth")],
          environment: [.init("RULES_FILE", "services/scribe/rules.json"), .init("LIMIT", "3 a day"), .init("HEALTH_PORT", "9100")],
          deployment: .init(files: ["RULES_FILE"])),
        settings: SettingsDocument(service: "scribe", settings: []), folder: "services/scribe", product: "scribe", module: "Scribe", closure: []),
      Deployable(
        description: ServiceDescription(name: "atlas", kind: .server, deployment: .init(snapshot: .init(setting: "MAP_FILE", option: "--draw"))),
        settings: SettingsDocument(service: "atlas", settings: []), folder: "Sources/Atlas", product: "atlas", module: "Atlas", closure: []),
    ], tools: [ToolImage(product: "lint", purpose: "Looks.", folder: "Sources/lint", closure: ["Sources/lint"])])

  private func content(_ path: String) throws -> String { try #require(monorepo.imageList.first { $0.path == path }).content }

  @Test func `each image has a line, which scripts read by tabs`() throws {
    let lines = try content("deploy/images/images.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(
      lines == [
        "atlas\tserver\tstatic\tSources/Atlas/Dockerfile\t-\trepository",
        "lint\ttool\tstatic\tSources/lint/Dockerfile\t-\tclosure",
        "scribe\tworker\tstatic\tservices/scribe/Dockerfile\tpostgres,auth\tclosure",
      ])
  }

  @Test func `an image is tried with the settings of a checkout, without its ports, its files where the repository is mounted`() throws {
    let lines = try content("deploy/images/trial/scribe.env").split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines == ["RULES_FILE=/repository/services/scribe/rules.json", "LIMIT=3 a day"])
  }

  @Test func `a tool has an image with git, and no port`() throws {
    let dockerfile = try #require(monorepo.dockerfiles.first { $0.path == "Sources/lint/Dockerfile" }).content
    #expect(dockerfile.contains("FROM debian:bookworm-slim\n") && dockerfile.contains(" git \\\n"))
    #expect(dockerfile.contains("USER 1001:1001\n") && dockerfile.contains(#"ENTRYPOINT ["/usr/local/bin/lint"]"#))
    #expect(!dockerfile.contains("EXPOSE") && !dockerfile.contains("HEALTHCHECK"))
  }
}
