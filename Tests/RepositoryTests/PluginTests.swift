import Platform
import TestSupport
import Testing

/// The command plugin, as another package uses it.
///
/// SwiftPM builds the checker for that package. It does so in a folder that stays, so that only what has changed is built the next time.
@Suite(.building, .serialized) struct PluginTests {
  private static let folder = "\(Checkout.root)/.build/plugin"
  private static let package = "\(folder)/sample"

  init() throws {
    try SamplePackage.write(to: Self.package, manifest: SamplePackage.manifest(dependencies: "[.package(path: \"\(Checkout.root)\")]"))
  }

  private func run(_ arguments: [String]) throws -> (ending: ChildProcess.Outcome.Ending, output: String, errors: String) {
    let command = ["swift", "package", "--package-path", Self.package, "--scratch-path", "\(Self.folder)/build", "bulkhead"]
    let outcome = try ChildProcess.run(command + arguments, environment: Environment.forChildren, seconds: 1200)
    return (outcome.ending, String(decoding: outcome.output, as: UTF8.self), String(decoding: outcome.errorOutput, as: UTF8.self))
  }

  /// What the checker found, without the progress of a long run: SwiftPM puts both streams of a plugin into one.
  private static func result(_ output: String) -> String {
    output.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("bulkhead: ") }.joined(separator: "\n")
  }

  @Test func `walls that hold end with 0`() throws {
    let outcome = try run(["check"])
    #expect(outcome.ending == .exit(0), "\(outcome.errors)")
    #expect(Self.result(outcome.output) == "The rule holds: 2 targets, 2 files, 1 import.\n")
  }

  @Test func `a crossed wall is shown and ends with 1`() throws {
    try SamplePackage.crossTheWall(in: Self.package)
    let outcome = try run(["check"])
    #expect(outcome.ending == .exit(1))
    #expect(
      Self.result(outcome.output).hasPrefix("Sources/Core/Core.swift:1:8: error: Core imports App; core may not import app [core-knows-nobody]\n"))
    #expect(outcome.output.contains("reason: Core is the lowest."))
    #expect(outcome.errors.contains("error: bulkhead check: there are findings (exit code 1)\n"))
  }

  @Test func `what cannot be done says so, though SwiftPM ends with 1 for it too`() throws {
    let outcome = try run(["check", "--rules", "/no/such/rules.json"])
    #expect(outcome.ending == .exit(1))
    #expect(outcome.output.contains("/no/such/rules.json"))
    #expect(outcome.errors.contains("error: bulkhead could not do its job (exit code 2); its message is above"))
  }

  @Test(arguments: [
    ["--version"], ["help", "check"], ["why", "App", "Core"], ["imports", "--root=/", "\(Checkout.root)/Plugins/Bulkhead"],
  ])
  func `arguments come through as they are`(arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.ending == .exit(0), "\(outcome.output)\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
  }
}
