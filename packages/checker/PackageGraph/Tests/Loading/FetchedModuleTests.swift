import SwiftImports
import TestSupport
import Testing

@testable import PackageGraph

/// What is known of modules that no manifest of the repository declares: by manifests, module list, pins and platform, never by checkouts.
@Suite(.blocking) struct FetchedModuleTests {
  private static let manifest = SampleFolder.manifest(
    "shop",
    """
    dependencies: [.package(url: "https://example.com/a/Swift-Log.git", from: "1.0.0")],
    targets: [
      .target(name: "Shop", dependencies: [.product(name: "Logging", package: "Swift-Log")]), .target(name: "Till"),
    ]
    """)
  private static let sources = [
    "Package.swift": manifest, "Sources/Shop/s.swift": "import Logging\nimport LogCore\n",
    "Sources/Till/t.swift": "import Logging\nimport Clock\nimport Odd\nimport Foundation\n",
  ]
  private static let checkouts = [
    ".build/checkouts/Swift-Log/Package.swift": SampleFolder.manifest(
      "logging",
      """
      products: [.library(name: "Logging", targets: ["Logging", "LogCore"]), .plugin(name: "Lint", targets: ["Lint"])],
      dependencies: [.package(url: "https://example.com/b/clock", from: "1.0.0")],
      targets: [
        .target(name: "Logging", dependencies: [.product(name: "Clock", package: "clock")]), .target(name: "LogCore"), .target(name: "Inner"),
        .plugin(name: "Lint", capability: .buildTool()), .executableTarget(name: "logtool"), .testTarget(name: "LoggingTests"),
      ]
      """),
    ".build/checkouts/clock/Package.swift": SampleFolder.manifest(
      "clock", "products: [.library(name: \"Clock\", targets: [\"CClock\"])], targets: [.systemLibrary(name: \"CClock\")]"),
    ".build/checkouts/clock/Sources/CClock/module.modulemap": "module Clock { }\n",
  ]
  private static let list = """
    {
      "version": 1,
      "products": [
        {"package":"clock","product":"Clock","modules":["Clock"]},
        {"package":"swift-log","modules":["Inner"]},
        {"package":"swift-log","product":"Lint","kind":"plugin"},
        {"package":"swift-log","product":"Logging","modules":["LogCore","Logging"],"needs":["Clock"]},
        {"package":"swift-log","product":"logtool","kind":"executable"}
      ]
    }

    """

  private static func shown(_ repository: Repository) -> [String] {
    repository.graph.modules.map { "\($0.name) \($0.origin)\($0.identity.map { " of \($0)" } ?? "")\($0.isAssumed ? ", assumed" : "")" }
  }

  @Test func `a product whose name no import can spell is a module of the name that SwiftPM makes of it`() throws {
    let manifest = SampleFolder.manifest(
      "shop",
      """
      dependencies: [.package(url: "https://example.com/a/field", from: "1.0.0")],
      targets: [.target(name: "Shop", dependencies: [.product(name: "Field+Holder", package: "field")])]
      """)
    let repository = try SampleFolder(["Package.swift": manifest, "Sources/Shop/s.swift": "import Field_Holder\n"]).load()
    #expect(Self.shown(repository) == ["Shop repository", "Field_Holder product of field, assumed"])
    #expect(repository.graph.imports.map(\.to) == repository.graph.modules[0].dependencies[0].modules)
  }

