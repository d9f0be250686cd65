import Platform

/// A package that somebody else maintains, with one product of one module.
struct ThirdParty {
  let package: String
  let module: String
  var url: String { "https://git.example.com/\(package).git" }
}

extension SampleRepository {
  static let thirdParties = [
    ThirdParty(package: "swift-journal", module: "Journalling"), ThirdParty(package: "swift-gauges", module: "Gauges"),
    ThirdParty(package: "swift-sockets", module: "Sockets"), ThirdParty(package: "swift-ordered", module: "OrderedTypes"),
    ThirdParty(package: "swift-ciphers", module: "Ciphers"), ThirdParty(package: "swift-numbers", module: "BigNumbers"),
    ThirdParty(package: "swift-options", module: "OptionParsing"), ThirdParty(package: "swift-snapshots", module: "Snapshots"),
    ThirdParty(package: "images", module: "ImageCache"), ThirdParty(package: "reducers", module: "Reducers"),
    ThirdParty(package: "database-kit", module: "DatabaseKit"), ThirdParty(package: "markup", module: "Markup"),
    ThirdParty(package: "animations", module: "Animations"), ThirdParty(package: "keychain-access", module: "SecretStore"),
    ThirdParty(package: "crash-reports", module: "CrashReports"),
  ]

  /// The packages of others that a target uses: up to three.
  func thirdParties(of target: Int) -> [ThirdParty] {
    guard layout.isMonorepo else { return [] }
    var dice = Dice(seed: 5_000 + target)
    let chosen = Set((0..<dice.roll(4)).map { _ in dice.roll(Self.thirdParties.count) })
    return chosen.sorted().map { Self.thirdParties[$0] }
  }

  /// The manifest of a monorepo's package: a library, its tests, settings, and dependencies on its own kind and on others.
  func monorepoManifest(of target: Int) -> String {
    let name = name(of: target)
    let dependencies = dependencies(of: target).map { self.name(of: $0) }
    let others = thirdParties(of: target)
    let products = dependencies.map { ($0, $0) } + others.map { ($0.module, $0.package) }
    var text = """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "\(name)",
        defaultLocalization: "en",
        platforms: [.macOS(.v14), .iOS(.v17)],
        products: [
          .library(name: "\(name)", targets: ["\(name)"])
        ],
        dependencies: [

      """
    for dependency in dependencies { text += "    .package(path: \"../\(dependency)\"),\n" }
    for other in others { text += "    .package(url: \"\(other.url)\", from: \"1.\(other.package.utf8.count).0\"),\n" }
    text += "  ],\n  targets: [\n    .target(\n      name: \"\(name)\",\n      dependencies: [\n"
    for (product, package) in products { text += "        .product(name: \"\(product)\", package: \"\(package)\"),\n" }
    return text + """
            ],
            swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .define("SAMPLE", .when(configuration: .debug))]
          ),
          .testTarget(name: "\(name)Tests", dependencies: ["\(name)"]),
        ]
      )

      """
  }

  func writeTests(of target: Int, in folder: String) throws(PlatformError) {
    let name = name(of: target)
    let tests = "\(folder)/packages/\(name)/Tests/\(name)Tests"
    try Folder.create(tests)
    var source = SampleSource(dice: Dice(seed: 20_000 + target), name: "\(name)Tests", imports: [name])
    try write(source.text(), to: "\(tests)/\(source.name).swift")
  }

  /// Writes what SwiftPM fetches to the root's folder of checkouts.
  func writeCheckouts(in folder: String) throws(PlatformError) {
    for other in Self.thirdParties {
      let place = "\(folder)/.build/checkouts/\(other.package)"
      try Folder.create("\(place)/Sources/\(other.module)")
      let manifest = """
        // swift-tools-version: 5.9
        import PackageDescription

        let package = Package(
          name: "\(other.package)",
          products: [.library(name: "\(other.module)", targets: ["\(other.module)"])],
          targets: [.target(name: "\(other.module)"), .testTarget(name: "\(other.module)Tests", dependencies: ["\(other.module)"])]
        )

        """
      try write(manifest, to: "\(place)/Package.swift")
      try write("public struct \(other.module)Client {}\n", to: "\(place)/Sources/\(other.module)/Client.swift")
    }
  }
}
