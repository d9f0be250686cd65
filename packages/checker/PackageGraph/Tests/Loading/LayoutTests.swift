import JSON
import Platform
import TestSupport
import Testing

@testable import PackageGraph

/// Which files belong to which target, with SwiftPM as the judge.
@Suite(.blocking) struct LayoutTests {
  /// A package in an odd shape, as a manifest's members and the files beside it.
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var tools = "6.0"
    let members: String
    let files: [String]
  }

  static let shapes = [
    Shape(
      testDescription: "targets in their default folders",
      members: "targets: [.target(name: \"A\"), .executableTarget(name: \"tool\"), .testTarget(name: \"ATests\")]",
      files: ["Sources/A/a.swift", "Sources/A/Deep/er/b.swift", "Sources/tool/main.swift", "Tests/ATests/t.swift"]),
    Shape(
      testDescription: "sources and tests both in src", members: "targets: [.target(name: \"A\"), .testTarget(name: \"ATests\")]",
      files: ["src/A/a.swift", "src/ATests/t.swift"]),
    Shape(
      testDescription: "one target that fills Sources, and one that fills Tests", tools: "5.9",
      members: "targets: [.target(name: \"A\"), .testTarget(name: \"T\")]",
      files: ["Sources/a.swift", "Sources/Sub/b.swift", "Tests/t.swift"]),
    Shape(
      testDescription: "paths, sources and excludes",
      members: """
        targets: [
          .target(name: "A", path: "lib", exclude: ["old", "b/skip.swift", "./dotted"], sources: ["a", "b", "one.swift"]),
          .target(name: "B", path: "./other/../other/b"),
        ]
        """,
      files: [
        "lib/a/a.swift", "lib/b/b.swift", "lib/b/skip.swift", "lib/c/c.swift", "lib/one.swift", "lib/two.swift", "lib/old/o.swift",
        "lib/dotted/d.swift", "other/b/b.swift",
      ]),
    Shape(
      testDescription: "the package's own folder",
      members: "targets: [.target(name: \"A\", path: \".\", exclude: [\"Extra\", \"Tests\"]), .testTarget(name: \"ATests\")]",
      files: ["a.swift", "Sub/b.swift", "Extra/e.swift", "Tests/ATests/t.swift", ".hidden.swift", ".hidden/h.swift"]),
    Shape(
      testDescription: "documents and projects",
      members: "targets: [.target(name: \"A\")]",
      files: [
        "Sources/A/a.swift", "Sources/A/Guide.docc/g.swift", "Sources/A/App.xcodeproj/x.swift", "Sources/A/P.playground/p.swift",
        "Sources/A/v1.2/v.swift", "Sources/A/Look.xcassets/l.swift", "Sources/A/.cache/c.swift",
      ]),
    Shape(
      testDescription: "folders with a dot, when each was a document", tools: "5.5",
      members: "targets: [.target(name: \"A\", sources: [\"a.swift\", \"v1.2\"]), .target(name: \"B\")]",
      files: ["Sources/A/a.swift", "Sources/A/v1.2/v.swift", "Sources/B/b.swift", "Sources/B/v1.2/v.swift"]),
    Shape(
      testDescription: "resources that end in .swift",
      members: "targets: [.target(name: \"A\", resources: [.copy(\"Templates\"), .process(\"raw.swift\")])]",
      files: ["Sources/A/a.swift", "Sources/A/Templates/t.swift", "Sources/A/raw.swift"]),
    Shape(
      testDescription: "names that are no identifiers",
      members: "targets: [.target(name: \"my-kit\"), .target(name: \"3D.Tools\"), .target(name: \"Größe 🚀\")]",
      files: ["Sources/my-kit/a.swift", "Sources/3D.Tools/b.swift", "Sources/Größe 🚀/c.swift"]),
    Shape(
      testDescription: "C, headers alone, and a module map",
      members: """
        targets: [
          .target(name: "CKit"), .target(name: "Headers"), .systemLibrary(name: "CLib"), .target(name: "A", dependencies: ["CKit", "CLib"]),
        ]
        """,
      files: [
        "Sources/CKit/include/k.h", "Sources/CKit/k.c", "Sources/Headers/include/h.h", "Sources/CLib/module.modulemap", "Sources/A/a.swift",
      ]),
    Shape(
      testDescription: "an executable by its main file, before there was another way", tools: "5.3",
      members: "targets: [.target(name: \"tool\"), .target(name: \"A\")]",
      files: ["Sources/tool/main.swift", "Sources/A/a.swift"]),
    Shape(
      testDescription: "a plugin",
      members: "targets: [.target(name: \"A\"), .plugin(name: \"P\", capability: .buildTool())]",
      files: ["Sources/A/a.swift", "Plugins/P/p.swift"]),
  ]

  @Test(arguments: shapes) func `the files of each target are those that SwiftPM compiles`(_ shape: Shape) throws {
    var files = Dictionary(uniqueKeysWithValues: shape.files.map { ($0, "") })
    files["Package.swift"] = SampleFolder.manifest("Shape", tools: shape.tools, shape.members)
    let sample = try SampleFolder(files)
    let repository = try sample.load()
    let loaded = repository.graph.modules.filter { $0.origin == .repository }.map { module in
      let sources = repository.sources[repository.graph.modules.firstIndex(of: module)!]
      return Described(name: module.target!, module: module.name, kind: module.kind!, folder: module.folder!, sources: sources.map(\.path).sorted())
    }
    let described = try describe(sample.folder.path)
    #expect(loaded == described)
    #expect(repository.graph.notices == [])
  }

  private struct Described: Equatable {
    var name: String
    var module: String
    var kind: TargetKind
    var folder: String
    var sources: [String]
  }

  /// What `swift package describe` says of the targets, in order of names.
  private func describe(_ folder: String) throws -> [Described] {
    let outcome = try ChildProcess.run(
      ["swift", "package", "--package-path", folder, "describe", "--type", "json"], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let targets = try #require(try JSONValue(parsing: outcome.output)["targets"]?.array)
    let kinds: [String: TargetKind] = [
      "library": .library, "executable": .executable, "test": .test, "plugin": .plugin, "system-target": .system, "macro": .macro,
    ]
    return try targets.map { target in
      let path = try #require(target["path"]?.string)
      let sources = try #require(target["sources"]?.array).compactMap(\.string).map { path == "." ? $0 : "\(path)/\($0)" }
      return Described(
        name: try #require(target["name"]?.string), module: try #require(target["c99name"]?.string),
        kind: try #require(kinds[target["type"]?.string ?? ""]), folder: path, sources: sources.sorted())
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
