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
        description: ServiceDescription(name: "vault", kind: .server, database: true),
        settings: SettingsDocument(service: "vault", settings: []), folder: "services/vault", product: "vault", module: "Vault", closure: []),
      Deployable(
        description: ServiceDescription(name: "atlas", kind: .server, deployment: .init(snapshot: .init(setting: "MAP_FILE", option: "--draw"))),
        settings: SettingsDocument(service: "atlas", settings: []), folder: "Sources/Atlas", product: "atlas", module: "Atlas", closure: []),
    ], tools: [ToolImage(product: "lint", purpose: "Looks.", folder: "Sources/lint", closure: ["Sources/lint"])])

  /// Lines of the list that are of this sort, without the sort.
  private func lines(_ sort: String) -> [String] {
    monorepo.imageList.split(separator: "\n").filter { $0.hasPrefix("\(sort)\t") }.map { String($0.dropFirst(sort.count + 1)) }
  }

  @Test func `each image has a line, which scripts read by tabs`() {
    #expect(
      lines("image") == [
        "atlas\tserver\tstatic\tSources/Atlas/Dockerfile\t-\trepository",
        "lint\ttool\tstatic\tSources/lint/Dockerfile\t-\tclosure",
        "scribe\tworker\tstatic\tservices/scribe/Dockerfile\tpostgres,auth\tclosure",
        "vault\tserver\tstatic\tservices/vault/Dockerfile\tpostgresql\tclosure",
      ])
  }

  @Test func `an image is tried with the settings of a checkout, without its ports, its files where the repository is mounted`() {
    #expect(
      lines("setting") == [
        "scribe\tRULES_FILE=/repository/services/scribe/rules.json", "scribe\tLIMIT=3 a day",
        "vault\tDATABASE_URL=postgresql://trial@127.0.0.1/trial",
      ])
  }

  @Test func `a tool has an image with git, and no port`() throws {
    let dockerfile = try #require(monorepo.dockerfiles.first { $0.path == "Sources/lint/Dockerfile" }).content
    #expect(dockerfile.contains("FROM debian:bookworm-slim\n") && dockerfile.contains(" git \\\n"))
    #expect(dockerfile.contains("USER 1001:1001\n") && dockerfile.contains(#"ENTRYPOINT ["/usr/local/bin/lint"]"#))
    #expect(!dockerfile.contains("EXPOSE") && !dockerfile.contains("HEALTHCHECK"))
  }
}
