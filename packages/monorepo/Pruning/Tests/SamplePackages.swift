import PackageGraph
import Platform
import Pruning
import TestSupport

/// A repository of the tests, and where parts of it are written.
struct SamplePackages {
  let folder: TemporaryFolder
  /// Beside the repository.
  let output: String
  var root: String { "\(folder.path)/repository" }

  /// - Parameter files: by path.
  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/out"
    for (path, text) in files { try write(text, to: path) }
  }

  func write(_ text: String, to path: String) throws { try folder.write(text, to: "repository/\(path)") }
  func link(_ destination: String, at path: String) throws { try folder.link(destination, at: "repository/\(path)") }
  func run(_ arguments: String...) throws { _ = try ChildProcess.run(arguments, environment: Environment.forChildren) }

  func repository() throws -> Repository {
    try RepositoryLoader(root: root, options: .init(environment: Environment.forChildren)).load()
  }

  /// The output of pruning to a service.
  @discardableResult
  func prune(_ service: String, tests: Bool = false, to output: String? = nil) throws -> Tree {
    let output = try PruneWriter.resolved(output ?? self.output)
    let repository = try repository()
    let plan = try PrunePlan(
      PrunedService.find(service, in: repository), of: repository, tests: tests, output: output, environment: Environment.forChildren)
    try PruneWriter(to: output).write(plan) { folder in
      try ManifestCheck(environment: Environment.forChildren).check(plan, in: "\(folder)/manifest")
    }
    return try Tree(output)
  }

  /// Runs `swift` in a folder of the output; throws what it says when it fails.
  func swift(_ arguments: String..., in folder: String = "full") throws {
    let outcome = try ChildProcess.run(
      ["swift"] + arguments.prefix(1) + ["--package-path", "\(output)/\(folder)"] + arguments.dropFirst(),
      environment: Environment.forChildren, seconds: 600)
    if outcome.ending != .exit(0) { throw PruneError(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)) }
  }
}

extension SamplePackages {
  /// Two services on packages, declared in one manifest of literals.
  static func monorepo() throws -> SamplePackages {
    try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "sample",
        products: [
          .executable(name: "api", targets: ["API"]),
          .executable(name: "worker", targets: ["Worker"]),
          .library(name: "Everything", targets: ["Kit", "Log"]),
        ],
        dependencies: [.package(url: "https://example.com/a/metrics.git", from: "1.0.0")],
        targets: [
          // Packages.
          .target(name: "Kit", path: "packages/Kit/Sources"),
          .target(name: "Log", dependencies: [.product(name: "Metrics", package: "metrics")], path: "packages/Log/Sources"),

          // Services.
          .executableTarget(name: "API", dependencies: ["Kit"], path: "services/api/Sources", exclude: ["README.md"]),
          .executableTarget(name: "Worker", dependencies: ["Kit", "Log"], path: "services/worker/Sources"),

          .target(name: "Support", path: "packages/Support/Sources"),
          .testTarget(name: "APITests", dependencies: ["API", "Support"], path: "services/api/Tests"),
          .testTarget(name: "KitTests", dependencies: ["Kit", "Support"], path: "packages/Kit/Tests"),
        ]
      )

      """,
      "packages/Kit/Sources/Kit.swift": "public let kit = 1\n", "packages/Log/Sources/Log.swift": "public let log = 1\n",
      "packages/Support/Sources/Support.swift": "", "packages/Kit/Tests/KitTests.swift": "", "services/api/Tests/APITests.swift": "",
      "services/api/Sources/main.swift": "import Kit\nprint(kit)\n", "services/api/Sources/README.md": "# API\n",
      "services/api/Dockerfile": "FROM x\n", "services/worker/Sources/main.swift": "import Kit\nimport Log\nprint(kit, log)\n",
      "Package.resolved": "{ \"pins\": [], \"version\": 3 }\n", ".swift-version": "6.3\n", "README.md": "# Sample\n",
    ])
  }
}
