import Platform
import TestSupport
import Testing

/// The page in a real browser, served by the real process.
@Suite struct ConsolePageTests {
  @Test func `a visitor sees the map, the rules and the fleet, and what has stopped is red`() async throws {
    let name = "a visitor sees the map, the rules and the fleet"
    guard let python = Python.withoutPackages(for: name) else { return }
    let sample = try makeSample()
    let folder = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    // A folder for pictures of each step, for whoever wants to look at them.
    let pictures = Environment["BULKHEAD_TEST_PICTURES"].map { [$0] } ?? []
    let command = [python, "-B", "\(folder)/page_test.py", "\(BuiltProducts.folder)/console", sample.path] + pictures
    let outcome = try await onOwnThread { try ChildProcess.run(command, environment: Environment.forChildren) }
    let report = String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)
    if outcome.ending == .exit(77) {
      print("\(name): skipped, \(report)")
      return
    }
    #expect(outcome.ending == .exit(0), "\(report)")
  }

  /// Four targets and a test: an import that a rule refuses, one that an exception lets pass, one under a condition, and a reason that looks like markup.
  private func makeSample() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "sample",
        targets: [
          .target(name: "Net"), .target(name: "Core", dependencies: ["Net"]), .executableTarget(name: "App", dependencies: ["Core", "Net"]),
          .executableTarget(name: "Tool", dependencies: ["Core", "Net"]), .testTarget(name: "CoreTests", dependencies: ["Core"]),
        ])
      """, to: "Package.swift")
    try folder.write("public struct Net {}\n", to: "Sources/Net/Net.swift")
    try folder.write("import Net\nimport Synchronization\n", to: "Sources/Core/Core.swift")
    try folder.write("import Core\nimport Net\n", to: "Sources/App/main.swift")
    try folder.write("#if os(Linux)\n  import Core\n#endif\n", to: "Sources/Tool/main.swift")
    try folder.write("import Core\n", to: "Tests/CoreTests/CoreTests.swift")
    try folder.write(
      """
      { "version": 1,
        "groups": {
          "app": { "paths": ["Sources/App"] }, "tool": { "paths": ["Sources/Tool"] }, "core": { "paths": ["Sources/Core"] },
          "net": { "paths": ["Sources/Net"] }, "unit": { "paths": ["Tests/*"] }
        },
        "rules": [
          { "id": "wall", "kind": "forbid", "from": ["app", "core"], "to": "net", "reason": "<img src=x>Keep apart.",
            "except": [ { "from": "app", "to": "net", "reason": "The old client, until it moves.", "until": "2999-12-31" } ] },
          { "id": "layers", "kind": "layers", "in": ["app", "core", "net"], "layers": ["app", "core", "net"], "reason": "Down only." },
          { "id": "no-cycles", "kind": "acyclic", "reason": "Break it." },
          { "id": "tools", "kind": "restrict", "to": "core", "only": ["app", "tool", "unit"], "reason": "Ask App." }
        ] }
      """, to: "arch-rules.json")
    return folder
  }
}
