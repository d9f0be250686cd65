#if os(Linux)
  import PackageGraph
  import Platform
  import TestSupport
  import Testing

  /// What `bulkhead new` makes is built, and its own tests are run.
  @Suite(.building) struct NewServiceTests {
    /// Kept from run to run, so that only what has changed is compiled again.
    private let folder = "\(BuiltProducts.checkout)/.build/new-service"

    @Test func `new servers and a new worker build without a warning, and pass their tests`() throws {
      let made = try TemporaryFolder()
      for entry in try Folder.entries(Checkout.root) where ![".build", ".git", ".bulkhead"].contains(entry.name) {
        try mirror("\(Checkout.root)/\(entry.name)", at: "\(made.path)/\(entry.name)")
      }
      for arguments in [
        ["service", "trial-server"], ["service", "trial-worker", "--kind", "worker"],
        ["service", "trial-ledger", "--database"], ["package", "TrialStore", "--room", "base"],
      ] {
        try run(["\(BuiltProducts.folder)/bulkhead", "new", "--root", made.path] + arguments)
      }
      // With what they are made of and nothing else, so that nothing else is compiled: the manifest leaves out what is absent.
      let names = ["TrialServer", "TrialWorker", "TrialLedger"]
      let needed = try closure(of: names + names.map { $0 + "Tests" } + ["TrialStoreTests", "Fleet"], in: made.path)
      let folders = Set(needed).union(["services/trial-server", "services/trial-worker", "services/trial-ledger"])
      try Folder.create(folder)
      for parent in ["Sources", "packages", "services"] { try removeOthers(than: folders, in: parent) }
      for path in folders.sorted() + ["Package.swift"] { try mirror("\(made.path)/\(path)", at: "\(folder)/\(path)") }

      // What it compiles gives way to the tests that go on beside it.
      let build = ["nice", "-n", "19", "swift", "build", "--package-path", folder, "--manifest-cache", "none", "--build-tests"]
      let flags = ["-Xswiftc", "-warnings-as-errors", "-Xswiftc", "-gnone"]
      try run(build + flags)
      let tests = try run(["swift", "test", "--package-path", folder, "--manifest-cache", "none", "--skip-build", "--disable-xctest"] + flags)
      // As the runner prints them: with a quote behind the name, or with the number of cases.
      for test in [
        "the process keeps what every service promises", "it keeps what every store of work promises",
        "from SIGTERM on nothing is claimed, however long the process goes on",
        "a text is said again as often as asked, and what is not as it must be is refused\" with 4 test cases", "a greeting names whom it is for",
        "what was noted is read again, the latest first",
      ] { #expect(tests.contains("\"\(test)\" passed") || tests.contains("\"\(test) passed"), "\(test)\n\(tests)") }
    }

    /// The folders of targets and of all that they are made of.
    private func closure(of names: [String], in root: String) throws -> [String] {
      let graph = try RepositoryLoader(root: root).load().graph
      let targets = graph.modules.indices.filter { graph.modules[$0].target.map(names.contains) == true }
      try #require(targets.count == names.count)
      return graph.closureFolders(of: targets)
    }

    /// Makes a file or folder like another, and leaves alone what is like it.
    private func mirror(_ source: String, at destination: String) throws {
      guard try File.status(source)?.kind == .folder else {
        let bytes = try File.read(source)
        if try File.status(destination) == nil || File.read(destination) != bytes { try File.write(bytes, to: destination) }
        return
      }
      try Folder.create(destination)
      let names = try Folder.entries(source).map(\.name)
      for entry in try Folder.entries(destination) where !names.contains(entry.name) { try remove("\(destination)/\(entry.name)") }
      for name in names { try mirror("\(source)/\(name)", at: "\(destination)/\(name)") }
    }

    private func removeOthers(than kept: Set<String>, in path: String) throws {
      guard try File.status("\(folder)/\(path)") != nil else { return }
      for entry in try Folder.entries("\(folder)/\(path)") {
        let inner = "\(path)/\(entry.name)"
        if kept.contains(inner) { continue }
        if kept.contains(where: { $0.hasPrefix("\(inner)/") }) { try removeOthers(than: kept, in: inner) } else { try remove("\(folder)/\(inner)") }
      }
    }

    private func remove(_ path: String) throws {
      if try File.status(path, followingLink: false)?.kind == .folder { try Folder.remove(path) } else { try File.remove(path) }
    }

    @discardableResult
    private func run(_ command: [String]) throws -> String {
      let environment = Environment.forChildren + (command.contains("swift") ? ["BULKHEAD_PRESENT_TARGETS_ONLY=1"] : [])
      let outcome = try ChildProcess.run(command, environment: environment, seconds: 1800)
      let said = String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)
      try #require(outcome.ending == .exit(0), "\(command.joined(separator: " ")):\n\(said)")
      return said
    }
  }
#endif
