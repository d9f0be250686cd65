import Addresses
import IO
import Platform
import ServiceDescription

/// A process of the fleet, as the supervisor knows it.
struct Member: Sendable {
  enum State: Sendable, Equatable {
    /// For what it needs.
    case waiting
    /// The process runs, `/readyz` has not been 200 yet. `isLate` once the time for that has passed.
    case starting(since: ContinuousClock.Instant, isLate: Bool)
    case ready
    /// Told to end; killed when the deadline comes. `isRestart` where it is to start again then.
    case stopping(deadline: ContinuousClock.Instant, isRestart: Bool, isKilled: Bool)
    /// `isWanted` where the fleet told it to end.
    case ended(Ending, isWanted: Bool)
  }

  /// How it came to its end.
  enum Ending: Sendable, Equatable {
    case process(GuardedProcess.Ending)
    /// It could not be started, and why.
    case notStarted(String)
    /// The fleet ended before it was its turn.
    case notNeeded
  }

  /// The kind as the fleet's file says it.
  enum Kind: Equatable, Sendable {
    case service(ServiceDescription.Kind)
    /// The private database, which services need and none describes.
    case database

    var name: String {
      switch self {
      case .service(let kind): kind.rawValue
      case .database: "database"
      }
    }
  }

  let name: String
  let kind: Kind
  /// Those that must be ready before it starts.
  let needs: [String]
  /// Those that it calls.
  let calls: [String]
  var state: State = .waiting
  var process: Int32?
  var addresses = ProcessAddresses()
  var lastLines: [String] = []

  init(_ service: ServiceDescription) {
    name = service.name
    kind = .service(service.kind)
    needs = service.needs.map(\.name) + (service.database ? [DatabaseServer.name] : [])
    calls = service.calls.map(\.name)
  }

  private init(database name: String) {
    (self.name, kind, needs, calls) = (name, .database, [], [])
  }

  static let database = Member(database: DatabaseServer.name)

  /// Whether a process of it is there.
  var isAlive: Bool {
    switch state {
    case .starting, .ready, .stopping: true
    case .waiting, .ended: false
    }
  }

  var hasEnded: Bool { if case .ended = state { true } else { false } }
  var isReady: Bool { state == .ready }
}

/// Where a process can be reached, each as `host:port`; `nil` for a port that it does not have or has not said.
struct ProcessAddresses: Sendable, Equatable {
  var http: String?
  var health: String?
  var admin: String?

  /// The address for a client on this machine: a process that listens everywhere is reached on the loopback.
  static func reachable(_ address: String) -> String {
    guard case .ip(let host, let port) = SocketAddress(address), let host = IPAddress(host)?.reachable else { return address }
    return "\(host.bracketed):\(port)"
  }
}

extension Member.Ending {
  /// In words: "ended with exit code 1".
  var words: String {
    switch self {
    case .process(.exit(let code)): "ended with exit code \(code)"
    case .process(.signal(let number)): "was ended by signal \(number)\(Self.signalName(number).map { " (\($0))" } ?? "")"
    case .process(.lostGuard): "was killed, because its guard was"
    case .notStarted(let reason): "could not be started: \(reason)"
    case .notNeeded: "was not started"
    }
  }

  var isGood: Bool { self == .process(.exit(0)) || self == .notNeeded }

  /// As a shell says it: 128 and the signal's number.
  var exitCode: Int32? {
    switch self {
    case .process(.exit(let code)): code
    case .process(.signal(let number)): 128 + number
    case .process(.lostGuard): 137
    case .notStarted: 127
    case .notNeeded: nil
    }
  }

  private static func signalName(_ number: Int32) -> String? {
    [
      1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
      11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
    ][number]
  }
}
