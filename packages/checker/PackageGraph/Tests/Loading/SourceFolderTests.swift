import Platform
import TestSupport
import Testing

@testable import PackageGraph

/// Links, overlaps, what is missing, and which target a file belongs to.
@Suite(.blocking) struct SourceFolderTests {
  private func package(_ members: String, _ files: [String]) throws -> SampleFolder {
    var texts = Dictionary(uniqueKeysWithValues: files.map { ($0, "") })
    texts["Package.swift"] = SampleFolder.manifest("P", members)
    return try SampleFolder(texts)
  }

  @Test func `links are followed, and a circle of them ends`() throws {
    let sample = try package(
      "targets: [.target(name: \"A\")]", ["Sources/A/a.swift", "Sources/A/Real/r.swift", "Shared/s.swift", "Shared/one.swift"])
    try sample.folder.link("../../Shared", at: "Sources/A/Linked")
    try sample.folder.link("../../Shared/one.swift", at: "Sources/A/one.swift")
    try sample.folder.link("../../A", at: "Sources/A/Real/Circle")
    try sample.folder.link("self", at: "Sources/A/self")
    try sample.folder.link("nowhere.swift", at: "Sources/A/broken.swift")
    let repository = try sample.load()
    #expect(
      repository.swiftFiles("A") == [
        "Sources/A/a.swift", "Sources/A/one.swift", "Sources/A/Real/r.swift", "Sources/A/Linked/one.swift", "Sources/A/Linked/s.swift",
      ])
    #expect(
      repository.noticeLines == ["foreign-source Sources/A/broken.swift", "foreign-source Sources/A/self"],
      "what no target owns may be shared; what is not there cannot be checked")
    #expect(repository.owners(ofFile: "Shared/s.swift") == [0])
  }

  @Test func `a link into another target's folder or out of the repository is a notice`() throws {
    let sample = try package(
      "targets: [.target(name: \"A\"), .target(name: \"B\")]", ["Sources/A/a.swift", "Sources/B/Inner/b.swift", "Sources/B/c.swift"])
    let outside = try TemporaryFolder()
    try outside.write("import Hidden\n", to: "o.swift")
    try sample.folder.link("../B/Inner", at: "Sources/A/Borrowed")
    try sample.folder.link("../B/c.swift", at: "Sources/A/c.swift")
    try sample.folder.link(outside.path, at: "Sources/A/Outside")
    let repository = try sample.load()
    #expect(
      repository.noticeLines == [
        "foreign-source Sources/A/Borrowed", "foreign-source Sources/A/Outside", "foreign-source Sources/A/c.swift",
      ])
    #expect(repository.swiftFiles("A").count == 4)
    #expect(repository.module("Hidden") != nil, "what a link leads to is read all the same")
  }

  @Test func `a file in the folders of two targets is a notice`() throws {
    let sample = try package(
      "targets: [.target(name: \"A\"), .target(name: \"B\", path: \"Sources/A/Inner\")]",
      ["Sources/A/a.swift", "Sources/A/Inner/x.swift", "Sources/A/Inner/y.swift"])
    let repository = try sample.load()
    #expect(repository.noticeLines == ["shared-source Sources/A/Inner/x.swift"])
    #expect(repository.graph.notices[0].message.hasPrefix("A and B both own this file and 1 more"))
    #expect(repository.owners(ofFile: "Sources/A/Inner/x.swift") == [0, 1])
  }

  @Test func `a target without folder or sources is a notice`() throws {
    let sample = try package("targets: [.target(name: \"A\"), .target(name: \"B\")]", ["Sources/A/readme.txt"])
    let notices = try sample.load().graph.notices
    #expect(notices.map(\.kind) == [.emptyTarget, .emptyTarget])
    #expect(notices.map(\.target) == [0, 1])
    #expect(notices.map(\.message.utf8.count).allSatisfy { $0 > 0 })
    #expect(notices[0].message.contains("no sources in Sources/A"))
    #expect(notices[1].message.contains("no folder Sources/B"))
  }

  @Test func `Swift files of no target are counted, but not those that git ignores`() throws {
    let sample = try package(
      "targets: [.target(name: \"A\", exclude: [\"old\"])]",
      [
        "Sources/A/a.swift", "Sources/A/old/o.swift", "App/main.swift", "Package@swift-6.0.swift", "out/o.swift", ".hidden/h.swift",
        "Sources/ArchProbes/p.swift",
      ])
    try sample.folder.write("out\n", to: ".gitignore")
    try sample.folder.write(SampleFolder.manifest("P", "targets: [.target(name: \"A\", exclude: [\"old\"])]"), to: "Package@swift-6.0.swift")
    #expect(try sample.load().graph.unowned == [UnownedSources(folder: "App", fileCount: 1), UnownedSources(folder: "Sources/A/old", fileCount: 1)])
  }

  @Test func `sources that git ignores are read, as SwiftPM compiles them`() throws {
    let sample = try package("targets: [.target(name: \"A\")]", ["Sources/A/a.swift", "Sources/A/Generated/g.swift"])
    try sample.folder.write("Generated\n", to: ".gitignore")
    #expect(try sample.load().swiftFiles("A") == ["Sources/A/a.swift", "Sources/A/Generated/g.swift"])
  }

  @Test func `a file belongs to the targets in whose folders it is, sources or not`() throws {
    let sample = try package(
      "targets: [.target(name: \"A\", exclude: [\"old\"]), .testTarget(name: \"ATests\")]", ["Sources/A/a.swift", "Tests/ATests/t.swift"])
    let repository = try sample.load()
    #expect(repository.owners(ofFile: "Sources/A/Data/table.json") == [0])
    #expect(repository.owners(ofFile: "Tests/ATests/gone.swift") == [1])
    #expect(repository.owners(ofFile: "Sources/A/old/x.swift") == [])
    #expect(repository.owners(ofFile: "Sources/A/.swp") == [])
    #expect(repository.owners(ofFile: "Sources/AB/x.swift") == [])
    #expect(repository.owners(ofFile: "Package.swift") == [])
  }

  @Test func `a conflict marker is a notice`() throws {
    let sample = try package("targets: [.target(name: \"A\")]", ["Sources/A/a.swift"])
    try sample.folder.write("import X\n<<<<<<< ours\nimport Y\n=======\nimport Z\n>>>>>>> theirs\n", to: "Sources/A/a.swift")
    let notice = try #require(try sample.load().graph.notices.first)
    #expect(notice.kind == .conflictMarker)
    #expect(notice.position?.line == 2)
  }

  @Test func `a folder without packages says what is missing`() throws {
    let sample = try SampleFolder(["readme.txt": ""])
    #expect { try sample.load() } throws: { error in
      "\(error)".contains("there is no Package.swift here") && "\(error)".hasPrefix(sample.folder.path)
    }
  }

  @Test func `a manifest that does not compile is an error at its place`() throws {
    let sample = try SampleFolder(["Deep/Package.swift": "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Pakage(name: \"x\")\n"]
    )
    #expect { try sample.load() } throws: { error in "\(error)".hasPrefix("Deep/Package.swift:3:15: ") }
  }

  @Test func `a source that cannot be read is an error`() throws {
    let sample = try package("targets: [.target(name: \"A\")]", ["Sources/A/a.swift", "Sources/A/b.swift"])
    // The superuser reads whatever the mode says: a file that goes away between the listing and the reading is unreadable to all.
    let walk = try RepositoryWalk(root: sample.folder.path, workers: 1)
    try File.remove(sample.path("Sources/A/b.swift"))
    var tree = FolderTree(root: sample.folder.path, walk: walk)
    let rules = SourceRules(Manifest.Target(name: "A", kind: .library), in: "Sources/A", package: "", toolsVersion: ToolsVersion(6))
    let files = try TargetFiles(in: "Sources/A", rules: rules, tree: &tree)
    #expect { _ = try SourceScan(files.swiftFiles, root: sample.folder.path, workers: 2) } throws: { error in
      "\(error)".hasPrefix("Sources/A/b.swift: cannot open it: ")
    }
  }

  @Test func `one thread and two find the same`() throws {
    var files = ["Package.swift": SampleFolder.manifest("P", "targets: [.target(name: \"A\"), .target(name: \"B\")]")]
    for index in 0..<60 {
      files["Sources/A/\(index)/a\(index).swift"] = "import M\(index % 7)\nimport B\n"
      files["Sources/B/b\(index).swift"] = "import N\(index % 5)\n"
    }
    let sample = try SampleFolder(files)
    #expect(try sample.load(workers: 1).graph == sample.load(workers: 2).graph)
  }
}
