import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct AffectedTests {
  /// Core ← Kit ← App, with tests of Kit, in one package; a service of its own package on a product of it.
  private func makeRepository() throws -> GitFolder {
    let repository = try GitFolder()
    try repository.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "sample",
        products: [.library(name: "SampleKit", targets: ["Kit"])],
        targets: [
          .executableTarget(name: "App", dependencies: ["Kit"]),
          .target(name: "Kit", dependencies: ["Core"]),
          .target(name: "Core"),
          .testTarget(name: "KitTests", dependencies: ["Kit"]),
        ]
      )

      """, to: "Package.swift")
    try repository.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "api",
        dependencies: [.package(name: "sample", path: "../..")],
        targets: [.executableTarget(name: "Api", dependencies: [.product(name: "SampleKit", package: "sample")])]
      )

      """, to: "services/api/Package.swift")
    for (file, text) in [
      "Sources/App/main.swift": "import Kit\n", "Sources/Kit/Kit.swift": "import Core\n", "Sources/Core/Core.swift": "",
      "Tests/KitTests/KitTests.swift": "import Kit\n", "services/api/Sources/Api/main.swift": "import Kit\n", ".gitignore": ".build\n",
    ] { try repository.write(text, to: file) }
    try repository.commit()
    return repository
  }

  private func affected(_ repository: GitFolder, since: String = "HEAD", _ more: String...) throws -> [String] {
    let run = Run(
      ["affected", "--since", since, "--format", "json"] + more, in: repository.path, environment: repository.environment)
    try #require(run.code == .success, "\(run.diagnostics)")
    let json = try JSONValue(parsing: Array(run.output.utf8))
    try expectValid(json, schema: "affected.schema.json", test: "affected --format json")
    return (json["targets"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test func `nothing changed, nothing affected`() throws {
    let repository = try makeRepository()
    #expect(try affected(repository) == [])
    let run = repository.run("affected", "--since", "HEAD")
    #expect(run.code == .success && run.output == "No target is affected.\n")
  }

  @Test func `a changed file reaches importers, tests and services of other packages`() throws {
    let repository = try makeRepository()
    try repository.write("let one = 1\n", to: "Sources/Kit/Kit.swift")
    #expect(try affected(repository) == ["App", "Kit", "KitTests", "Api"])
    let json = try JSONValue(parsing: Array(repository.run("affected", "--since", "HEAD", "--format", "json").output.utf8))
    #expect(json["services"] == [["name": "api", "path": "services/api"]])
    #expect(json["packages"] == [["name": "sample", "path": "."], ["name": "api", "path": "services/api"]])
    #expect(json["anyService"] == true && json["anyTest"] == true && json["any"] == true && json["all"] == false)
    let text = repository.run("affected", "--since", "HEAD").output
    #expect(
      text == """
        4 targets affected:
          .:App: uses Kit
          .:Kit: Sources/Kit/Kit.swift: a file of Kit
          .:KitTests: uses Kit
          services/api:Api: uses Kit
        Services: api
        Tests: KitTests

        """)
  }

  @Test func `files that git does not track yet count, those it ignores do not`() throws {
    let repository = try makeRepository()
    try repository.write("", to: "Sources/App/.build/scratch.swift")
    #expect(try affected(repository) == [])
    try repository.write("", to: "Sources/App/New.swift")
    #expect(try affected(repository) == ["App"])
  }

  @Test func `a file that moves from one target to another counts at both places`() throws {
    let repository = try makeRepository()
    try repository.write("let one = 1\nlet two = 2\nlet three = 3\n", to: "Sources/App/Shared.swift")
    try repository.commit()
    try repository.git("mv", "Sources/App/Shared.swift", "Tests/KitTests/Shared.swift")
    #expect(try affected(repository) == ["App", "KitTests"])
    try repository.commit()
    #expect(try affected(repository, since: "HEAD~1") == ["App", "KitTests"])
  }

  @Test func `what happened on the other branch since it parted does not count`() throws {
    let repository = try makeRepository()
    try repository.git("checkout", "--quiet", "-b", "feature")
    try repository.write("let one = 1\n", to: "Sources/App/Feature.swift")
    try repository.commit()
    try repository.git("checkout", "--quiet", "main")
    try repository.write("let one = 1\n", to: "Sources/Core/Core.swift")
    try repository.commit()
    try repository.git("checkout", "--quiet", "feature")
    #expect(try affected(repository, since: "main") == ["App"])
  }

  @Test func `a new setting of one target affects that target and those who use it alone`() throws {
    let repository = try makeRepository()
    let manifest = String(decoding: try File.read("\(repository.path)/Package.swift"), as: UTF8.self)
    let changed = manifest.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("\"App\"") ? "    .executableTarget(name: \"App\", dependencies: [\"Kit\"], swiftSettings: [.define(\"X\")])," : line
    }.joined(separator: "\n")
    try repository.write("\(changed)\n// A comment.\n", to: "Package.swift")
    #expect(try affected(repository) == ["App"])
    try repository.write("\(manifest)\n// A comment.\n", to: "Package.swift")
    #expect(try affected(repository) == [])
  }

  @Test func `a manifest that looks around itself concerns its whole package, and says so`() throws {
    let repository = try makeRepository()
    let manifest = String(decoding: try File.read("\(repository.path)/services/api/Package.swift"), as: UTF8.self)
    try repository.write("\(manifest)\nlet here = Context.packageDirectory\n", to: "services/api/Package.swift")
    #expect(try affected(repository) == ["Api"])
    #expect(repository.run("affected", "--since", "HEAD").output.contains("may look at the files around it: packageDirectory"))
  }

  @Test func `a manifest that looks around itself only where a variable asks for it is told apart`() throws {
    let repository = try makeRepository()
    let manifest = String(decoding: try File.read("\(repository.path)/Package.swift"), as: UTF8.self)
    let block = """

      if Context.environment["BULKHEAD_TEST_UNSET"] == "1" {
        package.targets.removeAll { !FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + ($0.path ?? "")) }
      }

      """
    let whole = manifest.replacing("import PackageDescription", with: "import Foundation\nimport PackageDescription") + block
    try repository.write(whole, to: "Package.swift")
    try repository.commit()
    let changed = whole.replacing(
      ".executableTarget(name: \"App\", dependencies: [\"Kit\"]", with: ".executableTarget(name: \"App\", dependencies: [\"Kit\", \"Core\"]")
    #expect(changed != whole)
    try repository.write(changed, to: "Package.swift")
    #expect(try affected(repository) == ["App"])
  }

  @Test func `a file of no target concerns none and is named, unless the rules say that it concerns all`() throws {
    let repository = try makeRepository()
    try repository.write("Hello.\n", to: "docs/guide.md")
    #expect(try affected(repository) == [])
    #expect(repository.run("affected", "--since", "HEAD").output.contains("of no target's concern:\n  docs/guide.md: no target's own"))
    #expect(!repository.run("affected", "--since", "HEAD", "--ignore", "**/*.md").output.contains("guide.md"))

    let rules = #"{ "version": 1, "affectsAll": ["docs"], "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#
    try repository.write(rules, to: "arch-rules.json")
    #expect(try affected(repository).count == 5)
    #expect(try affected(repository, since: "HEAD", "--ignore", "other,docs") == [])
  }

  @Test func `a root below git's own sees its files by its own paths, and packages it uses beside it`() throws {
    let repository = try makeRepository()
    try repository.write("let one = 1\n", to: "Sources/Core/Core.swift")
    try repository.write("unrelated\n", to: "web/index.html")
    #expect(try affected(repository, since: "HEAD", "--root", "services/api") == ["Api"])
  }

  @Test func `without an earlier commit everything is affected`() throws {
    let repository = try makeRepository()
    #expect(try affected(repository, since: String(repeating: "0", count: 40)).count == 5)
  }

  @Test func `a revision that is not there says how to get it`() throws {
    let repository = try makeRepository()
    for revision in ["origin/main", "--output=x", "HEAD~5"] {
      let run = repository.run("affected", "--since=\(revision)")
      #expect(run.code == .failure && run.output == "")
      #expect(run.diagnostics.contains("fetch-depth: 0"), "\(run.diagnostics)")
    }
    #expect(repository.run("affected").diagnostics.contains("--since REV is missing"))
  }

  @Test func `a folder without git says so`() throws {
    let folder = try SampleRepository.make()
    let run = Run("affected", "--since", "HEAD", in: folder, environment: ["PATH": Environment["PATH"] ?? "", "GIT_CEILING_DIRECTORIES": "/"])
    #expect(run.code == .failure && run.diagnostics.contains("not a git repository"))
  }
}
