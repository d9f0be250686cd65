import CommandLine
import JSON
import PackageGraph
import Platform
import Testing

@testable import Bulkhead

/// A root package with Core and Tool, one of its own for the service Api, and a checkout beside the root.
@Suite struct ChangeAttributionTests {
  private let graph: ModuleGraph = {
    var graph = ModuleGraph()
    graph.packages = [
      Package(name: "root", folder: "."), Package(name: "api", folder: "services/api"), Package(name: "near", folder: "../near", isExternal: true),
    ]
    graph.modules = [
      Module(name: "Core", kind: .library, package: 0, target: "Core", folder: "packages/Core/Sources"),
      Module(name: "Tool", kind: .executable, package: 0, target: "Tool", folder: "Sources/Tool"),
      Module(name: "Api", kind: .executable, package: 1, target: "Api", folder: "services/api/Sources/Api"),
      Module(name: "Near", origin: .checkout, kind: .library, package: 2, target: "Near"),
    ]
    graph.modules[1].dependencies = [DeclaredDependency(name: "Near", modules: [3])]
    graph.modules[2].dependencies = [DeclaredDependency(name: "CoreKit", modules: [0])]
    return graph
  }()

  private func reasons(_ paths: String..., versions: ManifestVersions? = nil) -> [String] {
    let attribution = ChangeAttribution(
      graph: graph, rulesPath: "arch-rules.json", affectsAll: { $0 == "Makefile" || $0.hasPrefix("scripts/") },
      owners: { path in
        graph.modules.indices.filter { module in
          guard let folder = graph.modules[module].folder else { return false }
          return PathText.contains(folder, path) && !path.contains("/Excluded/")
        }
      },
      manifestVersions: { _ in
        guard let versions else { throw Failure("it is computed") }
        return versions
      })
    return attribution.reasons(paths).map { reason in
      reason.isAll ? "\(reason.path) all" : "\(reason.path) " + reason.modules.map { graph.modules[$0].name }.joined(separator: " ")
    }
  }

  @Test func `a file is its target's, also where the target leaves it out`() {
    #expect(reasons("packages/Core/Sources/A.swift") == ["packages/Core/Sources/A.swift Core"])
    #expect(reasons("packages/Core/Sources/Excluded/A.swift") == ["packages/Core/Sources/Excluded/A.swift Core"])
  }

  @Test func `a file of no target concerns the targets of the nearest folder that has some`() {
    #expect(reasons("services/api/Dockerfile") == ["services/api/Dockerfile Api"])
    #expect(reasons("services/new/Dockerfile") == ["services/new/Dockerfile Api"])
    #expect(reasons("packages/Core/README.md") == ["packages/Core/README.md Core"])
  }

  @Test func `a folder that changed as a whole, as submodules do, concerns what is in it`() {
    #expect(reasons("services/api") == ["services/api Api"])
  }

  @Test func `what no target owns concerns none, unless the rules file says that it concerns all`() {
    #expect(reasons("docs/guide.md") == ["docs/guide.md "])
    #expect(reasons("README.md") == ["README.md "])
    #expect(reasons("Makefile") == ["Makefile all"])
    #expect(reasons("scripts/build") == ["scripts/build all"])
  }

  @Test func `the rules and the baseline concern no target's build, and the toolchain every one's`() {
    #expect(reasons("arch-rules.json") == ["arch-rules.json "])
    #expect(reasons("bulkhead-baseline.json") == ["bulkhead-baseline.json "])
    #expect(reasons("arch-modules.json") == ["arch-modules.json "])
    #expect(reasons("services/api/bulkhead-baseline.json") == ["services/api/bulkhead-baseline.json "])
    #expect(reasons(".swift-version") == [".swift-version all"])
    #expect(reasons("services/api/.swift-version") == ["services/api/.swift-version all"])
  }

  @Test func `pinned versions concern the targets that depend on something fetched`() {
    #expect(reasons("Package.resolved") == ["Package.resolved Tool"])
    #expect(reasons("services/api/Package.resolved") == ["services/api/Package.resolved "])
    #expect(reasons("App.xcworkspace/xcshareddata/swiftpm/Package.resolved") == ["App.xcworkspace/xcshareddata/swiftpm/Package.resolved Tool"])
  }

