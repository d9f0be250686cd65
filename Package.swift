// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "bulkhead",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "bulkhead", targets: ["Bulkhead"]),
    .executable(name: "benchmark", targets: ["Benchmark"]),
  ],
  dependencies: [],
  targets: [
    // Packages, lowest layer first.
    .target(name: "Platform", path: "packages/Platform/Sources"),
    .target(name: "JSON", path: "packages/JSON/Sources"),
    .target(name: "SwiftImports", path: "packages/SwiftImports/Sources"),
    .target(name: "PackageGraph", dependencies: ["JSON", "Platform", "SwiftImports"], path: "packages/PackageGraph/Sources"),
    .target(name: "ArchRules", dependencies: ["JSON", "PackageGraph", "SwiftImports"], path: "packages/ArchRules/Sources"),
    .target(name: "TestSupport", dependencies: ["Platform"], path: "packages/TestSupport/Sources"),

    // Tools.
    .executableTarget(
      name: "Bulkhead", dependencies: ["ArchRules", "JSON", "PackageGraph", "Platform", "SwiftImports"], path: "Sources/bulkhead",
      exclude: ["ArchProbes"]),
    .executableTarget(name: "Benchmark", dependencies: ["JSON", "Platform"], path: "Sources/benchmark", exclude: ["ArchProbes"]),

    // Tests.
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], path: "packages/Platform/Tests"),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "Platform", "TestSupport"], path: "packages/JSON/Tests"),
    .testTarget(name: "SwiftImportsTests", dependencies: ["Platform", "SwiftImports", "TestSupport"], path: "packages/SwiftImports/Tests"),
    .testTarget(
      name: "PackageGraphTests", dependencies: ["JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport"],
      path: "packages/PackageGraph/Tests"),
    .testTarget(
      name: "ArchRulesTests", dependencies: ["ArchRules", "JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport"],
      path: "packages/ArchRules/Tests"),
    .testTarget(name: "TestSupportTests", dependencies: ["Platform", "TestSupport"], path: "packages/TestSupport/Tests"),
    .testTarget(
      name: "BulkheadTests", dependencies: ["Bulkhead", "ArchRules", "JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport"],
      path: "Tests/BulkheadTests"),
    .testTarget(name: "BenchmarkTests", dependencies: ["Benchmark", "JSON", "Platform", "TestSupport"], path: "Tests/BenchmarkTests"),
    .testTarget(
      name: "RepositoryTests", dependencies: ["ArchRules", "JSON", "PackageGraph", "Platform", "TestSupport"], path: "Tests/RepositoryTests",
      exclude: ["ArchProbes"]),
  ],
  swiftLanguageModes: [.v6]
)
