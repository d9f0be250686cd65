// swift-tools-version: 6.2
import Foundation
import PackageDescription

// An async function runs where its caller runs, so that a connection's task stays on its event loop (SE-0461).
let chassis: [SwiftSetting] = [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

let package = Package(
  name: "bulkhead",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "bulkhead", targets: ["Bulkhead"]),
    .plugin(name: "BulkheadPlugin", targets: ["BulkheadPlugin"]),
  ],
  dependencies: [],
  targets: [
    // Packages, lowest layer first.
    .target(name: "Platform", path: "packages/base/Platform/Sources"),
    .target(name: "JSON", path: "packages/base/JSON/Sources"),
    .target(name: "YAML", path: "packages/base/YAML/Sources"),
    .target(name: "Addresses", path: "packages/base/Addresses/Sources"),
    .target(name: "PostgresInstallation", dependencies: ["Platform"], path: "packages/base/PostgresInstallation/Sources"),
    .target(name: "Calendar", dependencies: ["JSON", "Platform"], path: "packages/base/Calendar/Sources"),
    .target(name: "CommandLine", dependencies: ["JSON", "Platform"], path: "packages/base/CommandLine/Sources"),
    .target(name: "GraphLayout", path: "packages/checker/GraphLayout/Sources"),
    .target(name: "SwiftImports", path: "packages/checker/SwiftImports/Sources"),
    .target(name: "PackageGraph", dependencies: ["JSON", "Platform", "SwiftImports"], path: "packages/checker/PackageGraph/Sources"),
    .target(name: "Pruning", dependencies: ["JSON", "PackageGraph", "Platform"], path: "packages/monorepo/Pruning/Sources"),
    .target(
      name: "ArchRules", dependencies: ["Calendar", "JSON", "PackageGraph", "Platform", "SwiftImports"], path: "packages/checker/ArchRules/Sources"),
    .target(
      name: "Lifecycle", path: "packages/chassis/Lifecycle/Sources", swiftSettings: chassis),
    .target(
      name: "Cryptography", path: "packages/chassis/Cryptography/Sources", swiftSettings: chassis),
    .target(
      name: "Telemetry", dependencies: ["Calendar", "Platform"], path: "packages/chassis/Telemetry/Sources", swiftSettings: chassis),
    .target(
      name: "ServiceDescription", dependencies: ["JSON"], path: "packages/monorepo/ServiceDescription/Sources", swiftSettings: chassis),
    .target(name: "Deployment", dependencies: ["Calendar", "ServiceDescription", "YAML"], path: "packages/monorepo/Deployment/Sources"),
    .target(name: "TestSupport", dependencies: ["JSON", "Platform"], path: "packages/testing/TestSupport/Sources"),
    .target(name: "LifecycleTesting", dependencies: ["Lifecycle"], path: "packages/testing/LifecycleTesting/Sources", swiftSettings: chassis),

    // Tools.
    .executableTarget(
      name: "Bulkhead",
      dependencies: [
        "ArchRules", "Calendar", "CommandLine", "Deployment", "GraphLayout", "JSON", "PackageGraph", "Platform", "Pruning", "ServiceDescription",
        "SwiftImports", "YAML",
      ],
      path: "Sources/bulkhead", exclude: ["Dockerfile"]),
    .plugin(
      name: "BulkheadPlugin", capability: .command(intent: .custom(verb: "bulkhead", description: "Keeps the walls between the package's targets.")),
      dependencies: ["Bulkhead"], path: "Plugins/Bulkhead"),

    // Tests.
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], path: "packages/base/Platform/Tests"),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "Platform", "TestSupport"], path: "packages/base/JSON/Tests"),
    .testTarget(name: "YAMLTests", dependencies: ["JSON", "Platform", "TestSupport", "YAML"], path: "packages/base/YAML/Tests"),
    .testTarget(name: "AddressesTests", dependencies: ["Addresses", "Platform", "TestSupport"], path: "packages/base/Addresses/Tests"),
    .testTarget(
      name: "PostgresInstallationTests", dependencies: ["Platform", "PostgresInstallation", "TestSupport"],
      path: "packages/base/PostgresInstallation/Tests"),
    .testTarget(name: "CalendarTests", dependencies: ["Calendar", "JSON", "Platform", "TestSupport"], path: "packages/base/Calendar/Tests"),
    .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "Platform"], path: "packages/base/CommandLine/Tests"),
    .testTarget(name: "GraphLayoutTests", dependencies: ["GraphLayout", "TestSupport"], path: "packages/checker/GraphLayout/Tests"),
    .testTarget(name: "SwiftImportsTests", dependencies: ["Platform", "SwiftImports", "TestSupport"], path: "packages/checker/SwiftImports/Tests"),
    .testTarget(
      name: "PackageGraphTests", dependencies: ["JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport"],
      path: "packages/checker/PackageGraph/Tests"),
    .testTarget(
      name: "PruningTests", dependencies: ["PackageGraph", "Platform", "Pruning", "TestSupport"], path: "packages/monorepo/Pruning/Tests"),
    .testTarget(
      name: "ArchRulesTests", dependencies: ["ArchRules", "Calendar", "JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport"],
      path: "packages/checker/ArchRules/Tests"),
    .testTarget(
      name: "LifecycleTests", dependencies: ["Lifecycle", "LifecycleTesting", "TestSupport"], path: "packages/chassis/Lifecycle/Tests",
      swiftSettings: chassis),
    .testTarget(
      name: "CryptographyTests", dependencies: ["Cryptography", "JSON", "Platform", "TestSupport"], path: "packages/chassis/Cryptography/Tests",
      exclude: ["Vectors"], swiftSettings: chassis),
    .testTarget(
      name: "TelemetryTests", dependencies: ["JSON", "Platform", "Telemetry", "TestSupport"], path: "packages/chassis/Telemetry/Tests",
      swiftSettings: chassis),
    .testTarget(
      name: "ServiceDescriptionTests", dependencies: ["JSON", "Platform", "ServiceDescription", "TestSupport"],
      path: "packages/monorepo/ServiceDescription/Tests", swiftSettings: chassis),
    .testTarget(
      name: "DeploymentTests", dependencies: ["Deployment", "JSON", "ServiceDescription", "YAML"], path: "packages/monorepo/Deployment/Tests"),
    .testTarget(name: "TestSupportTests", dependencies: ["Platform", "TestSupport"], path: "packages/testing/TestSupport/Tests"),
    .testTarget(
      name: "BulkheadTests",
      dependencies: [
        "Bulkhead", "ArchRules", "Calendar", "CommandLine", "Deployment", "JSON", "PackageGraph", "Platform", "SwiftImports", "TestSupport",
      ],
      path: "Tests/BulkheadTests"),
    .testTarget(
      name: "RepositoryTests", dependencies: ["ArchRules", "Calendar", "JSON", "PackageGraph", "Platform", "Pruning", "TestSupport", "YAML"],
      path: "Tests/RepositoryTests"),
  ],
  swiftLanguageModes: [.v6]
)