  @Test func `a product is a module of its name to every target, whoever declares it`() throws {
    let repository = try SampleFolder(Self.sources).load()
    #expect(
      Self.shown(repository) == [
        "Shop repository", "Till repository", "Logging product of swift-log, assumed", "Foundation platform", "Clock unknown", "LogCore unknown",
        "Odd unknown",
      ])
    #expect(repository.graph.modules[0].dependencies.map(\.modules) == [[2]])
    #expect(repository.graph.imports.filter { $0.to == 2 }.map(\.from) == [0, 1])
    #expect(repository.graph.notices == [])
  }

  @Test func `what is fetched changes nothing, with a module list and without`() throws {
    for list in [[:], [ModuleList.fileName: Self.list]] {
      let alone = try SampleFolder(Self.sources.merging(list) { $1 }).load().graph
      let fetched = try SampleFolder(Self.sources.merging(list) { $1 }.merging(Self.checkouts) { $1 }).load().graph
      #expect(alone == fetched)
    }
  }

  @Test func `the module list says which modules a product has and what they need`() throws {
    let repository = try SampleFolder(Self.sources.merging([ModuleList.fileName: Self.list]) { $1 }).load()
    #expect(
      Self.shown(repository) == [
        "Shop repository", "Till repository", "Clock product of clock", "LogCore product of swift-log", "Logging product of swift-log",
        "Foundation platform", "Odd unknown",
      ])
    #expect(repository.graph.modules[0].dependencies.map(\.modules) == [[3, 4]])
    #expect(repository.graph.modules[4].dependencies.map(\.modules) == [[2]])
    #expect(repository.graph.notices == [])
  }

  @Test func `the list is made from what is fetched, and written as it is read`() throws {
    let sample = try SampleFolder(Self.sources.merging(Self.checkouts) { $1 })
    let fetched = try sample.loader().fetchedModules()
    #expect(String(decoding: fetched.list.encoded(), as: UTF8.self) == Self.list)
    #expect(try ModuleList(parsing: fetched.list.encoded()) == fetched.list)
    #expect(fetched.missing == [:])
  }

  @Test func `packages are found where Xcode or a scratch path has them, and missed where nothing has`() throws {
    func moved(_ folder: String) -> [String: String] {
      let moved = Dictionary(uniqueKeysWithValues: Self.checkouts.map { (folder + $0.key.dropFirst(".build".count), $0.value) })
      return moved.merging(["\(folder)/workspace-state.json": ""]) { $1 }
    }
    let sample = try SampleFolder(Self.sources.merging(moved("SourcePackages")) { $1 })
    let xcode = try sample.loader().fetchedModules()
    #expect(xcode.list.packages == ["clock", "swift-log"])
    let elsewhere = try SampleFolder(Self.sources.merging(moved("else/where")) { $1 })
    #expect(try elsewhere.loader().fetchedModules().missing == ["swift-log": ["."]])
    #expect(try elsewhere.loader().fetchedModules(scratchFolders: [elsewhere.path("else/where")]).list == xcode.list)
  }

  @Test func `a list that does not go with the manifests is a notice`() throws {
    let list = Self.list.replacing("\"product\":\"Logging\"", with: "\"product\":\"Log\"").replacing("Logging", with: "Log")
      .replacing("\"swift-log\",\"modules\"", with: "\"gone\",\"modules\"")
    let repository = try SampleFolder(Self.sources.merging([ModuleList.fileName: list]) { $1 }).load()
    #expect(repository.noticeLines == ["stale-modules arch-modules.json"])
    #expect(
      repository.graph.notices[0].message == "The module list does not go with the manifests: it lacks Logging of swift-log, which manifests name; "
        + "it has gone, which nothing names any more")
    let pin = "{ \"pins\": [{ \"identity\": \"gone\" }], \"version\": 2 }"
    let files = Self.sources.merging([ModuleList.fileName: Self.list.replacing("\"swift-log\",\"modules\"", with: "\"gone\",\"modules\"")]) { $1 }
    #expect(try SampleFolder(files).load().noticeLines == ["stale-modules arch-modules.json"])
    #expect(try SampleFolder(files.merging(["App.xcodeproj/Package.resolved": pin]) { $1 }).load().noticeLines == [])
    let ignored = files.merging(["Package.resolved": pin, ".gitignore": "Package.resolved\n"]) { $1 }
    #expect(try SampleFolder(ignored).load().noticeLines == ["stale-modules arch-modules.json"], "what git ignores is on one machine alone")
  }

  @Test func `a list that cannot be read is an error at its place`() throws {
    for (text, line) in [("{ \"version\": 2, \"products\": [] }", 1), ("{ \"version\": 1,\n\"products\": [{ \"product\": \"A\" }] }", 2), ("", 1)] {
      let sample = try SampleFolder(Self.sources.merging([ModuleList.fileName: text]) { $1 })
      #expect { try sample.load() } throws: {
        ($0 as? RepositoryError)?.path == ModuleList.fileName && ($0 as? RepositoryError)?.position?.line == line
      }
    }
  }

  @Test(arguments: [
    "{ \"pins\": [{ \"identity\": \"async-clock\" }], \"version\": 3 }",
    "{ \"object\": { \"pins\": [{ \"package\": \"AsyncClock\", \"repositoryURL\": \"https://example.com/Async-Clock.git\" }] }, \"version\": 1 }",
  ])
  func `a name that a pin has is a fetched module`(pins: String) throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("shop", "targets: [.target(name: \"Shop\")]"), "Sources/Shop/s.swift": "import AsyncClock\nimport Odd\n",
      "Package.resolved": pins,
    ])
    #expect(try Self.shown(sample.load()) == ["Shop repository", "AsyncClock product of async-clock, assumed", "Odd unknown"])
  }

  @Test func `a product by the name of a platform's module is the platform's to those that do not reach it`() throws {
    let sample = try SampleFolder([
      "app/Package.swift": SampleFolder.manifest(
        "app",
        """
        dependencies: [.package(url: "https://example.com/Charts", from: "1.0.0")],
        targets: [.target(name: "App", dependencies: ["Charts"])]
        """), "app/Sources/App/a.swift": "import Charts\n",
      "kit/Package.swift": SampleFolder.manifest("kit", "targets: [.target(name: \"Kit\")]"), "kit/Sources/Kit/k.swift": "import Charts\n",
    ])
    #expect(try Self.shown(sample.load()) == ["App repository", "Kit repository", "Charts product of charts, assumed", "Charts platform"])
  }

  @Test func `an alias is the name that a fetched module is imported by`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "shop",
        """
        dependencies: [.package(url: "https://example.com/log", from: "1.0.0")],
        targets: [.target(name: "Shop", dependencies: [.product(name: "Log", package: "log", moduleAliases: ["Log": "OtherLog"])])]
        """), "Sources/Shop/s.swift": "import OtherLog\n",
    ])
    #expect(try Self.shown(sample.load()) == ["Shop repository", "Log product of log, assumed"])
  }

  @Test func `a package that is not where a path leads is a notice`() throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "shop", "dependencies: [.package(path: \"../gone\")], targets: [.target(name: \"Shop\", dependencies: [\"Gone\"])]"),
      "Sources/Shop/s.swift": "import Gone\n",
    ])
    let repository = try sample.load()
    #expect(Self.shown(repository) == ["Shop repository", "Gone product of gone, assumed"])
    #expect(repository.noticeLines == ["missing-package Package.swift"])
    #expect(repository.graph.notices[0].message.contains("gone (there is no folder ../gone)"))
    #expect(repository.graph.notices[0].position != nil)
  }

  @Test(arguments: [
    "Swift", "_Concurrency", "_StringProcessing", "SwiftShims", "Glibc", "Musl", "WinSDK", "FoundationNetworking", "Testing", "XCTest",
    "PackagePlugin",
    "UIKit", "SwiftUI", "CommonCrypto", "os", "simd", "SQLite3", "_MapKit_SwiftUI",
  ])
  func `the platform's modules are known by name`(name: String) { #expect(PlatformModules.contains(name)) }

  @Test(arguments: ["Logging", "SwiftSyntax", "swift", "_MapKit_Logging", "_MapKit", "", "MapKit_SwiftUI"])
  func `other names are none of the platform's`(name: String) { #expect(!PlatformModules.contains(name)) }

  @Test func `what the repository says of the platform holds before any package, save for what the target reaches`() throws {
    let sample = try SampleFolder(Self.sources)
    let options = RepositoryLoader.Options(environment: Environment.forChildren, scope: Scope(isPlatform: { $0 == "Odd" }))
    #expect(try Self.shown(RepositoryLoader(root: sample.folder.path, options: options).load()).contains("Odd platform"))
  }
}
