import Platform
import TestSupport
import Testing

@testable import Benchmark

@Suite(.blocking) struct SampleRepositoryTests {
  private static let files = 120

  private func make(_ layout: SampleRepository.Layout) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try SampleRepository(layout: layout, files: Self.files).make(in: "\(folder.path)/sample")
    return folder
  }

  /// The relative paths and the bytes of all files.
  private func contents(of folder: String, below path: String = "") throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for entry in try Folder.entries("\(folder)/\(path)") {
      let inner = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
      if entry.kind == .folder {
        contents.merge(try self.contents(of: folder, below: inner)) { first, _ in first }
      } else {
        contents[inner] = try File.read("\(folder)/\(inner)")
      }
    }
    return contents
  }

  @Test func `the same repository is made on every machine`() throws {
    let folder = try make(.onePackage)
    // FNV-1a over everything in order of the paths. When the sample is changed on purpose, change its edition and this.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for (path, bytes) in try contents(of: "\(folder.path)/sample").sorted(by: { $0.key < $1.key }) {
      for byte in Array(path.utf8) + bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(hash == 8_439_799_726_203_855_440)
  }

  @Test func `the layouts without third parties have the same sources`() throws {
    let folders = try [SampleRepository.Layout.onePackage, .manyPackages].map(make)
    let one = try contents(of: "\(folders[0].path)/sample").filter { $0.key.hasPrefix("Sources/") }
    let many = try contents(of: "\(folders[1].path)/sample").filter { $0.key.contains("/Sources/") }
    #expect(one.count == Self.files)
    let shortened = many.map { path, bytes in ("Sources/" + path.split(separator: "/").dropFirst(3).joined(separator: "/"), bytes) }
    #expect(Dictionary(uniqueKeysWithValues: shortened) == one)
  }

  @Test(arguments: SampleRepository.Layout.allCases)
  func `each target has a name of its own and depends on lower layers`(layout: SampleRepository.Layout) {
    let sample = SampleRepository(layout: layout, files: Self.files)
    #expect(Set((0..<sample.targetCount).map { sample.name(of: $0) }).count == sample.targetCount)
    for target in 0..<sample.targetCount {
      let layer = sample.layers.first { $0.targets.contains(target) }!
      #expect(sample.dependencies(of: target).allSatisfy { $0 < layer.targets.lowerBound })
    }
  }

  @Test func `the monorepo has the same sources whether or not others' packages are fetched`() throws {
    let folders = try [SampleRepository.Layout.monorepo, .fetchedMonorepo].map { layout in
      let folder = try TemporaryFolder()
      try SampleRepository(layout: layout, files: 300).make(in: "\(folder.path)/sample")
      return folder
    }
    let (bare, fetched) = try (contents(of: "\(folders[0].path)/sample"), contents(of: "\(folders[1].path)/sample"))
    let checkouts = fetched.filter { $0.key.hasPrefix(".build/checkouts/") }
    #expect(checkouts.count == 2 * SampleRepository.thirdParties.count)
    #expect(fetched.filter { checkouts[$0.key] == nil } == bare)
    #expect(bare.keys.count { $0.hasSuffix("/Package.swift") } == 300)
    #expect(bare.keys.count { $0.contains("/Tests/") } == 300)
  }

  @Test func `the sources parse`() throws {
    let folder = try make(.onePackage)
    let sources = try contents(of: "\(folder.path)/sample").keys.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder.path)/sample/\($0)" }
    let outcome = try ChildProcess.run(["swiftc", "-frontend", "-parse"] + sources, environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput.prefix(2000), as: UTF8.self))")
  }

  @Test func `a repository that is there is not made again`() throws {
    let folder = try make(.onePackage)
    let rules = "\(folder.path)/sample/arch-rules.json"
    try File.write(Array("touched".utf8), to: rules)
    try SampleRepository(layout: .onePackage, files: Self.files).make(in: "\(folder.path)/sample")
    #expect(try File.read(rules) == Array("touched".utf8))
    try SampleRepository(layout: .onePackage, files: Self.files + 1).make(in: "\(folder.path)/sample")
    #expect(try File.read(rules) != Array("touched".utf8))
  }
}
