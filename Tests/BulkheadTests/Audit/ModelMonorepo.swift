import TestSupport

/// A monorepo with one service, a worker, that keeps every invariant, to break one at a time.
struct ModelMonorepo {
  var files: [String: String]

  init() { files = Self.sources.merging(Self.documents) { $1 } }

  /// With the text in a file replaced, which must be there.
  func replacing(_ old: String, with new: String, in path: String) -> ModelMonorepo {
    var copy = self
    let text = copy.files[path] ?? ""
    precondition(text.contains(old), "\(path) does not contain: \(old)")
    copy.files[path] = text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    return copy
  }

  func without(_ path: String) -> ModelMonorepo {
    precondition(files[path] != nil, "there is no \(path)")
    var copy = self
    copy.files[path] = nil
    return copy
  }

  func with(_ path: String, _ text: String) -> ModelMonorepo {
    var copy = self
    copy.files[path] = text
    return copy
  }

  func write() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    return folder
  }

  private static let sources = [
    "Package.swift": """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "model",
      products: [
        .executable(name: "courier", targets: ["Courier"]),
      ],
      targets: [
        .target(name: "Platform", path: "packages/Platform/Sources"),
        .target(name: "Kit", dependencies: ["Platform"], path: "packages/Kit/Sources"),
        .target(name: "ServiceKit", dependencies: ["Platform"], path: "packages/ServiceKit/Sources"),
        .target(name: "TestSupport", path: "packages/TestSupport/Sources"),
        .executableTarget(name: "Courier", dependencies: ["Kit", "ServiceKit"], path: "services/courier/Sources"),
        .testTarget(name: "CourierTests", dependencies: ["Courier", "TestSupport"], path: "services/courier/Tests"),
      ]
    )

    """,
    "Makefile": """
    FLAGS := -Xswiftc -warnings-as-errors

    test: ## run every test
    \tswift build --build-tests $(FLAGS)
    \tswift test --skip-build $(FLAGS) $(if $(SERVICE),--filter $(SERVICE))

    """,
    "packages/Platform/Sources/Environment.swift": """
    import Glibc

    public func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    """,
    "packages/Kit/Sources/Kit.swift": "import Platform\n\npublic struct Parcel {}\n",
    "packages/ServiceKit/Sources/Settings.swift": "import Platform\n\npublic func setting(_ key: String) -> String? { environmentVariable(key) }\n",
    "packages/TestSupport/Sources/Contract.swift": "public func expectKeepsContract(_ service: String) async throws {}\n",
    "services/courier/Sources/Courier.swift": """
    import Kit
    import ServiceKit

    @main
    struct Courier {
      static func main() {}
    }

    """,
    "services/courier/Tests/CourierTests.swift": """
    import TestSupport
    import Testing

    @testable import Courier

    @Test func `it delivers`() {}

    """,
    "services/courier/service.json": """
    {
      "version": 1,
      "name": "courier",
      "kind": "worker",
      "purpose": "Delivers parcels.",
      "ports": ["health"]
    }

    """,
  ]

  private static let documents = [
    "services/courier/README.md": """
    # courier

    Delivers parcels.

    ```sh
    courier --check-config
    ```

    ## Settings

    | setting | | default |
    |---|---|---|
    | `PARCELS_FILE` | the parcels | required |

    ## What it does not do

    Deliver twice.

    """,
    "packages/Platform/README.md": library("Platform"),
    "packages/Kit/README.md": library("Kit"),
    "packages/ServiceKit/README.md": library("ServiceKit"),
    "packages/TestSupport/README.md": library("TestSupport"),
  ]

  private static func library(_ name: String) -> String { "# \(name)\n\nOne thing.\n\n## What it does not do\n\nAnything else.\n" }
}
