import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct TransactionTests {
  private struct Fault: Error {}

  private static let changes: [RepositoryChange] = [
    .create(path: "a/deep/new/One.swift", bytes: Array("one".utf8)),
    .replace(path: "Package.swift", old: Array("old".utf8), new: Array("new".utf8)),
    .create(path: "a/Two.swift", bytes: []),
    .replace(path: "a/deep/There.md", old: [0xFF, 0], new: [1]),
    .create(path: "b/Three.swift", bytes: Array("three".utf8)),
  ]

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "Package.swift")
    try folder.write("", to: "a/deep/There.md")
    try File.write([0xFF, 0], to: "\(folder.path)/a/deep/There.md")
    return folder
  }

  /// The names of the steps that there are.
  private func steps() throws -> [String] {
    let folder = try folder()
    var steps: [String] = []
    try Transaction(root: folder.path) { steps.append($0) }.perform(Self.changes)
    return steps
  }

  @Test func `all changes are made, and nothing else is left`() throws {
    let folder = try folder()
    try Transaction(root: folder.path).perform(Self.changes)
    let after = try RepositoryCopy.snapshot(folder.path)
    #expect(
      after.keys.sorted() == [
        "Package.swift", "a/", "a/Two.swift", "a/deep/", "a/deep/There.md", "a/deep/new/", "a/deep/new/One.swift", "b/", "b/Three.swift",
      ])
    #expect(after["Package.swift"] == Array("new".utf8) && after["a/deep/There.md"] == [1] && after["b/Three.swift"] == Array("three".utf8))
  }

  @Test func `whichever step fails, everything is as it was`() throws {
    let steps = try steps()
    #expect(steps.count >= 2 * Self.changes.count)
    for failing in steps.indices {
      let folder = try folder()
      let before = try RepositoryCopy.snapshot(folder.path)
      var step = 0
      let transaction = Transaction(root: folder.path) { _ in
        defer { step += 1 }
        if step == failing { throw Fault() }
      }
      #expect(throws: Fault.self) { try transaction.perform(Self.changes) }
      #expect(try RepositoryCopy.snapshot(folder.path) == before, "\(steps[failing])")
    }
  }

  /// A process that is killed does nothing more: it neither undoes nor cleans.
  @Test func `whichever step a process is killed at, the next one undoes it`() throws {
    let steps = try steps()
    for failing in steps.indices {
      let folder = try folder()
      let before = try RepositoryCopy.snapshot(folder.path)
      var step = 0
      // What stands there at that moment is what a killed process leaves.
      var left: [String: [UInt8]] = [:]
      let transaction = Transaction(root: folder.path) { _ in
        defer { step += 1 }
        if step == failing {
          left = try RepositoryCopy.snapshot(folder.path)
          throw Fault()
        }
      }
      #expect(throws: Fault.self) { try transaction.perform(Self.changes) }
      try restore(left, in: folder.path)
      let (wasInterrupted, kept) = try Transaction(root: folder.path).recover()
      #expect(kept.isEmpty, "\(steps[failing])")
      let isBegun = steps[..<failing].contains("begin")
      #expect(wasInterrupted == isBegun, "\(steps[failing])")
      #expect(try RepositoryCopy.snapshot(folder.path).filter { !$0.key.hasPrefix(".bulkhead") } == before, "\(steps[failing])")
    }
  }

  private func restore(_ snapshot: [String: [UInt8]], in folder: String) throws {
    for entry in try Folder.entries(folder) {
      if entry.kind == .folder { try Folder.remove("\(folder)/\(entry.name)") } else { try File.remove("\(folder)/\(entry.name)") }
    }
    for (path, bytes) in snapshot.sorted(by: { $0.key < $1.key }) {
      if path.hasSuffix("/") { try Folder.create("\(folder)/\(path.dropLast())") } else { try File.write(bytes, to: "\(folder)/\(path)") }
    }
  }

  @Test func `what somebody has changed since the kill is left alone, and named`() throws {
    let folder = try folder()
    var left: [String: [UInt8]] = [:]
    let transaction = Transaction(root: folder.path) { step in
      if step == "finish" {
        left = try RepositoryCopy.snapshot(folder.path)
        throw Fault()
      }
    }
    #expect(throws: Fault.self) { try transaction.perform(Self.changes) }
    try restore(left, in: folder.path)
    try folder.write("mine", to: "Package.swift")
    try folder.write("mine", to: "b/Three.swift")
    try folder.write("mine", to: "a/deep/new/Other.swift")
    let (wasInterrupted, kept) = try Transaction(root: folder.path).recover()
    #expect(wasInterrupted && kept == ["Package.swift", "b/Three.swift"])
    let after = try RepositoryCopy.snapshot(folder.path)
    #expect(after["Package.swift"] == Array("mine".utf8) && after["a/deep/There.md"] == [0xFF, 0])
    #expect(after["a/deep/new/Other.swift"] != nil && after["a/deep/new/One.swift"] == nil)
  }

  @Test func `nothing is overwritten, and nothing begun that would`() throws {
    let folder = try folder()
    try folder.write("mine", to: "b/Three.swift")
    let before = try RepositoryCopy.snapshot(folder.path)
    let error = #expect(throws: Failure.self) { try Transaction(root: folder.path).perform(Self.changes) }
    #expect(error?.description == "b/Three.swift: this is there already and is not overwritten")
    #expect(try RepositoryCopy.snapshot(folder.path) == before)
  }

  @Test func `a file that changes between reading and writing keeps its change`() throws {
    let folder = try folder()
    let transaction = Transaction(root: folder.path) { step in
      if step == "begin" { try folder.write("mine", to: "Package.swift") }
    }
    let error = #expect(throws: Failure.self) { try transaction.perform(Self.changes) }
    #expect(error?.description.hasPrefix("Package.swift: this has changed meanwhile") == true)
    let after = try RepositoryCopy.snapshot(folder.path)
    #expect(after.keys.sorted() == ["Package.swift", "a/", "a/deep/", "a/deep/There.md"] && after["Package.swift"] == Array("mine".utf8))
  }

  @Test func `two at the same time are one too many`() throws {
    let folder = try folder()
    var second: String?
    try Transaction(root: folder.path) { step in
      guard step == "begin" else { return }
      do { try Transaction(root: folder.path).perform([]) } catch { second = "\(error)" }
    }.perform(Self.changes)
    #expect(second?.hasPrefix("bulkhead: another bulkhead new is at work") == true)
  }
}
