import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// A repository as its definition: a target is what its files say, what its manifest says of it, and what it uses. It is to be built
/// anew where that is not the same as before.
private struct ModelRepository {
  struct Target: Equatable {
    var files: [String: String]
    var declares: Set<Int> = []
    var imports: Set<Int> = []
    var setting = 0
  }
  /// By number; a target uses lower numbers alone.
  var targets: [Int: Target] = [:]

  init(generator: inout SeededGenerator) {
    for number in 0..<Int.random(in: 3...8, using: &generator) { targets[number] = Self.makeTarget(number, &generator) }
  }

  static func makeTarget(_ number: Int, _ generator: inout SeededGenerator) -> Target {
    var target = Target(files: [:])
    for other in 0..<number {
      if Int.random(in: 0..<4, using: &generator) == 0 { target.declares.insert(other) }
      if Int.random(in: 0..<4, using: &generator) == 0 { target.imports.insert(other) }
    }
    for file in 0..<Int.random(in: 1...3, using: &generator) { target.files["F\(file).swift"] = "let a = \(file)" }
    return target
  }

  /// All that decides what a target's build gives.
  func definition(of number: Int) -> String {
    let target = targets[number]!
    let files = target.files.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let uses = target.declares.union(target.imports).sorted().map { "(\(definition(of: $0)))" }
    return "\(number) \(files) \(target.declares.sorted()) \(target.imports.sorted()) \(target.setting) \(uses)"
  }

  var manifest: String {
    let lines = targets.sorted { $0.key < $1.key }.map { number, target in
      let dependencies = target.declares.sorted().map { "\"T\($0)\"" }.joined(separator: ", ")
      let settings = target.setting == 0 ? "" : ", swiftSettings: [.define(\"S\(target.setting)\")]"
      return "    .target(name: \"T\(number)\", dependencies: [\(dependencies)]\(settings)),"
    }
    return """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "model",
        targets: [
      \(lines.joined(separator: "\n"))
        ]
      )

      """
  }

  func write(to repository: GitFolder) throws {
    if try File.status("\(repository.path)/Sources") != nil { try Folder.remove("\(repository.path)/Sources") }
    try repository.write(manifest, to: "Package.swift")
    for (number, target) in targets {
      let imports = target.imports.sorted().map { "import T\($0)\n" }.joined()
      for (file, text) in target.files { try repository.write(imports + text + "\n", to: "Sources/T\(number)/\(file)") }
    }
  }

  mutating func edit(changingManifest: Bool, _ generator: inout SeededGenerator) {
    let number = targets.keys.sorted().randomElement(using: &generator)!
    let file = targets[number]!.files.keys.sorted().randomElement(using: &generator)!
    if changingManifest {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: targets[number]!.setting += 1
      case 1 where number > 0: targets[number]!.declares.formSymmetricDifference([Int.random(in: 0..<number, using: &generator)])
      case 2:
        let new = targets.keys.max()! + 1
        targets[new] = ModelRepository.makeTarget(0, &generator)
        targets[new]!.declares = [number]
      default:
        // The last can have no one who uses it.
        if targets.count > 2 { targets[targets.keys.max()!] = nil }
      }
    } else {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: targets[number]!.files[file]! += " + 1"
      case 1: targets[number]!.files["New\(targets[number]!.files.count).swift"] = "let b = 1"
      case 2 where number > 0: targets[number]!.imports.formSymmetricDifference([Int.random(in: 0..<number, using: &generator)])
      default:
        let other = targets.keys.sorted().randomElement(using: &generator)!
        if targets[number]!.files.count > 1, other != number {
          targets[other]!.files["Moved.swift"] = targets[number]!.files.removeValue(forKey: file)!
        }
      }
    }
  }
}

@Suite(.blocking) struct RebuildTests {
  @Test func `after any edits the affected targets are those to be built anew, by definition`() throws {
    var generator = SeededGenerator(for: "after any edits the affected targets are those to be built anew, by definition")
    for round in 0..<24 {
      var model = ModelRepository(generator: &generator)
      let repository = try GitFolder()
      try model.write(to: repository)
      try repository.commit()
      let before = model
      // Asking SwiftPM about manifests takes its time, so not every round does.
      for _ in 0..<Int.random(in: 1...3, using: &generator) { model.edit(changingManifest: round.isMultiple(of: 4), &generator) }
      try model.write(to: repository)
      if Bool.random(using: &generator) { try repository.git("add", "--all") }

      let rebuilt = model.targets.keys.sorted().filter { before.targets[$0] == nil || before.definition(of: $0) != model.definition(of: $0) }
      let run = repository.run("affected", "--since", "HEAD", "--format", "json")
      try #require(run.code == .success, "\(run.diagnostics)")
      let affected = try JSONValue(parsing: Array(run.output.utf8))["targets"]?.array?.compactMap { $0["name"]?.string } ?? []
      #expect(Set(affected) == Set(rebuilt.map { "T\($0)" }), "round \(round): \(run.output)")
    }
  }
}
