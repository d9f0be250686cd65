import Deployment
import ServiceDescription
import Testing

@Suite struct EnvironmentsTests {
  private let monorepo: Monorepo = {
    var monorepo = SampleFleet.monorepo
    for index in monorepo.deployables.indices {
      let name = monorepo.deployables[index].name
      let own = SettingsDocument.Setting(
        key: "\(name.uppercased())_MODE", kind: "string", help: "How \(name) works.", isOwn: true, defaultValue: "a b")
      let shared = [SettingsDocument.Setting(key: "ADMIN_TOKEN", kind: "secret", help: "The token.", isSecret: true, defaultValue: nil)]
      monorepo.deployables[index].settings = SettingsDocument(
        service: name, settings: [own] + monorepo.deployables[index].settings.settings + shared)
    }
    return monorepo
  }()

  private func text(_ path: String) throws -> String { try #require(monorepo.generatedFiles.first { $0.path == path }).content }

  private func count(_ part: String, in text: String) -> Int { text.split(separator: "\n").count { $0.contains(part) } }

  @Test func `the example sets nothing, tells no secret, and names each setting once`() throws {
    let text = try text(".env.example")
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    #expect(text.contains("#   How api works.\n#API_MODE='a b'\n"))
    #expect(text.contains("#ADMIN_TOKEN=\n"))
    for name in ["API", "AUTH", "CONSOLE", "COURIER", "SCRIBE"] { #expect(count("\(name)_MODE=", in: text) == 1) }
    #expect(count("ADMIN_TOKEN=", in: text) == 1)
  }

  @Test func `a process's own settings are in its README, and those of all once on the page`() throws {
    let text = try text("docs/environments.md")
    for deployable in monorepo.deployables {
      let own = "| `\(deployable.name.uppercased())_MODE` |"
      #expect(try count(own, in: self.text("\(deployable.folder)/README.md")) == 1)
      #expect(count(own, in: text) == 0)
    }
    #expect(count("| `SHUTDOWN_TIMEOUT` | H. |", in: text) == 1)
    #expect(count("| `ADMIN_TOKEN` | The token.", in: text) == 1)
  }

  @Test func `a README tells what an environment sets, where it sets anything`() throws {
    let api = try text("services/api/README.md")
    #expect(api.contains("| `AUTH_URL` | its address | `http://auth:8080` | `http://auth:8080` | `http://auth:8080` |"))
    #expect(api.contains("| `API_MODE` | How api works. | `a b` |") && count("`API_MODE`", in: api) == 1)
  }

  @Test func `every row of a table has as many cells as its head`() throws {
    let texts = try text("docs/environments.md") + "\n" + text("services/api/README.md")
    let lines = texts.split(separator: "\n", omittingEmptySubsequences: false)
    var columns: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).count
      #expect(cells == columns ?? cells, "\(line)")
      columns = cells
    }
  }
}
