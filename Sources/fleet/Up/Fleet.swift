import CommandLine
import IO
import Platform
import ServiceDescription
import Synchronization

/// Carries out what the supervisor decides: starts and ends the processes, shows their logs, and keeps the fleet's file.
final class Fleet: Sendable {
  struct Plan: Sendable {
    let checkout: Checkout
    let build: Build
    let settings: Settings
    /// In order of need.
    let services: [ServiceDescription]
    let startLimit: Duration
    let isWatching: Bool
    let database: DatabasePlan
  }

  private let plan: Plan
  private let mixer: LogMixer
  private let readiness: ReadinessWatch
  private let file: FleetFile
  private let events: AsyncStream<Supervisor.Event>
  private let inbox: AsyncStream<Supervisor.Event>.Continuation
  private let database: DatabaseServer?

  init(_ plan: Plan, mixer: LogMixer, loop: EventLoop) {
    self.plan = plan
    self.mixer = mixer
    readiness = ReadinessWatch(loop: loop)
    file = FleetFile(root: plan.checkout.root)
    (events, inbox) = AsyncStream.makeStream()
    if case .cluster(let cluster) = plan.database {
      database = DatabaseServer(cluster, services: plan.services.filter(\.database), mixer: mixer) { [inbox] in inbox.yield($0) }
    } else {
      database = nil
    }
  }

  /// Tells the fleet what happened, from any thread.
  func tell(_ event: Supervisor.Event) { inbox.yield(event) }

  /// Runs until all processes have ended, and returns the exit code.
  func run() async -> ExitCode {
    var ports = Ports(plan.services)
    for (service, port) in ports.taken { mixer.say("port \(port), which \(service) asks for, is taken: it gets another") }
    var processes: [String: GuardedProcess] = [:]
    let stopLimits = Dictionary(
      uniqueKeysWithValues: plan.services.map { ($0.name, ChildEnvironment(of: $0, plan.settings, ports: ports, fleetFile: nil).stopLimit) })
    var supervisor = Supervisor(
      plan.services, hasDatabase: plan.database.isRun, limits: .init(start: plan.startLimit, stop: { stopLimits[$0] ?? .seconds(35) }),
      waitsForBuilds: plan.isWatching)
    let clock = Task { [inbox] in
      while !Task.isCancelled {
        inbox.yield(.tick)
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    defer {
      clock.cancel()
      file.remove()
    }
    var actions = supervisor.begin(.now)
    var inbox = events.makeAsyncIterator()
    while true {
      var written = actions.isEmpty
      while !actions.isEmpty {
        let action = actions.removeFirst()
        if case .finish(let code) = action { return code }
        actions += carryOut(action, &supervisor, &processes, &ports)
      }
      guard let event = await inbox.next() else { return .failure }
      if case .listening(let name, let addresses) = event {
        if let http = addresses.http { ports.keep(http, for: name) }
        written = false
      }
      if case .ended(let name, _, _) = event {
        readiness.stop(name)
        processes[name] = nil
      }
      actions = supervisor.handle(event, .now)
      if !actions.isEmpty { written = false }
      if case .tick = event, actions.isEmpty { continue }
      if !written { write(supervisor) }
    }
  }

  /// What follows from it at once.
  private func carryOut(
    _ action: Supervisor.Action, _ supervisor: inout Supervisor, _ processes: inout [String: GuardedProcess], _ ports: inout Ports
  ) -> [Supervisor.Action] {
    switch action {
    case .start(DatabaseServer.name):
      if case .missing(let reason) = plan.database { return supervisor.handle(.notStarted(DatabaseServer.name, reason: reason), .now) }
      database?.start()
    case .terminate(DatabaseServer.name): database?.stop()
    case .kill(DatabaseServer.name): database?.kill()
    case .start(let name):
      do {
        let process = try start(name, ports)
        processes[name] = process
        return supervisor.handle(.started(name, process: process.identifier), .now)
      } catch {
        return supervisor.handle(.notStarted(name, reason: "\(error)"), .now)
      }
    case .terminate(let name):
      readiness.stop(name)
      processes[name]?.signal(Signals.Termination.terminate.rawValue)
    case .kill(let name): processes[name]?.kill()
    case .say(let announcement): mixer.say(announcement.words(mixer.style) { readiness.lastAnswer($0) })
    case .settled:
      write(supervisor)
      mixer.show(ProcessTable(supervisor.members, apps: plan.checkout.apps).text(mixer.style))
    case .finish: break
    }
    return []
  }

  private func start(_ name: String, _ ports: Ports) throws -> GuardedProcess {
    let service = plan.services.first { $0.name == name }!
    let fleetFile = plan.checkout.apps.contains(name) ? file.path : nil
    let environment = ChildEnvironment(
      of: service, plan.settings, ports: ports, fleetFile: fleetFile, databaseURL: database?.url(of: name))
    mixer.begin(name)
    readiness.note(name, "it has not said where it listens")
    let process = try GuardedProcess(
      starting: Self.command(service, plan.build.program(name)), guardedBy: ["/proc/self/exe", "guard"], environment: environment.strings,
      in: plan.checkout.root
    ) { [self] event in
      switch event {
      case .output(let bytes): read(mixer.add(bytes, of: name, isError: false), of: name)
      case .errorOutput(let bytes): read(mixer.add(bytes, of: name, isError: true), of: name)
      case .ended(let ending): tell(.ended(name, ending, lastLines: mixer.finish(name)))
      }
    }
    if let addresses = environment.settledAddresses { listen(name, addresses) }
    return process
  }

  /// The command that is a service's process. One with a schema brings that up to date first, and does not start where that fails.
  private static func command(_ service: ServiceDescription, _ program: String) -> [String] {
    service.database ? ["/bin/sh", "-c", #""$0" --migrate && exec "$0""#, program] : [program]
  }

  private func read(_ lines: [OutputLine], of name: String) {
    for line in lines where line.message == "listening" {
      let address = { (key: String) in line.record?[key]?.string }
      listen(name, ProcessAddresses(http: address("http"), health: address("health"), admin: address("admin")))
    }
  }

  private func listen(_ name: String, _ addresses: ProcessAddresses) {
    tell(.listening(name, addresses))
    guard let health = addresses.health else { return }
    // A server says it twice: once health answers, and again when its own port is open. Before that nobody can use it.
    let isWhole = addresses.http != nil || !isServer(name)
    readiness.watch(name, at: health) { [self] in if isWhole { tell(.ready(name)) } }
  }

  private func isServer(_ name: String) -> Bool { plan.services.contains { $0.name == name && $0.ports.contains(.http) } }

  private func write(_ supervisor: Supervisor) {
    do {
      try file.write(supervisor.members)
    } catch {
      mixer.say("\(error)")
    }
  }
}
