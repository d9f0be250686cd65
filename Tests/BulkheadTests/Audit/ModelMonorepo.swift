import TestSupport

/// A monorepo with an app, a tool and one service, a worker, that keeps every invariant, to break one at a time.
struct ModelMonorepo {
  var files: [String: String]

  init() { files = [Self.sources, Self.app, Self.documents, Self.deployment].reduce(into: [:]) { $0.merge($1) { $1 } } }

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
        .executable(name: "console", targets: ["Console"]),
        .executable(name: "courier", targets: ["Courier"]),
      ],
      targets: [
        .target(name: "Platform", path: "packages/Platform/Sources"),
        .target(name: "Kit", dependencies: ["Platform"], path: "packages/Kit/Sources"),
        .executableTarget(name: "Fleet", path: "Sources/fleet"),
        .executableTarget(
          name: "Console", dependencies: ["ServiceKit"], path: "Sources/Console", exclude: ["README.md", "service.json", "settings.json"]),
        .testTarget(name: "ConsoleTests", dependencies: ["Console", "TestSupport"], path: "Tests/ConsoleTests"),
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

    images:
    \t@deploy/images/build

    """,
    "packages/Platform/Sources/Environment.swift": """
    import Glibc

    public func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    """,
    "packages/Kit/Sources/Kit.swift": "import Platform\n\npublic struct Parcel {}\n",
    "packages/ServiceKit/Sources/Settings.swift": "import Platform\n\npublic func setting(_ key: String) -> String? { environmentVariable(key) }\n",
    "packages/TestSupport/Sources/ServiceContract.swift": """
    import Testing

    public enum ServiceContract {
      public static func brokenClauses(of service: String) async throws -> [String] { [] }
      public static func claimsWhileDraining(of process: Int, _ claims: () -> [String]) async throws -> [String] { [] }
    }

    """,
    "Sources/fleet/Main.swift": "@main struct Fleet { static func main() {} }\n",
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

    @Suite struct CourierTests {
      @Test func `it keeps the contract of every service`() async throws {
        #expect(try await ServiceContract.brokenClauses(of: "courier") == [])
      }

      @Test func `from SIGTERM on nothing is claimed`() async throws {
        #expect(try await ServiceContract.claimsWhileDraining(of: 1) { [] } == [])
      }
    }

    """,
    "services/courier/Sources/CourierSettings.swift": """
    import ServiceKit

    struct CourierSettings: ServiceSettings {
      let parcels: String
      let rounds: Int

      init(from reader: inout SettingsReader) {
        parcels = reader.string("PARCELS_FILE", "The parcels.")
        if parcels.isEmpty { reader.reject("PARCELS_FILE", expected: "a file") }
        rounds = Self.rounds(&reader)
      }

      private static func rounds(_ settings: inout SettingsReader) -> Int { settings.int("ROUNDS", "How often it goes.", default: 2) }
    }

    """,
    "services/courier/settings.json": settings("courier", own: ["PARCELS_FILE", "ROUNDS"]),
    "ArchProbes/Services.swift": "// probe: walls\n// targets: services/*/Sources\nimport Console\nimport Fleet\n",
    "ArchProbes/Shipped.swift": "// probe: walls\n// targets: services/*/Sources Sources/Console\nimport TestSupport\n",
    ".env.example": "# The parcels.\nPARCELS_FILE=parcels.json\n\n# ROUNDS=2\n",
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

  private static let app = [
    "Sources/Console/Console.swift": "import ServiceKit\n\n@main struct Console { static func main() {} }\n",
    "Sources/Console/service.json": """
    {
      "version": 1,
      "name": "console",
      "kind": "server",
      "purpose": "Shows the fleet.",
      "ports": ["http", "health"]
    }

    """,
    "Sources/Console/settings.json": settings("console", own: []),
    "Sources/Console/README.md": "# Console\n\nThe app.\n\n```sh\nconsole\n```\n\n## Settings\n\nNone.\n\n## What it does not do\n\nMuch.\n",
    "ArchProbes/App.swift": "// probe: walls\n// targets: Sources/Console\nimport Courier\nimport Fleet\n",
    "Tests/ConsoleTests/ContractTests.swift": """
    import TestSupport
    import Testing

    @testable import Console

    @Test func `it keeps the contract`() async throws {
      for clause in try await ServiceContract.brokenClauses(of: "console") { Issue.record("\\(clause)") }
    }

    """,
  ]

  /// A settings.json with some settings of the service's own and one of the chassis.
  private static func settings(_ service: String, own keys: [String]) -> String {
    let settings = (keys.map { ($0, true) } + [("SHUTDOWN_TIMEOUT", false)]).map { key, isOwn in
      "    { \"key\": \"\(key)\", \"kind\": \"string\", \"help\": \"It is.\", \"required\": false, \"secret\": false, \"own\": \(isOwn) }"
    }
    return "{\n  \"version\": 1,\n  \"service\": \"\(service)\",\n  \"settings\": [\n\(settings.joined(separator: ",\n"))\n  ]\n}\n"
  }

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
    | `ROUNDS` | how often it goes | 2 |

    ## What it does not do

    Deliver twice.

    """,
    "packages/Platform/README.md": library("Platform"),
    "packages/Kit/README.md": library("Kit"),
    "packages/ServiceKit/README.md": library("ServiceKit"),
    "packages/TestSupport/README.md": library("TestSupport"),
  ]

  private static func library(_ name: String) -> String { "# \(name)\n\nOne thing.\n\n## What it does not do\n\nAnything else.\n" }

  private static func dockerfile(_ service: String, _ folders: [String]) -> String {
    """
    # syntax=docker/dockerfile:1
    ARG VERSION=6.3
    FROM swift:${VERSION}-bookworm AS build
    WORKDIR /build
    COPY Package.swift ./
    \(folders.map { "COPY \($0) \($0)" }.joined(separator: "\n"))
    RUN swift build -c release \\
        --product \(service)

    FROM gcr.io/distroless/cc-debian12:nonroot
    COPY --from=build /build/.build/release/\(service) /app/\(service)
    USER 1001:1001
    ENTRYPOINT ["/app/\(service)"]

    """
  }

  private static func compose(_ service: String, image: String) -> String {
    """
      \(service):
        image: \(image)
        user: "1001:1001"
        environment:
          SHUTDOWN_DELAY: 5s
        stop_grace_period: 45s

    """
  }

  private static func manifest(_ service: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: \(service)
    spec:
      template:
        spec:
          terminationGracePeriodSeconds: 45
          securityContext:
            runAsNonRoot: true
            runAsUser: 1001
          containers:
            - name: \(service)
              image: model/\(service):dev
              env:
                - name: SHUTDOWN_DELAY
                  value: 5s
              startupProbe:
                httpGet: { path: /livez, port: 9000 }
              livenessProbe:
                httpGet: { path: /livez, port: 9000 }
              readinessProbe:
                httpGet: { path: /readyz, port: 9000 }
    ---
    kind: Service
    metadata:
      name: \(service)

    """
  }

  private static let deployment = [
    ".swift-version": "6.3\n",
    "Sources/Console/Dockerfile": dockerfile("console", ["Sources/Console", "packages/Platform/Sources", "packages/ServiceKit/Sources"]),
    "services/courier/Dockerfile": dockerfile(
      "courier", ["packages/Kit/Sources", "packages/Platform/Sources", "packages/ServiceKit/Sources", "services/courier/Sources"]),
    "deploy/images/build": "#!/bin/sh\ngrep -v '^#' deploy/images/list.tsv\n",
    "deploy/images/list.tsv": "console\tSources/Console/Dockerfile\ncourier\tservices/courier/Dockerfile\n",
    "deploy/compose.prod.yaml": "services:\n" + compose("console", image: "ghcr.io/model/console:${SHA:?the commit}")
      + compose("courier", image: "ghcr.io/model/courier:${SHA:?the commit}"),
    "deploy/kubernetes/base/console.yaml": manifest("console"),
    "deploy/kubernetes/base/courier.yaml": manifest("courier"),
    ".github/workflows/images.yml": """
    name: images
    on:
      push:
        branches: [main]
    jobs:
      plan:
        runs-on: ubuntu-24.04
        container: swift:6.3-noble
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
          - run: deploy/images/build
      push:
        uses: ./.github/workflows/image.yml

    """,
    ".github/workflows/image.yml": """
    name: image
    on:
      workflow_call:
    jobs:
      image:
        runs-on: ubuntu-24.04
        steps:
          - uses: docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a
            with:
              push: true
              tags: ghcr.io/model/x:${{ github.sha }}

    """,
  ]
}
