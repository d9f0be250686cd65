import Platform
import SwiftImports
import Synchronization
import TestSupport
import Testing

/// The scanner against the installed compiler's own scan.
@Suite(.blocking) struct CompilerAgreementTests {
  /// What the scanner says must be imported here, and what may be, if conditions hold that only the compiler can evaluate.
  private struct Expectation {
    var certain: Set<String> = []
    var possible: Set<String> = []
    var decided = 0

    init(_ imports: [Import]) {
      for found in imports {
        let holds = HostCondition.holds(found.condition)
        if holds != nil { decided += 1 }
        if holds == true { certain.insert(found.module) }
        if holds != false { possible.insert(found.module) }
      }
    }
  }

  /// Compares file by file, over all cores.
  private func compare(_ files: [String], named name: String) throws {
    let compiler = try CompilerScan()
    let totals = Mutex((imports: 0, decided: 0))
    let disagreements = Threads.map(files.count) { index -> String? in
      do {
        let found = ImportScanner.scan(try File.read(files[index])).imports
        let expected = Expectation(found)
        guard let seen = try compiler.modules(in: [files[index]]) else { return "\(files[index]): no answer" }
        totals.withLock {
          $0.imports += found.count
          $0.decided += expected.decided
        }
        if expected.certain.isSubset(of: seen), seen.isSubset(of: expected.possible) { return nil }
        return "\(files[index]): the scanner says \(expected.certain.sorted()), the compiler \(seen.sorted())"
      } catch { return "\(files[index]): \(error)" }
    }
    #expect(disagreements.compactMap { $0 } == [])
    let (imports, decided) = totals.withLock { $0 }
    print("\(name): \(files.count) files, \(imports) imports, \(decided) of them under conditions that can be decided here")
    #expect(decided >= imports / 2)
  }

  @Test func `both find the same imports in this repository's sources`() throws {
    let root = String(#filePath.dropLast("/packages/checker/SwiftImports/Tests/Agreement/CompilerAgreementTests.swift".count))
    let files = try ["Sources", "packages", "services", "Tests"].flatMap { try Self.files(below: "\(root)/\($0)") { $0.hasSuffix(".swift") } }
    // A process for each file takes its time: each run looks at some of them.
    var generator = SeededGenerator(for: "this repository")
    try compare(Array(files.shuffled(using: &generator).prefix(100)), named: "this repository")
  }

  @Test func `both find the same imports in the interfaces of the toolchain's modules`() throws {
    let resources = try #require(try CompilerScan.resources())
    let interfaces = try Self.files(below: "\(resources)/linux") { $0.hasSuffix(".swiftinterface") && !$0.hasSuffix(".private.swiftinterface") }
    // The compiler takes minutes over the largest as source text, and takes a file for source text by its name.
    let folder = try TemporaryFolder()
    var copies: [String] = []
    for interface in interfaces {
      let bytes = try File.read(interface)
      if bytes.count < 1_000_000 { copies.append(try folder.write(String(decoding: bytes, as: UTF8.self), to: "\(copies.count).swift")) }
    }
    try compare(copies, named: "toolchain interfaces")
    #if os(Linux)
      #expect(copies.count > 10)
    #endif
  }

  @Test func `both find the same imports in generated sources`() throws {
    let compiler = try CompilerScan()
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(for: "generated sources")
    var batches: [[(path: String, text: String)]] = []
    for batch in 0..<12 {
      batches.append(
        try (0..<25).map { file in
          var source = SourceGenerator(generator, prefix: "M\(batch)x\(file)x")
          let text = source.file()
          generator = source.generator
          return (try folder.write(text, to: "\(batch)/\(file).swift"), text)
        })
    }
    let disagreements = Threads.map(batches.count) { [batches] index -> [String] in
      guard let seen = try? compiler.modules(in: batches[index].map(\.path)) else { return ["no answer"] }
      return batches[index].enumerated().compactMap { file, source in
        let expected = Expectation(ImportScanner.scan(Array(source.text.utf8)).imports)
        let seen = seen.filter { $0.hasPrefix("M\(index)x\(file)x") }
        if expected.certain == expected.possible, expected.certain == seen { return nil }
        return "the scanner says \(expected.certain.sorted()), the compiler \(seen.sorted()):\n\(source.text)"
      }
    }
    #expect(disagreements.flatMap { $0 } == [])
  }

  private static func files(below folder: String, where isIncluded: (String) -> Bool) throws -> [String] {
    guard try File.status(folder)?.kind == .folder else { return [] }
    return try Folder.entries(folder).flatMap { entry in
      let path = "\(folder)/\(entry.name)"
      return switch entry.kind {
      case .folder: try Self.files(below: path, where: isIncluded)
      case .file: isIncluded(path) ? [path] : []
      default: [String]()
      }
    }.sorted()
  }
}
