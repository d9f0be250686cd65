#if os(Linux)
  import JSON
  import Platform
  import TestSupport
  import Testing

  @testable import Bulkhead

  /// The audit of this very repository, and of copies of it with one thing broken. On other systems its manifest has no services.
  @Suite(.blocking) struct RealRepositoryTests {
    struct Damage: Sendable {
      var invariant: String
      var path: String
      var old: String
      var new: String
      /// Where the finding is, if not in the line that was changed.
      var place: String?

      init(_ invariant: String, _ path: String, _ old: String, _ new: String, at place: String? = nil) {
        (self.invariant, self.path, self.old, self.new, self.place) = (invariant, path, old, new, place)
      }
    }

    static let service = "services/scheduler-worker"
    static let damages = [
      Damage("SERVICE_NAMES", "\(service)/service.json", "\"scheduler-worker\"", "\"scheduler\""),
      Damage("TEST_DISCOVERY", "Makefile", "swift test --skip-build", "swift test --skip Slow"),
      Damage(
        "HEALTH_ENDPOINTS", "\(service)/Tests/Process/ContractTests.swift", "brokenClauses(of: \"scheduler-worker\")",
        "brokenClauses(of: \"console\")"),
      Damage(
        "READINESS_GATES_LOCALLY", "\(service)/Tests/Process/WorkerTests.swift", "ServiceContract.claimsWhileDraining", "claims",
        at: "\(service)/service.json"),
      Damage("SETTINGS_DOCUMENTED", "\(service)/Sources/Settings.swift", "reader.int(\"MAX_RUNS\"", "reader.int(\"MOST_RUNS\""),
      Damage("SETTINGS_DOCUMENTED", "Sources/Console/README.md", "`GRAPH_FILE` |", "`GRAPHS` |"),
      Damage("DATABASE_OWNED", "\(service)/Migrations/0001-runs.sql", "", "CREATE VIEW runs AS SELECT * FROM console.runs;\n"),
      Damage("ARCH_PROBE", "ArchProbes/Services.swift", "import Fleet", "", at: "\(service)/service.json"),
      Damage("IMAGE_PER_SERVICE", "\(service)/Dockerfile", "ENTRYPOINT [\"/app/scheduler-worker\"]", "ENTRYPOINT /app/scheduler-worker"),
      Damage(
        "DOCKER_COPIES_CLOSURE", "\(service)/Dockerfile", "COPY packages/base/JSON/Sources packages/base/JSON/Sources", "COPY packages packages"),
      Damage("NON_ROOT", "\(service)/Dockerfile", "USER 1001:1001", "USER 0:0"),
      Damage("CI_BUILDS_AND_PUSHES", ".github/workflows/image.yml", "image }}:${{ github.sha }}", "image }}:latest"),
      Damage("PROD_COMPOSE_LISTS_SERVICE", "deploy/compose.prod.yaml", "scheduler-worker:${BULKHEAD_SHA:?", "scheduler-worker:${BULKHEAD_SHA:-"),
      Damage("GRACE_EXCEEDS_DRAIN", "deploy/compose.prod.yaml", "stop_grace_period: 45s", "stop_grace_period: 35s"),
      Damage("GRACE_EXCEEDS_DRAIN", "deploy/kubernetes/base/console.yaml", "terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 5"),
      Damage("README_SECTIONS", "packages/base/JSON/README.md", "## What it does not do", "## What it cannot do", at: "packages/base/JSON/README.md"),
      Damage("PACKAGES_ARE_LIBRARIES", "packages/base/JSON/Sources/JSONPath.swift", "", "let home = getenv(\"HOME\")\n"),
      Damage("PINNED_TOOLCHAIN", ".github/workflows/ci.yml", "swift:6.3-noble", "swift:6.2-noble"),
      Damage("PINNED_TOOLCHAIN", ".swift-version", "6.3", "6.1", at: "Package.swift"),
    ]

    @Test func `this repository keeps every invariant`() throws {
      let run = Run("audit", in: Checkout.root)
      #expect(run.output.hasPrefix("All \(Invariant.all.count) invariants hold: "), "\(run.output)\(run.diagnostics)")
      #expect(run.code == .success)
    }

    @Test func `whatever is broken in a copy of this repository is found where it is`() throws {
      let folder = try TemporaryFolder()
      for path in try Self.paths() { try folder.write(String(decoding: File.read("\(Checkout.root)/\(path)"), as: UTF8.self), to: path) }
      // A schema that another could name.
      let console = String(decoding: try File.read("\(folder.path)/Sources/Console/service.json"), as: UTF8.self)
      try folder.write(
        console.replacing("\"kind\": \"server\"", with: "\"database\": true, \"kind\": \"server\""), to: "Sources/Console/service.json")
      for damage in Self.damages {
        let before = damage.old.isEmpty ? "" : String(decoding: try File.read("\(folder.path)/\(damage.path)"), as: UTF8.self)
        try #require(damage.old.isEmpty || before.contains(damage.old), "\(damage.path) does not contain \(damage.old)")
        let parts = damage.old.isEmpty ? ["", ""] : before.split(separator: damage.old, omittingEmptySubsequences: false)
        try folder.write(parts.joined(separator: damage.new), to: damage.path)
        let line = parts[0].count { $0 == "\n" } + 1
        let run = Run("audit", "--only", damage.invariant, in: folder)
        let place = damage.place.map { "\($0):" } ?? "\(damage.path):\(line):"
        #expect(
          run.output.split(separator: "\n").contains { $0.hasPrefix(place) && $0.contains("[\(damage.invariant)]") },
          "\(damage): \(run.output)\(run.diagnostics)")
        #expect(run.code == .findings)
        if damage.old.isEmpty { try File.remove("\(folder.path)/\(damage.path)") } else { try folder.write(before, to: damage.path) }
      }
      #expect(Set(Self.damages.map(\.invariant)) == Set(Invariant.all.map(\.id)))
    }

    /// Every file that the audit can look at.
    private static func paths() throws -> [String] {
      let files = try AuditedFiles(root: Checkout.root)
      let parts = ["ArchProbes", "Sources", "packages", "services", "deploy", "Tests", "Plugins", ".github/workflows"]
      let folders = try parts.flatMap { try files.files(below: $0) }
      return folders + ["Package.swift", "Makefile", ".swift-version", ".env.example", "compose.yaml", "arch-rules.json"]
    }
  }
#endif