// What serves runs on Linux's epoll. On other systems the checker and what it stands on are built and tested.
#if os(Linux)
  package.products += [
    .executable(name: "benchmark", targets: ["Benchmark"]),
    .executable(name: "console", targets: ["Console"]),
    .executable(name: "fleet", targets: ["Fleet"]),
    .executable(name: "scheduler-worker", targets: ["SchedulerWorker"]),
  ]
  package.targets += [
    // Packages, lowest layer first.
    .systemLibrary(name: "CLinux", path: "packages/chassis/CLinux/Sources"),
    .target(
      name: "IO", dependencies: ["Addresses", "CLinux", "Platform"], path: "packages/chassis/IO/Sources", swiftSettings: chassis),
    .target(name: "TLS", dependencies: ["Addresses", "IO", "Platform"], path: "packages/chassis/TLS/Sources", swiftSettings: chassis),
    .target(
      name: "HTTP", dependencies: ["Addresses", "Calendar", "IO", "JSON", "Lifecycle", "Platform", "TLS", "Telemetry"],
      path: "packages/chassis/HTTP/Sources",
      swiftSettings: chassis),
    .target(
      name: "ServiceKit", dependencies: ["Addresses", "Calendar", "Cryptography", "HTTP", "IO", "JSON", "Lifecycle", "Platform", "TLS", "Telemetry"],
      path: "packages/chassis/ServiceKit/Sources", swiftSettings: chassis),
    .target(
      name: "Postgres", dependencies: ["Addresses", "Calendar", "Cryptography", "IO", "JSON", "Platform", "TLS", "Telemetry"],
      path: "packages/chassis/Postgres/Sources", swiftSettings: chassis),
    .target(
      name: "ServiceDatabase", dependencies: ["IO", "Lifecycle", "Postgres", "ServiceKit", "Telemetry"],
      path: "packages/chassis/ServiceDatabase/Sources", swiftSettings: chassis),
    .target(
      name: "Jobs", dependencies: ["IO", "JSON", "Lifecycle", "Platform", "Postgres", "Telemetry"], path: "packages/chassis/Jobs/Sources",
      swiftSettings: chassis),
    .target(name: "IOTesting", dependencies: ["IO"], path: "packages/testing/IOTesting/Sources", swiftSettings: chassis),
    .target(
      name: "PostgresTesting", dependencies: ["Platform", "PostgresInstallation", "TestSupport"],
      path: "packages/testing/PostgresTesting/Sources", swiftSettings: chassis),
    .target(
      name: "HTTPTesting", dependencies: ["HTTP", "IO", "IOTesting"], path: "packages/testing/HTTPTesting/Sources", swiftSettings: chassis),

    // Tools.
    .executableTarget(
      name: "Benchmark",
      dependencies: ["CLinux", "CommandLine", "HTTP", "IO", "JSON", "Jobs", "Lifecycle", "Platform", "Postgres", "TLS", "Telemetry"],
      path: "Sources/benchmark",
      exclude: [
        "Allocations/CountAllocations.c", "Jobs/peers.py", "Jobs/requirements.txt", "Postgres/client.py", "Postgres/requirements.txt",
      ], swiftSettings: chassis),
    .executableTarget(
      name: "Fleet",
      dependencies: [
        "Addresses", "Calendar", "CommandLine", "Cryptography", "IO", "JSON", "PackageGraph", "Platform", "PostgresInstallation",
        "ServiceDescription", "Telemetry",
      ],
      path: "Sources/fleet",
      swiftSettings: chassis),

    // The app.
    .executableTarget(
      name: "Console",
      dependencies: [
        "ArchRules", "Calendar", "Cryptography", "GraphLayout", "HTTP", "IO", "JSON", "Lifecycle", "PackageGraph", "Platform", "ServiceKit",
        "SwiftImports", "Telemetry",
      ],
      path: "Sources/Console",
      exclude: ["Dockerfile", "README.md", "compose.yaml", "service.json", "settings.json"], resources: [.embedInCode("Page")],
      swiftSettings: chassis),

    // Services.
    .executableTarget(
      name: "SchedulerWorker", dependencies: ["Addresses", "Calendar", "HTTP", "IO", "JSON", "Lifecycle", "Platform", "ServiceKit", "Telemetry"],
      path: "services/scheduler-worker/Sources", swiftSettings: chassis),

    // Tests.
    .testTarget(
      name: "IOTests", dependencies: ["IO", "IOTesting", "Platform", "TestSupport"], path: "packages/chassis/IO/Tests", swiftSettings: chassis),
    .testTarget(
      name: "TLSTests", dependencies: ["IO", "IOTesting", "Platform", "TLS", "TestSupport"], path: "packages/chassis/TLS/Tests",
      swiftSettings: chassis),
    .testTarget(
      name: "HTTPTests",
      dependencies: [
        "Addresses", "Calendar", "HTTP", "HTTPTesting", "IO", "IOTesting", "JSON", "Lifecycle", "Platform", "TLS", "Telemetry", "TestSupport",
      ],
      path: "packages/chassis/HTTP/Tests",
      swiftSettings: chassis),
    .testTarget(
      name: "PostgresTests",
      dependencies: [
        "Calendar", "Cryptography", "IO", "IOTesting", "JSON", "Platform", "Postgres", "PostgresTesting", "TLS", "Telemetry", "TestSupport",
      ],
      path: "packages/chassis/Postgres/Tests", swiftSettings: chassis),
    .testTarget(
      name: "ServiceDatabaseTests", dependencies: ["IO", "Postgres", "PostgresTesting", "ServiceDatabase", "ServiceKit", "Telemetry"],
      path: "packages/chassis/ServiceDatabase/Tests", swiftSettings: chassis),
    .testTarget(
      name: "JobsTests", dependencies: ["IO", "JSON", "Jobs", "Lifecycle", "Platform", "Postgres", "PostgresTesting", "Telemetry", "TestSupport"],
      path: "packages/chassis/Jobs/Tests", swiftSettings: chassis),
    .testTarget(
      name: "ServiceKitTests",
      dependencies: ["HTTP", "HTTPTesting", "IO", "JSON", "Lifecycle", "Platform", "ServiceKit", "Telemetry", "TestSupport"],
      path: "packages/chassis/ServiceKit/Tests", swiftSettings: chassis),
    // Two processes that the chassis is tested with: one as it should be, which its README shows, and one that goes wrong.
    .executableTarget(name: "Greeter", dependencies: ["HTTP", "ServiceKit"], path: "Tests/ServiceTests/Greeter", swiftSettings: chassis),
    .executableTarget(
      name: "Trouble", dependencies: ["IO", "Lifecycle", "Platform", "ServiceKit", "Telemetry"], path: "Tests/ServiceTests/Trouble",
      swiftSettings: chassis),
    .testTarget(
      name: "ServiceTests", dependencies: ["IO", "JSON", "Platform", "TestSupport"], path: "Tests/ServiceTests/Tests", swiftSettings: chassis),
    .testTarget(name: "BenchmarkTests", dependencies: ["Benchmark", "CommandLine", "JSON", "Platform", "TestSupport"], path: "Tests/BenchmarkTests"),
    .testTarget(
      name: "FleetTests",
      dependencies: ["CommandLine", "Fleet", "IO", "JSON", "Platform", "PostgresInstallation", "ServiceDescription", "TestSupport"],
      path: "Tests/FleetTests",
      swiftSettings: chassis),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "ArchRules", "Calendar", "Console", "HTTP", "HTTPTesting", "IO", "JSON", "PackageGraph", "Platform", "ServiceKit", "SwiftImports",
        "TestSupport",
      ],
      path: "Tests/ConsoleTests", exclude: ["Browser/devtools.py", "Browser/page_test.py"], swiftSettings: chassis),
    .testTarget(
      name: "SchedulerWorkerTests",
      dependencies: [
        "Addresses", "Calendar", "HTTP", "IO", "JSON", "Lifecycle", "LifecycleTesting", "Platform", "SchedulerWorker", "Telemetry",
        "TestSupport",
      ],
      path: "services/scheduler-worker/Tests", swiftSettings: chassis),
  ]
