import Deployment
import ServiceDescription
import Testing

@Suite struct TableTests {
  private func file(_ path: String, of monorepo: Monorepo) -> String? {
    monorepo.generatedFiles.first { $0.path == path && $0.extent != .whole }?.content
  }

  private let scribe = Deployable(
    description: ServiceDescription(name: "scribe", kind: .server, purpose: "Keeps a | b."),
    settings: SettingsDocument(
      service: "scribe",
      settings: [
        .init(key: "STORE", kind: "string", help: "Where.", isRequired: true, isOwn: true),
        .init(key: "KEY", kind: "secret", help: "What with.", isSecret: true, isOwn: true),
        .init(key: "SIZE", kind: "integer", help: "How much.", isOwn: true, defaultValue: "5", range: ["1", "9"]),
        .init(key: "MODE", kind: "choice", help: "How.", isOwn: true, defaultValue: "fast", choices: ["fast", "slow"]),
        .init(key: "HOST", kind: "string", help: "Shared by all."),
      ]),
    folder: "services/scribe", product: "scribe", module: "Scribe", closure: [])

  @Test func `the settings of a service are a table in its README`() {
    #expect(
      file("services/scribe/README.md", of: Monorepo(swiftVersion: "6.3", deployables: [scribe])) == """
        | setting | | default |
        | --- | --- | --- |
        | `STORE` | Where. | required |
        | `KEY` | What with. Secret: `KEY_FILE` may name a file that holds it. | none |
        | `SIZE` | How much. From 1 to 9. | `5` |
        | `MODE` | How. One of `fast`, `slow`. | `fast` |

        """)
  }

  @Test func `a service without settings of its own says so`() {
    var plain = scribe
    plain.settings = SettingsDocument(service: "scribe", settings: [.init(key: "HOST", kind: "string", help: "Shared by all.")])
    #expect(file("services/scribe/README.md", of: Monorepo(swiftVersion: "6.3", deployables: [plain])) == "It has none of its own.\n")
  }
}