  @Test func `outside the root only packages that are used count`() {
    #expect(reasons("../near/Sources/A.swift") == ["../near/Sources/A.swift Near"])
    #expect(reasons("../web/index.html") == [])
  }

  @Test func `a manifest concerns the targets it defines otherwise`() {
    let versions = ManifestVersions(
      old: ["targets": [["name": "Core"], ["name": "Tool"]]], new: ["targets": [["name": "Core", "path": "x"], ["name": "Tool"]]])
    #expect(reasons("Package.swift", versions: versions) == ["Package.swift Core"])
  }

  @Test func `a product that became another concerns who declares it, in any package`() {
    let versions = ManifestVersions(old: ["name": "root"], new: ["name": "root", "products": [["name": "CoreKit", "targets": ["Core"]]]])
    #expect(reasons("Package.swift", versions: versions) == ["Package.swift Api"])
  }

  @Test func `other dependencies concern the targets that use another package`() {
    let versions = ManifestVersions(old: ["name": "root", "dependencies": [1]], new: ["name": "root", "dependencies": [2]])
    #expect(reasons("Package.swift", versions: versions) == ["Package.swift Tool"])
  }

  @Test func `a setting of the package concerns all its targets`() {
    let versions = ManifestVersions(old: ["platforms": [1]], new: ["platforms": [2]])
    #expect(reasons("Package.swift", versions: versions) == ["Package.swift Core Tool"])
  }

  @Test func `a manifest that cannot be compared concerns its package, or all where there is none any more`() {
    #expect(reasons("Package.swift") == ["Package.swift Core Tool"])
    #expect(reasons("services/api/Package@swift-6.0.swift") == ["services/api/Package@swift-6.0.swift Api"])
    #expect(reasons("services/old/Package.swift") == ["services/old/Package.swift all"])
  }

  @Test func `a package's manifests count once, and a manifest among sources is a file of theirs as well`() {
    #expect(reasons("Package.swift", "Package@swift-6.0.swift") == ["Package.swift Core Tool"])
    let empty = ManifestVersions(old: [:], new: [:])
    #expect(
      reasons("Sources/Tool/Fixture/Package.swift", versions: empty) == [
        "Sources/Tool/Fixture/Package.swift Tool", "Sources/Tool/Fixture/Package.swift ",
      ])
  }

  @Test func `what was a removed target's is of no concern`() {
    let versions = ManifestVersions(
      old: ["name": "root", "targets": [["name": "Gone", "path": "packages/Gone/Sources"], ["name": "Lost"]]], new: ["name": "root", "targets": []])
    let paths = ["packages/Gone/Sources/A.swift", "Sources/Lost/B.swift"]
    #expect(reasons("Package.swift", paths[0], paths[1], versions: versions) == ["Package.swift "])
    #expect(reasons("Package.swift", "packages/Other/A.swift", versions: versions) == ["Package.swift ", "packages/Other/A.swift Core"])
  }
}

@Suite struct ServiceListTests {
  @Test func `a service is a package, or the folder that holds its sources`() {
    var graph = ModuleGraph()
    graph.packages = [Package(name: "root", folder: "."), Package(name: "api", folder: "services/api")]
    let folders = ["services/worker/Sources", "services/worker/Tests", "services/plain", "packages/Core/Sources"]
    graph.modules = folders.map { Module(name: $0, kind: $0.hasSuffix("Tests") ? .test : .executable, package: 0, target: $0, folder: $0) }
    for name in ["Api", "ApiModels"] {
      graph.modules.append(Module(name: name, kind: .library, package: 1, target: name, folder: "services/api/Sources/\(name)"))
    }
    let found = ServiceList(graph, members: nil).services.map { "\($0.name) \($0.path) \($0.modules)" }
    #expect(found == ["api services/api [4, 5]", "plain services/plain [2]", "worker services/worker [0]"])
    #expect(ServiceList(graph, members: [3]).services.map(\.path) == ["packages/Core"])
  }
}
