import PackageGraph
import Platform
import Pruning
import TestSupport
import Testing

/// Each service and the Console can be built from its part of this repository.
@Suite(.building, .serialized) struct PruneTests {
  /// What is deployed: all that has a `service.json`.
  private static func services() throws -> [String] {
    let files = try Checkout.files(endingIn: "service.json", below: "services") + Checkout.files(endingIn: "service.json", below: "Sources")
    return files.map { String($0.dropLast("/service.json".count)) }.sorted()
  }

  private func prune(_ service: String, of root: String, to output: String) throws -> PrunePlan {
    let repository = try RepositoryLoader(root: root).load()
    let plan = try PrunePlan(PrunedService.find(service, in: repository), of: repository, tests: false, output: output, environment: [])
    try PruneWriter(to: output).write(plan) { folder in try ManifestCheck(environment: []).check(plan, in: "\(folder)/manifest") }
    return plan
  }

  /// All trees are built at one place, in a scratch folder that stays from run to run, so that what two services share, and what did not
  /// change since the last run, is compiled once: the files keep the time of their last change.
  @Test func `the pruned tree of each service builds, with nothing else at hand`() throws {
    let place = "\(Checkout.root)/.build/prune"
    try Folder.create(place)
    let services = try Self.services()
    #expect(services.contains("Sources/Console") && services.contains { $0.hasPrefix("services/") })
    for service in services {
      let plan = try prune(service, of: Checkout.root, to: "\(place)/tree")
      #expect(plan.notes == [])
      #expect(plan.packages.flatMap(\.manifests).map(\.form) == [.cut])
      let outcome = try ChildProcess.run(
        [
          "swift", "build", "--package-path", "\(place)/tree/full", "--scratch-path", "\(place)/scratch", "--product", plan.service.product,
          "--disable-automatic-resolution", "-Xswiftc", "-gnone",
        ],
        environment: Environment.forChildren, seconds: 1200)
      #expect(outcome.ending == .exit(0), "\(service): \(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
      let resolved = try ChildProcess.run(
        ["swift", "package", "--package-path", "\(place)/tree/manifest", "--scratch-path", "\(place)/resolved", "resolve"],
        environment: Environment.forChildren)
      #expect(resolved.ending == .exit(0), "\(service): \(String(decoding: resolved.errorOutput, as: UTF8.self))")
    }
  }

  @Test func `a change that a service is not made of leaves its tree as it was, to the byte`() throws {
    let folder = try TemporaryFolder()
    let root = "\(folder.path)/repository"
    try copy(Checkout.root, to: root)
    let output = "\(folder.path)/out"
    _ = try prune("scheduler-worker", of: root, to: output)
    let before = try contents(output)

    // Another package changes, and a new one comes, with a product.
    try File.write(Array("// changed\n".utf8), to: "\(root)/packages/checker/GraphLayout/Sources/New.swift")
    let changed = try File.read("\(root)/Sources/Console/Console.swift") + Array("// changed\n".utf8)
    try File.write(changed, to: "\(root)/Sources/Console/Console.swift")
    try Folder.create("\(root)/packages/Fresh/Sources")
    try File.write([], to: "\(root)/packages/Fresh/Sources/Fresh.swift")
    try insert(".target(name: \"Fresh\", path: \"packages/Fresh/Sources\")", after: .targets, "JSON", in: root)
    try insert(".library(name: \"Fresh\", targets: [\"Fresh\"])", after: .products, "bulkhead", in: root)
    let plan = try prune("scheduler-worker", of: root, to: output)
    #expect(try contents(output) == before)
    #expect(try contents("\(root)/Sources/Console") != [:])

    // And then something that it is made of.
    let path = plan.files.first { $0.path.hasPrefix("packages/") && $0.path.hasSuffix(".swift") }!.path
    try File.write(File.read("\(root)/\(path)") + Array("// changed\n".utf8), to: "\(root)/\(path)")
    _ = try prune("scheduler-worker", of: root, to: output)
    let after = try contents(output)
    #expect(after["full/\(path)"] != before["full/\(path)"])
    #expect(after.filter { $0.key != "full/\(path)" } == before.filter { $0.key != "full/\(path)" })
  }

  private func insert(_ value: String, after kind: ManifestText.Kind, _ name: String, in root: String) throws {
    let text = try #require(ManifestText(try File.read("\(root)/Package.swift")))
    let element = try #require(text.elements.first { $0.kind == kind && $0.name == name })
    try File.write(text.inserting(value, after: element), to: "\(root)/Package.swift")
  }

  /// The files of a folder by path, links and hidden folders left out.
  private func contents(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var pending = [""]
    while let next = pending.popLast() {
      for entry in try Folder.entries(folder + next) {
        let path = "\(next)/\(entry.name)"
        if entry.kind == .file { files[String(path.dropFirst())] = try File.read(folder + path) }
        if entry.kind == .folder, !entry.name.hasPrefix(".") { pending.append(path) }
      }
    }
    return files
  }

  private func copy(_ folder: String, to destination: String) throws {
    for entry in try Folder.entries(folder) where !entry.name.hasPrefix(".") || entry.name == ".swift-version" {
      let place = "\(destination)/\(entry.name)"
      if entry.kind == .folder { try copy("\(folder)/\(entry.name)", to: place) }
      if entry.kind == .file {
        try Folder.create(destination)
        try File.copy("\(folder)/\(entry.name)", to: place)
      }
    }
  }
}
