import Platform
import Pruning
import TestSupport
import Testing

@Suite(.blocking) struct LiteralManifestTests {
  @Test func `a service gets its targets, what they need, and nothing else`() throws {
    let tree = try SamplePackages.monorepo().prune("api")
    #expect(
      tree.paths == [
        "bulkhead-prune.json", "full/.swift-version", "full/Package.resolved", "full/Package.swift", "full/packages/Kit/Sources/Kit.swift",
        "full/services/api/Sources/README.md", "full/services/api/Sources/main.swift", "manifest/.swift-version", "manifest/Package.resolved",
        "manifest/Package.swift",
      ])
    let manifest = """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "sample",
        products: [
          .executable(name: "api", targets: ["API"]),
        ],
        dependencies: [],
        targets: [
          .target(name: "Kit", path: "packages/Kit/Sources"),
          .executableTarget(name: "API", dependencies: ["Kit"], path: "services/api/Sources", exclude: ["README.md"]),
        ]
      )

      """
    #expect(tree["full/Package.swift"] == manifest)
    #expect(tree["manifest/Package.swift"] == manifest)
  }

  @Test func `packages that are fetched stay where they are used, and products that are whole`() throws {
    let manifest = try #require(try SamplePackages.monorepo().prune("worker")["full/Package.swift"])
    #expect(manifest.contains("metrics.git") && manifest.contains("\"Everything\"") && !manifest.contains("API"))
  }

  @Test func `what changes elsewhere leaves the output as it was, to the byte`() throws {
    let sample = try SamplePackages.monorepo()
    let before = try sample.prune("api")
    try sample.write("public let log = 2\n", to: "packages/Log/Sources/Log.swift")
    try sample.write("", to: "packages/Log/Sources/New.swift")
    try sample.write("# Changed\n", to: "README.md")
    try sample.write("FROM y\n", to: "services/api/Dockerfile")
    try sample.write("// changed\n", to: "services/api/Tests/APITests.swift")
    try sample.write("", to: "packages/More/Sources/More.swift")
    let manifest = String(decoding: try File.read("\(sample.root)/Package.swift"), as: UTF8.self)
    let changed =
      manifest
      .replacing("    // Services.\n", with: "    .target(name: \"More\", path: \"packages/More/Sources\"),\n\n    // Services, each alone.\n")
      .replacing("products: [\n", with: "products: [\n    .library(name: \"More\", targets: [\"More\"]),\n")
      .replacing(
        "  dependencies: [.package(", with: "  dependencies: [\n    .package(url: \"https://example.com/b/other.git\", from: \"2.0.0\"), .package(")
    try sample.write(changed, to: "Package.swift")
    #expect(try sample.prune("api") == before)

    try sample.write("public let kit = 2\n", to: "packages/Kit/Sources/Kit.swift")
    let after = try sample.prune("api")
    #expect(after != before && after["full/packages/Kit/Sources/Kit.swift"] == "public let kit = 2\n")
    #expect(after["manifest/Package.swift"] == before["manifest/Package.swift"])
  }

  @Test func `tests of the service come when they are asked for, with what they need`() throws {
    let sample = try SamplePackages.monorepo()
    let tree = try sample.prune("api", tests: true)
    #expect(tree.paths.contains("full/services/api/Tests/APITests.swift") && tree.paths.contains("full/packages/Support/Sources/Support.swift"))
    #expect(!tree.paths.contains("full/packages/Kit/Tests/KitTests.swift"))
  }

  @Test func `the right to be executed and the time of the last change are those of the file`() throws {
    let sample = try SamplePackages.monorepo()
    let script = "services/api/Sources/run.sh"
    try sample.write("#!/bin/sh\n", to: script)
    try sample.run("chmod", "+x", "\(sample.root)/\(script)")
    try sample.run("touch", "-d", "2001-02-03T04:05:06Z", "\(sample.root)/\(script)")
    let tree = try sample.prune("api")
    #expect(tree["full/\(script)"] == "x:#!/bin/sh\n" && tree["full/services/api/Sources/main.swift"]?.hasPrefix("import") == true)
    #expect(try File.status("\(sample.output)/full/\(script)")?.modificationTime == 981_173_106_000_000_000)
  }

  @Test func `each manifest for certain versions of Swift is cut as well`() throws {
    let sample = try SamplePackages.monorepo()
    let manifest = String(decoding: try File.read("\(sample.root)/Package.swift"), as: UTF8.self)
    try sample.write(manifest.replacing("tools-version: 6.0", with: "tools-version: 6.1"), to: "Package@swift-6.1.swift")
    try sample.write(
      manifest.replacing("tools-version: 6.0", with: "tools-version: 5.9").replacing(
        "targets: [\n", with: "targets: [\n    .target(name: \"Old\"),\n"),
      to: "Package@swift-5.9.swift")
    let tree = try sample.prune("api")
    #expect(tree["full/Package@swift-6.1.swift"] == tree["full/Package.swift"]?.replacing("tools-version: 6.0", with: "tools-version: 6.1"))
    #expect(tree["manifest/Package@swift-5.9.swift"] == tree["full/Package.swift"]?.replacing("tools-version: 6.0", with: "tools-version: 5.9"))
  }
}
