import PackageGraph
import TestSupport
import Testing

@testable import Pruning

@Suite(.blocking) struct ServiceNameTests {
  private func find(_ name: String, in sample: SamplePackages) throws -> String {
    try PrunedService.find(name, in: RepositoryLoader(root: sample.root).load()).qualifiedName
  }

  private func message(_ name: String, in sample: SamplePackages) throws -> String? {
    do { return "found \(try find(name, in: sample))" } catch let error as PruneError { return error.message }
  }

  @Test(arguments: ["api", "API", "services/api", "services/api/", "services/api:api"])
  func `a service is known by its product, its target and its folder`(name: String) throws {
    #expect(try find(name, in: .monorepo()) == "services/api:api")
  }

  @Test func `who names none is told the nearest`() throws {
    let sample = try SamplePackages.monorepo()
    #expect(try message("wroker", in: sample) == "there is no service 'wroker'; did you mean 'worker'?")
    #expect(try message("scoring", in: sample) == "there is no service 'scoring'; name an executable product: api, worker")
  }

  @Test func `who names a library or a test is told what it is`() throws {
    let sample = try SamplePackages.monorepo()
    #expect(try message("Kit", in: sample) == "Kit is a library, and runs nowhere by itself; name an executable product: api, worker")
    #expect(try message("Everything", in: sample) == "Everything is a library; name an executable product: api, worker")
    #expect(try message("APITests", in: sample)?.hasPrefix("APITests holds tests") == true)
  }

  @Test func `a name that two services have is not taken for one of them`() throws {
    let sample = try SamplePackages.monorepo()
    for team in ["one", "two"] {
      try sample.write(
        """
        // swift-tools-version: 6.0
        import PackageDescription
        let package = Package(name: "mail", targets: [.executableTarget(name: "mail")])
        """, to: "\(team)/mail/Package.swift")
      try sample.write("", to: "\(team)/mail/Sources/mail/main.swift")
    }
    #expect(try message("mail", in: sample) == "several services are called 'mail': name one of one/mail:mail, two/mail:mail")
    #expect(try find("two/mail", in: sample) == "two/mail:mail")
    #expect(try find("one/mail:mail", in: sample) == "one/mail:mail")
  }
}
