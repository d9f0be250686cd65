import Platform
import Pruning
import TestSupport
import Testing

/// SwiftPM builds what is pruned, and needs nothing but it.
@Suite(.building, .serialized) struct BuildTests {
  @Test func `a service with C, headers from elsewhere, resources, links, a plugin, a macro and a system library builds`() throws {
    let sample = try SamplePackages.everything()
    let tree = try sample.prune("api")
    let full = tree.paths.filter { $0.hasPrefix("full/") }.map { String($0.dropFirst("full/".count)) }
    #expect(
      full == [
        "Package.swift", "Plugins/Constants/Constants.swift", "Sources/API/Assets/.hidden", "Sources/API/Shared.swift",
        "Sources/API/Texts/hello.txt", "Sources/API/constants.list", "Sources/API/main.swift", "Sources/CNumbers/include/number.h",
        "Sources/CNumbers/notes/read.me", "Sources/CNumbers/number.c", "Sources/MakeConstants/main.swift", "Sources/WordMacros/main.swift",
        "Sources/Words/Words.swift", "System/CClock/clock.h", "System/CClock/module.modulemap", "shared/headers/base.h",
        "shared/headers/deep/deep.h", "shared/raw/more.inc", "shared/raw/raw.inc",
      ])
    // The repository is out of reach, so that nothing of it is used.
    try File.move(sample.root, to: sample.root + ".away")
    try sample.swift("build")
    let outcome = try ChildProcess.run(["\(sample.output)/full/.build/debug/api"], environment: Environment.forChildren)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "hello hidden 42 7 word shared true\n")
  }

  @Test func `a service of a computed manifest with packages within packages builds, and its packages resolve without sources`() throws {
    let sample = try SamplePackages.computed()
    let tree = try sample.prune("api")
    #expect(
      tree.paths.filter { $0.hasPrefix("manifest/") } == [
        "manifest/packages/Kit/Package.swift", "manifest/packages/Kit/inner/Package.swift", "manifest/services/api/Package.resolved",
        "manifest/services/api/Package.swift",
      ])
    try File.move(sample.root, to: sample.root + ".away")
    try sample.swift("package", "resolve", in: "manifest/services/api")
    try sample.swift("build", in: "full/services/api")
    let outcome = try ChildProcess.run(["\(sample.output)/full/services/api/.build/debug/api"], environment: Environment.forChildren)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "kit inner 1.0.0\n")
  }

  /// The package at the root is called by its folder's name, which the pruned tree's root does not have.
  @Test(arguments: [false, true])
  func `an example within the package that it depends on builds`(isComputed: Bool) throws {
    let name = isComputed ? "\\(\"app\")" : "app"
    let sample = try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: "Kit", products: [.library(name: "Kit", targets: ["Kit"])], targets: [.target(name: "Kit")])

      """,
      "Sources/Kit/Kit.swift": "public let kit = 1\n",
      "Examples/App/Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "\(name)",
        dependencies: [.package(path: "../..")],
        targets: [.executableTarget(name: "App", dependencies: [.product(name: "Kit", package: "repository")])]
      )

      """,
      "Examples/App/Sources/App/main.swift": "import Kit\nprint(kit)\n",
    ])
    let tree = try sample.prune("App")
    #expect(tree["full/Examples/App/Package.swift"]?.contains(".package(name: \"repository\", path: ") == true)
    // The folder that a clone is in is no fact of the repository.
    #expect(!isComputed || tree["full/Examples/App/Package.swift"]?.contains("neededPackages: Set<String> = []") == true)
    let record = tree["bulkhead-prune.json"] ?? ""
    #expect(record.contains("\"kit\"") && !record.contains("repository"), "\(record)")
    try File.move(sample.root, to: sample.root + ".away")
    try sample.swift("build", in: "full/Examples/App")
    let outcome = try ChildProcess.run(["\(sample.output)/full/Examples/App/.build/debug/App"], environment: Environment.forChildren)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "1\n")
  }
}
