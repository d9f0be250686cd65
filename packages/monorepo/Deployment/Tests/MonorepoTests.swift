import Deployment
import ServiceDescription
import Testing

@Suite struct MonorepoTests {
  private func deployable(_ name: String) -> Deployable {
    Deployable(
      description: ServiceDescription(name: name, kind: .worker), settings: SettingsDocument(service: name, settings: []),
      folder: "services/\(name)", product: name, module: name, closure: [])
  }

  @Test func `what is deployed stands in order of name`() {
    let monorepo = Monorepo(swiftVersion: "6.3", deployables: [deployable("scribe"), deployable("api")])
    #expect(monorepo.deployables.map(\.name) == ["api", "scribe"])
    #expect(monorepo.deployable(named: "scribe")?.folder == "services/scribe")
    #expect(monorepo.deployable(named: "billing") == nil)
  }
}
