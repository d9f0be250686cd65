import SwiftImports
import TestSupport
import Testing

@testable import PackageGraph

/// What belongs to a repository: which manifests count, and what is left out.
struct ScopeTests {
  private static let broken = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: 1)\n"

  private static let app = [
    "Package.swift": SampleFolder.manifest(
      "app", "targets: [.target(name: \"App\"), .testTarget(name: \"AppTests\", resources: [.copy(\"Fixtures\")])]"),
    "Sources/App/a.swift": "import Foundation\n", "Tests/AppTests/t.swift": "import App\n",
  ]

  private func load(_ files: [String: String], ignoring ignored: String...) throws -> Repository {
    let sample = try SampleFolder(Self.app.merging(files) { _, new in new })
    let options = RepositoryLoader.Options(environment: Environment.forChildren, scope: Scope { ignored.contains($0) })
    return try RepositoryLoader(root: sample.folder.path, options: options).load()
  }

  @Test func `manifests that cannot be evaluated are notices, all at once, and the rest is read`() throws {
    let graph = try load(["Fixtures/One/Package.swift": Self.broken, "Fixtures/Two/Package.swift": Self.broken]).graph
    #expect(graph.packages.map(\.folder) == ["."])
    #expect(graph.imports.count == 2)
    let notices = graph.notices.map { "\($0.kind.rawValue) \($0.path):\($0.position?.line ?? 0)" }
    #expect(notices == ["unreadable-manifest Fixtures/One/Package.swift:3", "unreadable-manifest Fixtures/Two/Package.swift:3"])
  }

  @Test func `what is wrong with a manifest is told in a line`() throws {
    let manifest = SampleFolder.manifest("two", "targets: [.target(nam: \"A\"), .target(nam: \"B\")]")
    let graph = try load(["Fixtures/One/Package.swift": manifest]).graph
    let messages = graph.notices.map(\.message)
    #expect(messages.count == 1 && messages[0].split(separator: "; ").count >= 2 && !messages[0].contains("\n"), "\(messages)")
  }

  @Test func `where no manifest can be evaluated there is nothing to read, and every reason is told`() throws {
    let sample = try SampleFolder(["Package.swift": Self.broken, "Inner/Package.swift": Self.broken])
    let error = #expect(throws: RepositoryError.self) { try sample.load() }
    #expect(error?.path == "Package.swift" && error?.position?.line == 3)
    #expect(error?.message.contains("\nInner/Package.swift:3:") == true, "\(error?.message ?? "")")
  }

  @Test func `a file that does not import PackageDescription is a source, whatever its name`() throws {
    let repository = try load([
      "Sources/App/Model/Package.swift": "import Parcels\nstruct Package {}\n", "Loose/Package.swift": "struct Package {}\n",
    ])
    #expect(repository.swiftFiles("App") == ["Sources/App/a.swift", "Sources/App/Model/Package.swift"])
    #expect(repository.graph.modules.map(\.name).contains("Parcels"))
    #expect(repository.graph.notices == [])
    #expect(repository.graph.unowned == [UnownedSources(folder: "Loose", fileCount: 1)])
  }

  @Test func `a manifest that a target above compiles is a source, whether or not it can be evaluated`() throws {
    let nested = SampleFolder.manifest("nested", "targets: [.target(name: \"Nested\")]")
    let repository = try load([
      "Sources/App/Good/Package.swift": nested, "Sources/App/Good/Sources/Nested/n.swift": "", "Sources/App/Bad/Package.swift": Self.broken,
    ])
    #expect(repository.graph.packages.map(\.folder) == ["."])
    #expect(repository.graph.notices == [])
    let sources = ["a.swift", "Bad/Package.swift", "Good/Package.swift", "Good/Sources/Nested/n.swift"]
    #expect(repository.swiftFiles("App") == sources.map { "Sources/App/\($0)" })
  }

  @Test func `a package in a target's resources is one of the repository's`() throws {
    let nested = SampleFolder.manifest("nested", "targets: [.target(name: \"Nested\")]")
    let graph = try load(["Tests/AppTests/Fixtures/Package.swift": nested, "Tests/AppTests/Fixtures/Sources/Nested/n.swift": ""]).graph
    #expect(graph.packages.map(\.folder) == [".", "Tests/AppTests/Fixtures"])
  }

  @Test func `what is ignored is not looked at, and what a target compiles there is read all the same`() throws {
    let repository = try load(
      [
        "Fixtures/One/Package.swift": Self.broken, "Fixtures/One/f.swift": "", "Sources/App/Generated/g.swift": "import Hidden\n",
        "Loose/l.swift": "",
      ],
      ignoring: "Fixtures", "Sources/App/Generated", "Nowhere")
    #expect(repository.graph.ignoredFolders == ["Fixtures", "Sources/App/Generated"])
    #expect(repository.graph.notices == [])
    #expect(repository.swiftFiles("App") == ["Sources/App/a.swift", "Sources/App/Generated/g.swift"])
    #expect(repository.graph.modules.map(\.name).contains("Hidden"))
    #expect(repository.graph.unowned == [UnownedSources(folder: "Loose", fileCount: 1)])
  }

  @Test func `a package that another depends on by path is read, ignored or not`() throws {
    let repository = try load(
      [
        "Package.swift": SampleFolder.manifest(
          "app", "dependencies: [.package(path: \"Kit\")], targets: [.target(name: \"App\", dependencies: [\"Kit\"])]"),
        "Kit/Package.swift": SampleFolder.manifest(
          "Kit", "products: [.library(name: \"Kit\", targets: [\"Kit\"])], targets: [.target(name: \"Kit\")]"), "Kit/Sources/Kit/k.swift": "",
      ], ignoring: "Kit")
    #expect(repository.graph.packages.map(\.folder) == [".", "Kit"])
  }

  @Test func `folders that no package has are a module, which imports and is imported`() throws {
    let sample = try SampleFolder(
      Self.app.merging([
        "iOS/App/Main.swift": "import App\nimport Widgets\n", "iOS/App/Views/View.swift": "import UIKit\n", "iOS/Widgets/w.swift": "",
        "iOS/Package/Package.swift": SampleFolder.manifest("p", "targets: [.target(name: \"P\")]"),
        "iOS/Package/Sources/P/p.swift": "import Widgets\n",
        "Scripts/s.swift": "", "Scripts/deep/d.swift": "", "Dangerfile.swift": "",
      ]) { $1 })
    let scope = Scope(folderModules: [
      FolderModule(name: "Phone", folder: "iOS", owns: { $0.hasPrefix("iOS/App/") || $0.hasPrefix("iOS/Package/") }),
      FolderModule(name: "Widgets", folder: "iOS/Widgets", owns: { $0.hasPrefix("iOS/Widgets/") }),
    ])
    let options = RepositoryLoader.Options(environment: Environment.forChildren, scope: scope)
    let repository = try RepositoryLoader(root: sample.folder.path, options: options).load()
    let graph = repository.graph
    #expect(graph.packages.map(\.folder) == [".", "iOS/Package"])
    #expect(graph.modules.filter { $0.origin == .repository }.map(\.name) == ["App", "AppTests", "P", "Phone", "Widgets"])
    let phone = try #require(repository.module("Phone"))
    #expect(phone.isFolders && phone.package == nil && phone.kind == nil && phone.folder == "iOS" && phone.fileCount == 2)
    #expect(
      repository.edges.filter { $0.hasPrefix("Phone") || $0.hasPrefix("P ") } == [
        "P -> Widgets iOS/Package/Sources/P/p.swift:1:8", "Phone -> App iOS/App/Main.swift:1:8", "Phone -> Widgets iOS/App/Main.swift:2:8",
        "Phone -> UIKit iOS/App/Views/View.swift:1:8",
      ])
    #expect(graph.folderSources == ["iOS/App/Main.swift", "iOS/App/Views/View.swift", "iOS/Widgets/w.swift"])
    #expect(graph.unowned == [UnownedSources(folder: ".", fileCount: 1), UnownedSources(folder: "Scripts", fileCount: 2)])
    #expect(repository.owners(ofFile: "iOS/App/New.swift").map { graph.modules[$0].name } == ["Phone"])
    #expect(repository.owners(ofFile: "iOS/Package/Sources/P/n.swift").map { graph.modules[$0].name } == ["P"])
  }
}
