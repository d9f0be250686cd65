import TestSupport

/// A repository that depends on a fetched package: App declares its product and imports it, Till imports it without.
enum FetchedSample {
  static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "shop",
      dependencies: [.package(url: "https://example.com/a/swift-log.git", from: "1.0.0")],
      targets: [
        .target(name: "App", dependencies: ["kit-core", .product(name: "Logging", package: "swift-log")]),
        .target(name: "Till"),
        .target(name: "kit-core"),
      ]
    )
    """
  static let rules = """
    {
      "version": 1,
      "rules": [
        { "id": "declared", "kind": "declared", "reason": "Say it." },
        { "id": "used", "kind": "used", "reason": "Use it." }
      ]
    }
    """
  static let checkout = """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "swift-log", products: [.library(name: "Logging", targets: ["Logging", "LogCore"])],
      targets: [.target(name: "Logging"), .target(name: "LogCore")])
    """
  static let list = """
    {
      "version": 1,
      "products": [
        {"package":"swift-log","product":"Logging","modules":["LogCore","Logging"]}
      ]
    }

    """

  static func make(rules: String? = rules, isFetched: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(manifest, to: "Package.swift")
    if let rules { try folder.write(rules, to: "arch-rules.json") }
    try folder.write("import Logging\nimport kit_core\n", to: "Sources/App/a.swift")
    try folder.write("import Foundation\nimport Logging\n", to: "Sources/Till/t.swift")
    try folder.write("", to: "Sources/kit-core/k.swift")
    if isFetched { try folder.write(checkout, to: ".build/checkouts/swift-log/Package.swift") }
    return folder
  }
}
