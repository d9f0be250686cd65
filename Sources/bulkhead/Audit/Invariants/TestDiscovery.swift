import PackageGraph
import Platform
import SwiftImports

extension Invariant {
  static let testDiscovery = Invariant(
    id: "TEST_DISCOVERY",
    summary: "Each service has tests, in a test target that depends on it, and the test command runs them all.",
    reason: "Tests that the test command does not find pass for ever.",
    remedy: "Declare .testTarget(name: …, dependencies: […], path: \"services/<name>/Tests\") in Package.swift, with a @Test in it.",
    breaches: { subject in try subject.services.flatMap { try breaches($0, subject) } + testCommand(subject) })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    var breaches = try strayTests(service, subject)
    guard let module = service.module else { return breaches + [service.lacks("It has no executable target, so nothing of it can be tested.")] }
    let name = subject.graph.modules[module].name
    let targets = subject.testTargets(of: service)
    if targets.isEmpty {
      return breaches + [service.lacks("No test target depends on \(name)\(service.isApp ? "" : " and is in \(service.folder)").")]
    }
    if try !targets.contains(where: { try subject.hasTests($0) }) {
      let place = subject.place(of: targets[0])
      breaches.append(
        Breach(
          place.path, place.position, "The test target \(subject.graph.modules[targets[0]].target ?? "") of \(service.name) has no test in it.",
          remedy: "Write a function with @Test; bulkhead new service shows how a service's process is tested."))
    }
    return breaches
  }

  /// Swift files among a service's tests that no test target compiles.
  private static func strayTests(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    if service.isApp { return [] }
    return try subject.files.files(below: "\(service.folder)/Tests").compactMap { path in
      let owners = subject.repository.owners(ofFile: path).map { subject.graph.modules[$0] }
      guard path.hasSuffix(".swift"), !owners.contains(where: \.isTest) else { return nil }
      return Breach(path, "No test target compiles this file, so what it tests is not tested.")
    }
  }

  private static func testCommand(_ subject: AuditSubject) throws -> [Breach] {
    guard let makefile = try subject.makefile() else {
      return [
        Breach("Makefile", "There is no Makefile, so there is no one test command.", remedy: "Write a Makefile whose target test runs swift test.")
      ]
    }
    guard let rule = makefile.rule("test") else {
      return [Breach(makefile.path, "There is no target test.", remedy: "Write a target test that runs swift test.")]
    }
    let runs = rule.commands.filter { $0.runs("swift", "test") }
    if runs.isEmpty {
      return [Breach(makefile.path, rule.position, "make test does not run swift test.", remedy: "Run swift test in the recipe of test.")]
    }
    let flags = runs.map { $0.flag(amongst: partialTestFlags) }
    guard !flags.contains(nil), let flag = flags[0] else { return [] }
    return [
      Breach(
        makefile.path, runs[0].position, "make test leaves tests out: \(flag).",
        remedy: "Run swift test without \(flag) where SERVICE is not given.")
    ]
  }

  private static let partialTestFlags = ["--filter", "--skip", "--disable-swift-testing", "--specifier", "-s"]
}

extension AuditSubject {
  /// The test targets that depend on a service; of a folder of services those in that folder.
  func testTargets(of service: AuditedService) -> [ModuleID] {
    guard let module = service.module else { return [] }
    return graph.modules.indices.filter { index in
      let target = graph.modules[index]
      guard target.isTest, target.origin == .repository, let folder = target.folder else { return false }
      return (service.isApp || PathText.contains(service.folder, folder)) && target.dependencies.contains { $0.modules.contains(module) }
    }
  }

  /// Whether the target has a test: of Swift Testing, or a method of XCTest.
  func hasTests(_ target: ModuleID) throws -> Bool {
    try repository.sources[target].contains { file in
      let tokens = try files.tokens(file.path)
      let pairs = zip(tokens, tokens.dropFirst())
      return pairs.contains { $0.isSign("@") && $1.word == "Test" }
        || pairs.contains { $0.word == "func" && $1.word?.hasPrefix("test") == true } && tokens.contains { $0.word == "XCTestCase" }
    }
  }

  /// Where the manifest declares a target.
  func place(of target: ModuleID) -> (path: String, position: SourcePosition) {
    let module = graph.modules[target]
    let manifest = module.package.map { graph.packages[$0].manifest } ?? "Package.swift"
    return (manifest, module.position ?? SourcePosition(line: 1, column: 1))
  }

  func makefile() throws -> Makefile? { try files.lines("Makefile").map { Makefile(lines: $0, path: "Makefile") } }
}
