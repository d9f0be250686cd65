import CommandLine
import Platform
import ServiceDescription

/// What the fleet does next, worked out from what happened: it starts, waits, restarts and stops processes in order.
///
/// Pure: events go in, actions come out, and the time is told to it. `Fleet` carries the actions out.
struct Supervisor: Sendable {
  enum Event: Sendable {
    /// The process runs.
    case started(String, process: Int32)
    case notStarted(String, reason: String)
    /// It has said where it listens.
    case listening(String, ProcessAddresses)
    case ready(String)
    case ended(String, GuardedProcess.Ending, lastLines: [String])
    /// Its program was built anew.
    case rebuilt([String])
    /// The user wants the fleet to end.
    case interrupted
    /// Time has passed.
    case tick
  }

  enum Action: Sendable, Equatable {
    case start(String)
    /// Ask it to end.
    case terminate(String)
    case kill(String)
    case say(Announcement)
    /// All have come as far as they will.
    case settled
    case finish(code: ExitCode)
  }

  /// What the user is told.
  enum Announcement: Sendable, Equatable {
    case ready(String, after: Duration)
    case late(String, limit: Duration)
    case waiting(String, isFor: [String])
    case ended(String, Member.Ending, lastLines: [String])
    case cannotStart(String, needs: [String])
    case stopping
    case killed(String, after: Duration)
  }

  /// How long things may take.
  struct Limits: Sendable {
    var start: Duration = .seconds(60)
    /// How long a process has to drain, once asked to end.
    var stop: @Sendable (String) -> Duration = { _ in .seconds(35) }
    /// How long nothing is said of what is waited for.
    var patience: Duration = .seconds(3)
  }

  private(set) var members: [Member]
  let limits: Limits
  /// Whether the fleet goes on when no process is left, for one may be built anew.
  let waitsForBuilds: Bool
  private(set) var isEnding = false
  private var isSettled = false
  private var isFinished = false
  private var told: Set<String> = []

  /// - Parameters:
  ///   - services: in order of need.
  ///   - hasDatabase: whether the private database is run for them; where not, those that need one have it from elsewhere.
  init(_ services: [ServiceDescription], hasDatabase: Bool = false, limits: Limits = Limits(), waitsForBuilds: Bool = false) {
    members = (hasDatabase ? [.database] : []) + services.map(Member.init)
    self.limits = limits
    self.waitsForBuilds = waitsForBuilds
  }

  /// What to do at first.
  mutating func begin(_ now: ContinuousClock.Instant) -> [Action] { startWhatCan(now) }

  mutating func handle(_ event: Event, _ now: ContinuousClock.Instant) -> [Action] {
    if isFinished { return [] }
    var actions: [Action] = []
    switch event {
    case .started(let name, let process): update(name) { $0.process = process }
    case .listening(let name, let addresses): update(name) { $0.addresses = addresses }
    case .notStarted(let name, let reason): actions += end(name, .notStarted(reason), [], now)
    case .ended(let name, let ending, let lastLines): actions += end(name, .process(ending), lastLines, now)
    case .ready(let name): actions += becomeReady(name, now)
    case .rebuilt(let names): actions += restart(names, now)
    case .interrupted: actions += interrupt(now)
    case .tick: actions += tick(now)
    }
    return actions + settle()
  }

  func member(_ name: String) -> Member? { members.first { $0.name == name } }

  // MARK: Starting

  private mutating func startWhatCan(_ now: ContinuousClock.Instant) -> [Action] {
    if isEnding { return [] }
    var actions: [Action] = []
    for index in members.indices where members[index].state == .waiting {
      if unready(members[index]).isEmpty {
        members[index].state = .starting(since: now, isLate: false)
        told.remove(members[index].name)
        actions.append(.start(members[index].name))
      }
    }
    return actions
  }

  /// What it needs and is not ready.
  private func unready(_ member: Member) -> [String] {
    member.needs.filter { name in self.member(name).map { !$0.isReady } ?? false }
  }

  /// Whether something it needs, directly or not, will not become ready by itself.
  private func isBlocked(_ member: Member) -> Bool {
    unready(member).contains { name in
      guard let need = self.member(name) else { return false }
      switch need.state {
      case .ended, .starting(_, isLate: true): return true
      case .waiting: return isBlocked(need)
      default: return false
      }
    }
  }

  private mutating func becomeReady(_ name: String, _ now: ContinuousClock.Instant) -> [Action] {
    guard case .starting(let since, _) = member(name)?.state else { return [] }
    update(name) { $0.state = .ready }
    return [.say(.ready(name, after: now - since))] + startWhatCan(now)
  }

  // MARK: Ending

