import Platform
import TestSupport
import Testing

@testable import PackageGraph

/// What is kept of SwiftPM's answers, and when it is asked again.
@Suite(.blocking) struct ManifestCacheTests {
  private let swift: FakeSwift
  private let folder: TemporaryFolder
  private static let computed = "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: \"\\(1)\")\n"

  init() throws {
    swift = try FakeSwift()
    folder = try TemporaryFolder()
    try folder.write(Self.computed, to: "a/Package.swift")
  }

  private var cacheFile: String { folder.path + "/cache/manifests" }

  private func load(_ packages: String..., environment: [String] = ["HOME=/none"]) throws -> [LoadedManifest] {
    let loader = ManifestLoader(environment: environment, cacheFile: cacheFile, swift: swift.program)
    return try loader.load(packages.map { "\(folder.path)/\($0)/Package.swift" }).map { try $0.get() }
  }

  @Test func `an answer is kept for the next run`() throws {
    let first = try load("a")
    let second = try load("a")
    #expect(first.map(\.reader) == [.swiftPM])
    #expect(second.map(\.reader) == [.cache])
    #expect(second.map(\.manifest) == first.map(\.manifest))
    #expect(try swift.asked == ["\(folder.path)/a"])
  }

  @Test func `without a file nothing is kept`() throws {
    let loader = ManifestLoader(environment: [], swift: swift.program)
    for _ in 0..<2 { #expect(try loader.load(["\(folder.path)/a/Package.swift"]).map { try $0.get().reader } == [.swiftPM]) }
  }

  @Test func `another content is another question`() throws {
    _ = try load("a")
    try folder.write(Self.computed + "// more\n", to: "a/Package.swift")
    #expect(try load("a").map(\.reader) == [.swiftPM])
  }

  @Test func `the same content in another folder is another question`() throws {
    _ = try load("a")
    try folder.write(Self.computed, to: "b/Package.swift")
    #expect(try load("b").map(\.reader) == [.swiftPM])
  }

  @Test func `a sibling for a certain version is part of the question`() throws {
    _ = try load("a")
    try folder.write(Self.computed, to: "a/Package@swift-6.1.swift")
    #expect(try load("a").map(\.reader) == [.swiftPM])
    #expect(try load("a").map(\.reader) == [.cache])
    try folder.write(Self.computed + "//\n", to: "a/Package@swift-6.1.swift")
    #expect(try load("a").map(\.reader) == [.swiftPM])
  }

  @Test func `mirrors are part of the question`() throws {
    _ = try load("a")
    try folder.write("{}", to: "a/.swiftpm/configuration/mirrors.json")
    #expect(try load("a").map(\.reader) == [.swiftPM])
  }

  @Test func `another environment is another question, another terminal is not`() throws {
    _ = try load("a", environment: ["HOME=/none", "FLAG=1", "TERM=xterm", "SSH_TTY=/dev/pts/1", "PWD=/x"])
    #expect(try load("a", environment: ["TERM=dumb", "FLAG=1", "SHLVL=2", "HOME=/none"]).map(\.reader) == [.cache])
    #expect(try load("a", environment: ["HOME=/none", "FLAG=2"]).map(\.reader) == [.swiftPM])
    #expect(try load("a", environment: ["HOME=/none"]).map(\.reader) == [.swiftPM])
  }

  @Test func `a manifest does not see what the question leaves out`() throws {
    _ = try load("a", environment: ["HOME=/none", "FLAG=1", "TERM_PROGRAM=secret"])
    #expect(try swift.environment.contains("FLAG=1"))
    #expect(try !swift.environment.contains("TERM_PROGRAM"))
  }

  @Test func `other tools are asked again`() throws {
    _ = try load("a")
    try swift.become(version: "Swift version 6.4")
    #expect(try load("a").map(\.reader) == [.swiftPM])
  }

  @Test(arguments: ["Context.gitInformation", "FileManager.default.fileExists(atPath: \"x\")", "try! String(contentsOfFile: \"x\")", "Date()"])
  func `a manifest that asks for what can change by itself is asked each time`(question: String) throws {
    try folder.write(Self.computed + "let x = \(question)\n", to: "a/Package.swift")
    for _ in 0..<2 { #expect(try load("a").map(\.reader) == [.swiftPM]) }
  }

  @Test func `a manifest that is put together in steps is not`() throws {
    try folder.write(Self.computed + "package.targets.append(contentsOf: [])\n", to: "a/Package.swift")
    _ = try load("a")
    #expect(try load("a").map(\.reader) == [.cache])
  }

  @Test func `a damaged file is as good as none, and is mended`() throws {
    _ = try load("a")
    let whole = try File.read(cacheFile)
    var flipped = whole
    flipped[whole.count / 2] ^= 1
    for damaged in [[], Array("not a cache".utf8), Array(whole.dropLast()), flipped, whole + [0]] {
      try File.write(damaged, to: cacheFile)
      #expect(try load("a").map(\.reader) == [.swiftPM])
      #expect(try load("a").map(\.reader) == [.cache])
    }
    #expect(try File.read(cacheFile) == whole)
  }

  @Test func `a file that cannot be written is no error`() throws {
    let loader = ManifestLoader(environment: [], cacheFile: "/dev/null/x/manifests", swift: swift.program)
    #expect(try loader.load(["\(folder.path)/a/Package.swift"]).map { try $0.get().reader } == [.swiftPM])
  }

  @Test func `what is not used makes room`() {
    var cache = ManifestCache()
    for number in 0..<ManifestCache.maximumCount { cache.keep([1], for: Array("old \(number)".utf8)) }
    cache.write(to: cacheFile)
    cache = ManifestCache(reading: cacheFile)
    #expect(cache.answer(Array("old 7".utf8)) == [1])
    for number in 0..<10 { cache.keep([2], for: Array("new \(number)".utf8)) }
    cache.write(to: cacheFile)

    var kept = ManifestCache(reading: cacheFile)
    #expect((0..<10).allSatisfy { kept.answer(Array("new \($0)".utf8)) == [2] })
    #expect(kept.answer(Array("old 7".utf8)) == [1])
    #expect((0..<ManifestCache.maximumCount).count { kept.answer(Array("old \($0)".utf8)) != nil } == ManifestCache.maximumCount - 10)
  }
}
