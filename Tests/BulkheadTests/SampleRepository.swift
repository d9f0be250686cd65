import TestSupport

/// A repository of four targets with one import that its rules refuse, to run commands on.
enum SampleRepository {
  static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription

    let package = Package(
      name: "sample",
      targets: [
        .executableTarget(name: "App", dependencies: ["Kit", "Core"]),
        .target(name: "Kit", dependencies: ["Core"]),
        .target(name: "Core"),
        .testTarget(name: "KitTests", dependencies: ["Kit"]),
      ]
    )

    """

  /// - Parameter severity: of the rule that the repository breaks.
  static func rules(severity: String = "error") -> String {
    """
    {
      "version": 1,
      "groups": {
        "app": { "paths": ["Sources/App"] },
        "kit": { "paths": ["Sources/Kit"] },
        "core": { "paths": ["Sources/Core"] }
      },
      "rules": [
        { "id": "app-through-kit", "kind": "forbid", "from": "app", "to": "core", "severity": "\(severity)", "reason": "Kit is the way to Core." },
        { "id": "core-knows-nobody", "kind": "forbid", "from": "core", "to": ["app", "kit"], "transitive": true, "reason": "Core is the lowest." }
      ]
    }

    """
  }

  static func make(rules: String? = rules()) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(manifest, to: "Package.swift")
    if let rules { try folder.write(rules, to: "arch-rules.json") }
    try folder.write("import Kit\n\nprivate import Core\n", to: "Sources/App/main.swift")
    try folder.write("import Core\n", to: "Sources/Kit/Kit.swift")
    try folder.write("#if canImport(Glibc)\n  import Glibc\n#endif\n", to: "Sources/Core/Core.swift")
    try folder.write("@testable import Kit\nimport Testing\n", to: "Tests/KitTests/KitTests.swift")
    return folder
  }
}