  private mutating func end(_ name: String, _ ending: Member.Ending, _ lastLines: [String], _ now: ContinuousClock.Instant) -> [Action] {
    guard let member = member(name), member.isAlive else { return [] }
    update(name) { member in
      member.process = nil
      member.lastLines = lastLines
    }
    var actions: [Action] = []
    if case .stopping(_, let isRestart, let isKilled) = member.state {
      if !ending.isGood && !isKilled { actions.append(.say(.ended(name, ending, lastLines: lastLines))) }
      let next: Member.State = isRestart && !isEnding ? .waiting : .ended(ending, isWanted: true)
      update(name) { $0.state = next }
    } else {
      actions.append(.say(.ended(name, ending, lastLines: lastLines)))
      update(name) { $0.state = .ended(ending, isWanted: false) }
    }
    actions += isEnding ? stopWhatCan(now) : startWhatCan(now)
    if !isEnding && !waitsForBuilds && !members.contains(where: \.isAlive) {
      actions += finish()
    }
    return actions
  }

  private mutating func restart(_ names: [String], _ now: ContinuousClock.Instant) -> [Action] {
    if isEnding { return [] }
    var actions: [Action] = []
    for name in names {
      switch member(name)?.state {
      case .starting, .ready:
        let deadline = now + limits.stop(name)
        update(name) { $0.state = .stopping(deadline: deadline, isRestart: true, isKilled: false) }
        actions.append(.terminate(name))
      case .ended: update(name) { $0.state = .waiting }
      default: break
      }
    }
    return actions + startWhatCan(now)
  }

  private mutating func interrupt(_ now: ContinuousClock.Instant) -> [Action] {
    if isEnding { return [] }
    isEnding = true
    for index in members.indices {
      switch members[index].state {
      case .waiting: members[index].state = .ended(.notNeeded, isWanted: true)
      case .stopping(let deadline, _, let isKilled): members[index].state = .stopping(deadline: deadline, isRestart: false, isKilled: isKilled)
      default: break
      }
    }
    return [.say(.stopping)] + stopWhatCan(now)
  }

  /// Ends each process once all that stand on it have ended: in reverse order of starting, at once where order does not matter.
  private mutating func stopWhatCan(_ now: ContinuousClock.Instant) -> [Action] {
    var actions: [Action] = []
    for index in members.indices.reversed() {
      guard members[index].isAlive else { continue }
      if case .stopping = members[index].state { continue }
      let name = members[index].name
      let isNeeded = members[(index + 1)...].contains { later in
        later.isAlive && (later.needs + later.calls).contains(name)
      }
      if isNeeded { continue }
      members[index].state = .stopping(deadline: now + limits.stop(name), isRestart: false, isKilled: false)
      actions.append(.terminate(name))
    }
    if !members.contains(where: \.isAlive) { actions += finish() }
    return actions
  }

  private mutating func finish() -> [Action] {
    isFinished = true
    let isGood = members.allSatisfy { member in
      if case .ended(let ending, let isWanted) = member.state { isWanted && ending.isGood } else { false }
    }
    return [.finish(code: isGood ? .success : .findings)]
  }

  // MARK: Time

  private mutating func tick(_ now: ContinuousClock.Instant) -> [Action] {
    var actions: [Action] = []
    for member in members {
      let name = member.name
      switch member.state {
      case .starting(let since, isLate: false):
        if now - since >= limits.start {
          update(name) { $0.state = .starting(since: since, isLate: true) }
          actions.append(.say(.late(name, limit: limits.start)))
        } else if now - since >= limits.patience, told.insert(name).inserted {
          actions.append(.say(.waiting(name, isFor: [])))
        }
      case .stopping(let deadline, let isRestart, isKilled: false) where now >= deadline:
        update(name) { $0.state = .stopping(deadline: deadline, isRestart: isRestart, isKilled: true) }
        actions += [.say(.killed(name, after: limits.stop(name))), .kill(name)]
      default: break
      }
    }
    return actions
  }

  /// Says once that all have come as far as they will.
  private mutating func settle() -> [Action] {
    if isSettled || isEnding || isFinished { return [] }
    var blocked: [Action] = []
    for member in members {
      switch member.state {
      case .ready, .ended, .starting(_, isLate: true): continue
      case .waiting where isBlocked(member): blocked.append(.say(.cannotStart(member.name, needs: unready(member))))
      default: return []
      }
    }
    isSettled = true
    return blocked + [.settled]
  }

  private mutating func update(_ name: String, _ change: (inout Member) -> Void) {
    if let index = members.firstIndex(where: { $0.name == name }) { change(&members[index]) }
  }
}
