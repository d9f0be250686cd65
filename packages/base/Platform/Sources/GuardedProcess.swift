import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A child process that runs for long, and does not outlive this one, whatever ends this one.
///
/// Between the two stands a guard (`ProcessGuard`), a small process that holds the other end of a socket of this one: when that
/// socket ends, be it by a `kill -9`, the guard kills the child with all of its process group. The child is told nothing of it.
///
/// Letting go of the value ends the child as well.
public final class GuardedProcess: Sendable {
  public enum Event: Sendable, Equatable {
    /// What it wrote, as it comes. While the receiver takes its time, nothing more is read, and the child's pipe fills.
    case output([UInt8])
    case errorOutput([UInt8])
    /// The last event: all that the child wrote came before it, and nothing of its process group is left.
    case ended(Ending)
  }

  public enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
    /// Its guard was killed, and the child after it.
    case lostGuard
  }

  /// The child's process identifier, which is also that of its process group.
  public let identifier: Int32
  private let control: ControlSocket

  /// Starts `arguments[0]`, found on this process's `PATH` unless it holds a slash, in a process group of its own, with nothing on
  /// standard input and the default answer to every signal.
  ///
  /// - Parameters:
  ///   - guardCommand: a program and its first arguments that call `ProcessGuard.run` with the arguments after them.
  ///   - environment: `KEY=VALUE` strings, the whole environment of the child.
  ///   - folder: where it runs.
  ///   - onEvent: called from one thread, one event after another.
  public init(
    starting arguments: [String], guardedBy guardCommand: [String], environment: [String], in folder: String,
    onEvent: @escaping @Sendable (Event) -> Void
  ) throws(PlatformError) {
    let command = guardCommand + [folder] + arguments
    let (guardian, control, streams) = try RunningChild.starting.withLock { _ throws(PlatformError) in
      let (ours, theirs) = try ControlSocket.pair()
      let streams = [try Pipe(), try Pipe()]
      let guardian = try RunningChild.spawn(
        command, environment, input: theirs.number, output: streams[0].writingEnd, errorOutput: streams[1].writingEnd)
      for stream in streams { stream.closeWritingEnd() }
      return (guardian, ours, streams)
    }
    self.control = control
    let relay = Relay(guardian: guardian, control: control, streams: streams, onEvent: onEvent)
    switch relay.readStart() {
    case .started(let process): identifier = process
    case .failed(let code):
      relay.reap()
      throw PlatformError("run", arguments[0], code: code)
    default:
      relay.reap()
      throw PlatformError("guard", arguments[0], code: ECHILD)
    }
    relay.child = identifier
    guard let thread = Threads.start({ relay.run() }) else { throw PlatformError("start a thread for", arguments[0], code: EAGAIN) }
    pthread_detach(thread)
  }

  /// Sends a signal to the child alone; nothing happens where it has ended.
  public func signal(_ number: Int32) { control.send("signal \(number)\n") }

  /// Kills the child and all of its process group at once.
  public func kill() { control.send("kill\n") }

  deinit { control.finish() }
}

/// Reads what a child and its guard say, on a thread of its own.
private final class Relay: @unchecked Sendable {
  private let guardian: pid_t
  private let control: ControlSocket
  private let streams: [Pipe]
  private let onEvent: @Sendable (GuardedProcess.Event) -> Void
  /// Set before the thread starts.
  var child: pid_t = 0

  init(guardian: pid_t, control: ControlSocket, streams: [Pipe], onEvent: @escaping @Sendable (GuardedProcess.Event) -> Void) {
    self.guardian = guardian
    self.control = control
    self.streams = streams
    self.onEvent = onEvent
  }

  /// The guard's first word.
  func readStart() -> GuardReport? { control.receiveLine().flatMap { GuardReport($0) } }

  /// Ends the guard, if it has not ended, and takes its status.
  func reap() {
    control.finish()
    var status: Int32 = 0
    while waitpid(guardian, &status, 0) < 0 && errno == EINTR {}
  }

  func run() {
    var polls = (streams.map(\.readingEnd) + [control.number]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while polls[2].revents == 0 {
      if poll(&polls, nfds_t(polls.count), -1) < 0 { continue }
      readStreams(&polls, &buffer)
    }
    let ending: GuardedProcess.Ending
    switch readStart() {
    case .exit(let code): ending = .exit(code)
    case .signal(let number): ending = .signal(number)
    default:
      ending = .lostGuard
      Self.killGroup(child)
    }
    reap()
    // What was written before the end is in the pipes by now; only a process that left the group can still hold them open.
    let deadline = ContinuousClock.now + .seconds(1)
    polls.removeLast()
    while polls.contains(where: { $0.fd >= 0 }), ContinuousClock.now < deadline {
      if poll(&polls, nfds_t(polls.count), 100) > 0 { readStreams(&polls, &buffer) }
    }
    onEvent(.ended(ending))
  }

  private func readStreams(_ polls: inout [pollfd], _ buffer: inout [UInt8]) {
    for index in 0..<2 where polls[index].fd >= 0 && polls[index].revents != 0 {
      let count = read(polls[index].fd, &buffer, buffer.count)
      if count > 0 {
        let bytes = Array(buffer[..<count])
        onEvent(index == 0 ? .output(bytes) : .errorOutput(bytes))
      } else if count == 0 || errno != EINTR {
        polls[index].fd = -1
      }
    }
  }

  private static func killGroup(_ group: pid_t) { _ = kill(-group, SIGKILL) }
}
