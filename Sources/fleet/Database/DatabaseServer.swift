import CommandLine
import Platform
import ServiceDescription
import Synchronization

/// The process of the private cluster, from the making of the cluster to its end; it tells what happens as the services' processes do.
final class DatabaseServer: Sendable {
  /// The name by which it stands beside the services.
  static let name = "postgresql"

  private let cluster: PrivateCluster
  private let mixer: LogMixer
  private let accounts: [String: ServiceAccount]
  private let tell: @Sendable (Supervisor.Event) -> Void
  private let state = Mutex(State())

  private struct State: Sendable {
    var process: GuardedProcess?
    var isStopping = false
    var isReady = false
    /// The starts that are left: after a `kill -9` the old processes may need a moment to see that they are alone.
    var attempts = 5
  }

  /// - Parameter services: those that have a schema.
  init(
    _ cluster: PrivateCluster, services: [ServiceDescription], mixer: LogMixer, tell: @escaping @Sendable (Supervisor.Event) -> Void
  ) {
    self.cluster = cluster
    self.mixer = mixer
    self.tell = tell
    accounts = Dictionary(uniqueKeysWithValues: services.map { ($0.name, ServiceAccount(of: $0)) })
  }

  /// `DATABASE_URL` of a service; `nil` for one that has no schema.
  func url(of service: String) -> String? { accounts[service]?.url(sockets: cluster.sockets) }

  /// Makes the cluster where there is none, and starts it, on a thread of its own.
  func start() {
    state.withLock { $0 = State() }
    onThread { [self] in
      try cluster.makeFolders()
      let found = try cluster.version()
      if let found, found != cluster.release.version {
        throw Failure(
          "the cluster in \(cluster.data) is of PostgreSQL \(found), and \(cluster.release.version) is installed: install \(found) as well, "
            + "or begin anew with fleet database --reset")
      }
      if found == nil {
        mixer.say("making a PostgreSQL cluster in \(cluster.data)")
        try cluster.create()
      }
      try launch()
    }
  }

  /// Ends it: sessions that are still open are closed, and everything is written (PostgreSQL's fast shutdown).
  func stop() {
    guard let process = beginStopping() else { return tell(.ended(Self.name, .exit(0), lastLines: [])) }
    process.signal(Signals.Termination.interrupt.rawValue)
  }

  /// Has nothing be started any more, and returns what runs.
  private func beginStopping() -> GuardedProcess? {
    state.withLock { state in
      state.isStopping = true
      return state.process
    }
  }

  func kill() { state.withLock { $0.process }?.kill() }

  private func launch() throws {
    mixer.begin(Self.name)
    try state.withLock { state in
      if state.isStopping { return }
      state.attempts -= 1
      let process = try GuardedProcess(
        starting: cluster.server, guardedBy: ["/proc/self/exe", "guard"], environment: ["PATH=/usr/bin:/bin", "LC_ALL=C"], in: "/"
      ) { [self] event in
        switch event {
        case .output(let bytes): _ = mixer.add(bytes, of: Self.name, isError: false)
        case .errorOutput(let bytes): _ = mixer.add(bytes, of: Self.name, isError: true)
        case .ended(let ending): end(ending)
        }
      }
      state.process = process
      tell(.started(Self.name, process: process.identifier))
    }
    onThread { [self] in try prepare() }
  }

  /// Waits until it takes connections, and sets it up for the services.
  private func prepare() throws {
    let pause = ThreadGate()
    while try !cluster.isReady() {
      if state.withLock({ $0.process == nil || $0.isStopping }) { return }
      _ = pause.wait(nanoseconds: 50_000_000)
    }
    if state.withLock({ $0.isStopping }) { return }
    let create =
      "SELECT 'CREATE DATABASE \(PrivateCluster.database)' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '\(PrivateCluster.database)') \\gexec\n"
    try cluster.run(sql: create, in: "postgres")
    try cluster.run(
      sql: DatabaseAccount.walls(database: PrivateCluster.database) + accounts.sorted { $0.key < $1.key }.map(\.value.statements).joined(),
      in: PrivateCluster.database)
    state.withLock { $0.isReady = true }
    tell(.ready(Self.name))
  }

  private func end(_ ending: GuardedProcess.Ending) {
    let isRetried = state.withLock { state in
      state.process = nil
      return !state.isReady && !state.isStopping && state.attempts > 0
    }
    let lastLines = mixer.finish(Self.name)
    if !isRetried { return tell(.ended(Self.name, ending, lastLines: lastLines)) }
    onThread { [self] in
      _ = ThreadGate().wait(nanoseconds: 500_000_000)
      try launch()
    }
  }

  private func onThread(_ body: @escaping @Sendable () throws -> Void) {
    do {
      try NamedThread(Self.name) { [self] in
        do { try body() } catch { fail(error) }
      }.detach()
    } catch { fail(error) }
  }

  private func fail(_ error: any Error) {
    guard let process = beginStopping() else { return tell(.notStarted(Self.name, reason: "\(error)")) }
    mixer.say("\(Self.name): \(error)")
    process.signal(Signals.Termination.interrupt.rawValue)
  }
}