#endif

// The plugin is for packages that depend on this one. SwiftPM compiles all that it runs a second time, for the machine that builds, which a
// build of this repository is spared.
if Context.environment["BULKHEAD_WITHOUT_PLUGIN"] == "1" {
  package.targets.removeAll { $0.type == .plugin }
  package.products.removeAll { $0 is Product.Plugin }
}

// A Dockerfile copies the folders that its one product needs, and SwiftPM refuses a manifest whose folders are missing: there, and
// nowhere else, targets that are absent are dropped, with the products and tests made of them. What SwiftPM caches of a manifest knows
// nothing of folders, so it is kept from that (--manifest-cache none).
if Context.environment["BULKHEAD_PRESENT_TARGETS_ONLY"] == "1" {
  func isAbsent(_ target: Target) -> Bool {
    !FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(target.path ?? "Sources/\(target.name)")")
  }
  let absent = Set(package.targets.filter(isAbsent).map(\.name))
  package.targets.removeAll { target in
    absent.contains(target.name)
      || target.type == .test
        && target.dependencies.contains {
          if case .byNameItem(let name, _) = $0 { absent.contains(name) } else { false }
        }
  }
  package.products.removeAll { product in
    switch product {
    case let product as Product.Executable: !absent.isDisjoint(with: product.targets)
    case let product as Product.Library: !absent.isDisjoint(with: product.targets)
    case let product as Product.Plugin: !absent.isDisjoint(with: product.targets)
    default: false
    }
  }
}
