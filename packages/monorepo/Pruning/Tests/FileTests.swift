import Platform
import Pruning
import TestSupport
import Testing

/// What is copied, what is refused, and what becomes of the output.
@Suite(.blocking) struct FileTests {
  private func mistake(_ sample: SamplePackages, _ service: String = "api", to output: String? = nil) throws -> String? {
    do {
      try sample.prune(service, to: output)
      return nil
    } catch let error as PruneError { return "\(error)" }
  }

  /// No half of an output, and nothing beside it.
  private func isUntouched(_ sample: SamplePackages) throws -> Bool { try Folder.entries(sample.folder.path).map(\.name) == ["repository"] }

  // MARK: Links

  @Test func `a link to a folder is replaced by the folder`() throws {
    let sample = try SamplePackages.monorepo()
    try sample.write("let inner = 1\n", to: "common/inner/inner.swift")
    try sample.link("../../../common", at: "services/api/Sources/common")
    let tree = try sample.prune("api")
    #expect(tree["full/services/api/Sources/common/inner/inner.swift"] == "let inner = 1\n")
  }

  @Test(arguments: [
    ("/etc/passwd", "this leads out of the repository, to /etc/passwd"), ("nowhere", "this link leads nowhere"),
    ("..", "this link leads to a folder that it is in"),
  ])
  func `a link that has no place in a copy is refused`(destination: String, message: String) throws {
    let sample = try SamplePackages.monorepo()
    try sample.link(destination, at: "services/api/Sources/link.swift")
    #expect(try mistake(sample)?.hasPrefix("services/api/Sources/link.swift: \(message)") == true)
    #expect(try isUntouched(sample))
  }

  @Test func `a link that the target excludes does not matter`() throws {
    let sample = try SamplePackages.monorepo()
    try File.remove("\(sample.root)/services/api/Sources/README.md")
    try sample.link("/etc/passwd", at: "services/api/Sources/README.md")
    #expect(try sample.prune("api")["full/services/api/Sources/README.md"] == nil)
  }

  // MARK: Packages

  @Test func `a package outside of the repository is refused where it is needed, and left out where not`() throws {
    let sample = try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "p", dependencies: [.package(path: "../near")],
        targets: [
          .executableTarget(name: "api", dependencies: [.product(name: "Near", package: "near")]),
          .executableTarget(name: "worker"),
        ])
      """, "Sources/api/main.swift": "", "Sources/worker/main.swift": "",
    ])
    try sample.folder.write(
      "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"near\", products: [.library(name: \"Near\", targets: [\"Near\"])], targets: [.target(name: \"Near\")])\n",
      to: "near/Package.swift")
    try sample.folder.write("", to: "near/Sources/Near/Near.swift")
    #expect(
      try mistake(sample)
        == "Package.swift: api needs the package at ../near, which is outside the repository, so that no part of the repository builds without it: "
        + "move the package into the repository, or depend on it by URL")
    #expect(try sample.prune("worker")["full/Package.swift"]?.contains("near") == false)
  }

  @Test func `a computed manifest that reads what is beside it is refused`() throws {
    let sample = try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.0
      import Foundation
      import PackageDescription
      let name = try! String(contentsOfFile: Context.packageDirectory + "/name.txt", encoding: .utf8)
      let package = Package(name: name, targets: [.executableTarget(name: "api")])
      """, "name.txt": "p", "Sources/api/main.swift": "",
    ])
    #expect(try mistake(sample)?.hasPrefix("Package.swift: once pruned, the manifest cannot be evaluated; one that is computed must not") == true)
    #expect(try isUntouched(sample))
  }

  // MARK: Output

  @Test func `an output is replaced as a whole, and anything else is not`() throws {
    let sample = try SamplePackages.monorepo()
    try sample.prune("worker")
    #expect(try !sample.prune("api").paths.contains { $0.contains("worker") })
    #expect(try Folder.entries(sample.folder.path).map(\.name) == ["out", "repository"])

    try sample.folder.write("mine", to: "out/notes.txt")
    #expect(try mistake(sample)?.contains("/out holds notes.txt, and is no output of bulkhead prune alone") == true)
    try sample.folder.write("mine", to: "other/full/notes.txt")
    #expect(try mistake(sample, to: "\(sample.folder.path)/other")?.contains("/other is not empty, and is no output") == true)
    #expect(try mistake(sample, to: "\(sample.folder.path)/out/notes.txt")?.hasPrefix("there is a file ") == true)
    #expect(try mistake(sample, to: sample.root)?.contains("is no output of bulkhead prune alone") == true)
    #expect(try Tree("\(sample.folder.path)/other").paths == ["full/notes.txt"])
  }

  @Test func `an empty folder, and one that is not there with those above it, are both taken`() throws {
    let sample = try SamplePackages.monorepo()
    try Folder.create("\(sample.folder.path)/empty")
    let tree = try sample.prune("api", to: "\(sample.folder.path)/empty")
    #expect(try sample.prune("api", to: "\(sample.folder.path)/new/deep/out") == tree)
  }

  @Test func `an output inside of a target is no part of what is pruned`() throws {
    let sample = try SamplePackages.monorepo()
    let tree = try sample.prune("api")
    let inside = "\(sample.root)/services/api/Sources/out"
    #expect(try sample.prune("api", to: inside) == tree)
    // The next run meets it, with packages in it.
    #expect(try sample.prune("api", to: inside) == tree)
    #expect(try sample.prune("worker").paths.contains { $0.contains("out/") } == false)
  }

  @Test func `a failure leaves the earlier output as it was`() throws {
    let sample = try SamplePackages.monorepo()
    let tree = try sample.prune("api")
    try sample.link("nowhere", at: "services/api/Sources/link.swift")
    #expect(try mistake(sample) != nil)
    #expect(try Tree(sample.output) == tree)
    #expect(try Folder.entries(sample.folder.path).map(\.name) == ["out", "repository"])
  }

  @Test func `a target in the root folder has the files of no other`() throws {
    let sample = try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "p", targets: [.executableTarget(name: "api", path: "", exclude: ["Tests", "other"]), .target(name: "Other", path: "other"),
        .testTarget(name: "APITests")])
      """, "main.swift": "", "other/other.swift": "", "Tests/APITests/tests.swift": "", "LICENSE": "free\n",
    ])
    let tree = try sample.prune("api")
    #expect(tree.paths.filter { $0.hasPrefix("full/") } == ["full/LICENSE", "full/Package.swift", "full/main.swift"])
  }

  @Test func `an import that is not declared is noted`() throws {
    let sample = try SamplePackages.monorepo()
    try sample.write("import Kit\nimport Log\n", to: "services/api/Sources/main.swift")
    let repository = try sample.repository()
    let plan = try PrunePlan(.find("api", in: repository), of: repository, tests: false, output: sample.output, environment: [])
    #expect(plan.notes.map { $0.prefix(62) } == ["services/api/Sources/main.swift:2:8: API imports Log, which it"])
  }
}
