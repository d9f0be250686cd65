import PackageGraph
import Platform
import TestSupport
import Testing

@Suite(.blocking) struct ManifestTests {
  @Test func `the manifest names no external package`() throws {
    let lines = try Checkout.lines("Package.swift")
    #expect(lines.contains("  dependencies: [],"))
    #expect(!lines.contains { $0.contains(".package(") })
    #expect(try !Checkout.exists("Package.resolved"))
  }

  @Test func `there is one manifest`() throws {
    let manifests = try Checkout.files(endingIn: ".swift").filter { $0 == "Package.swift" || $0.hasSuffix("/Package.swift") }
    #expect(manifests == ["Package.swift"])
  }

  @Test func `every package has sources, tests, and a README that names it`() throws {
    let text = try Checkout.text("Package.swift")
    for package in try Checkout.packages() {
      #expect(text.contains("path: \"\(package)/Sources\""), "\(package)")
      // Headers alone have nothing to test; what is made for tests is tested by them.
      let isTested = try !Checkout.exists("\(package)/Sources/module.modulemap") && !package.hasPrefix("packages/testing/")
      #expect(!isTested || text.contains("path: \"\(package)/Tests\""), "\(package)")
      #expect(try Checkout.lines("\(package)/README.md").first == "# \(package.split(separator: "/").last!)")
    }
  }

  @Test func `every tool, package and test folder is a target`() throws {
    let text = try Checkout.text("Package.swift")
    for (parent, ending) in [("Sources", ""), ("Tests", ""), ("services", "/Sources"), ("services", "/Tests")] {
      for folder in try Checkout.folders(in: parent) {
        let path = "path: \"\(parent)/\(folder)\(ending)"
        // A folder of tests may hold the programs that they run, each a target of its own.
        #expect(text.contains("\(path)\"") || parent == "Tests" && text.contains("\(path)/"), "\(parent)/\(folder) is in no target's path")
      }
    }
  }

  @Test func `where Dockerfiles ask for it, targets that are absent are dropped, and products and tests made of them`() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Checkout.text("Package.swift"), to: "Package.swift")
    for present in [
      "packages/base/JSON/Sources", "packages/base/JSON/Tests", "packages/base/Platform/Sources", "packages/base/Platform/Tests", "Sources/fleet",
    ] {
      try folder.write("", to: "\(present)/x.swift")
    }
    let environment = Environment.forChildren + ["BULKHEAD_PRESENT_TARGETS_ONLY=1"]
    let manifest = try SwiftPMManifestReader.read(folder: folder.path, environment: environment)
    // The tests need TestSupport, which is absent.
    #expect(manifest.targets.map(\.name) == ["Platform", "JSON", "Fleet"])
    #expect(manifest.products.map(\.name) == ["fleet"])
  }
}
