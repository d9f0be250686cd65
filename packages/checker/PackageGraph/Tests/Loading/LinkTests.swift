import Platform
import TestSupport
import Testing

@testable import PackageGraph

/// What stands in a repository and is neither a plain file nor a plain folder.
@Suite(.blocking) struct LinkTests {
  private static let shop = SampleFolder.manifest("Shop", "targets: [.target(name: \"Cart\"), .target(name: \"Money\")]")

  private func shop(_ script: String) throws -> SampleFolder {
    let sample = try SampleFolder([
      "repo/Package.swift": Self.shop, "repo/Sources/Cart/Cart.swift": "", "repo/Sources/Money/Money.swift": "import Foundation\n",
    ])
    let outcome = try ChildProcess.run(["sh", "-ec", "cd \(sample.path("repo")); \(script)"], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    return sample
  }

  @Test func `a manifest may be a link`() throws {
    let repository = try shop("mv Package.swift Manifest.txt; ln -s Manifest.txt Package.swift").load("repo")
    #expect(repository.edges == ["Money -> Foundation Sources/Money/Money.swift:1:8"])
  }

  @Test(arguments: ["../away", "../away/Kit", ".hidden"])
  func `a link to packages that nobody checks is a notice`(destination: String) throws {
    let sample = try shop("ln -s \(destination) kits; mkdir -p ../away/Kit .hidden; touch ../away/Kit/Package.swift .hidden/Package.swift")
    #expect(try sample.load("repo").noticeLines == ["foreign-source kits"])
  }

  @Test func `a link to packages that are checked anyway is none`() throws {
    let sample = try shop("ln -s . again; mkdir kits; ln -s ../Sources kits/sources; ln -s ../../away kits/away; mkdir ../away")
    #expect(try sample.load("repo").noticeLines == [])
  }

  @Test func `a target's folder that is a link is read, and is a notice`() throws {
    let outside = try shop("mv Sources/Money ../away; ln -s ../../away Sources/Money").load("repo")
    #expect(outside.edges == ["Money -> Foundation Sources/Money/Money.swift:1:8"])
    #expect(outside.noticeLines == ["foreign-source Sources/Money"])
    let other = try shop("rm -r Sources/Cart; ln -s Money Sources/Cart").load("repo")
    #expect(other.noticeLines == ["foreign-source Sources/Cart"])
    #expect(other.graph.notices.first?.message.contains("the folder of Money") == true)
  }

  @Test func `a link to nowhere by the name of a source is a notice`() throws {
    let sample = try shop("ln -s nowhere Sources/Cart/New.swift; ln -s nowhere Sources/Cart/Generated; ln -s nowhere Sources/Cart/notes.txt")
    #expect(try sample.load("repo").noticeLines == ["foreign-source Sources/Cart/Generated", "foreign-source Sources/Cart/New.swift"])
  }

  @Test(arguments: ["mkfifo Sources/Cart/New.swift", "ln -s /dev/null Sources/Cart/New.swift"])
  func `a pipe or a device by the name of a source is refused, not waited for`(script: String) throws {
    let sample = try shop(script)
    #expect { try sample.load("repo") } throws: { ($0 as? RepositoryError)?.path == "Sources/Cart/New.swift" }
  }

  @Test func `a package outside that leads back inside is a notice`() throws {
    let sample = try SampleFolder([
      "repo/A/Package.swift": SampleFolder.manifest(
        "A", "dependencies: [.package(path: \"../../X\")], targets: [.target(name: \"A\", dependencies: [.product(name: \"X\", package: \"X\")])]"),
      "repo/A/Sources/A/a.swift": "import X\n",
      "repo/B/Package.swift": SampleFolder.manifest("B", "products: [.library(name: \"B\", targets: [\"B\"])], targets: [.target(name: \"B\")]"),
      "repo/B/Sources/B/b.swift": "",
      "X/Package.swift": SampleFolder.manifest(
        "X",
        """
        products: [.library(name: "X", targets: ["X"])], dependencies: [.package(path: "../repo/B")],
        targets: [.target(name: "X", dependencies: [.product(name: "B", package: "B")])]
        """),
      "X/Sources/X/x.swift": "@_exported import B\n",
    ])
    #expect(try sample.load("repo").noticeLines == ["foreign-source ../X/Package.swift"])
  }

  @Test func `a package is found beside and below what looks like a scratch folder`() throws {
    let sample = try shop("touch workspace-state.json; mkdir -p Tools/Sources/T checkouts/Fetched; touch checkouts/Fetched/Package.swift")
    try sample.folder.write(SampleFolder.manifest("Tools", "targets: [.target(name: \"T\")]"), to: "repo/Tools/Package.swift")
    try sample.folder.write("", to: "repo/Tools/Sources/T/T.swift")
    #expect(try sample.load("repo").graph.packages.map(\.folder) == [".", "Tools"])
  }
}
