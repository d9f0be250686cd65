import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A long-running child process that does not outlive this one, whatever ends this one.
///
/// Between the two stands a guard (`ProcessGuard`), a small process that holds the other end of a socket of this one: when that socket
/// closes, be it by a `kill -9`, the guard kills the child with its whole process group. The child is told nothing of it.
///
/// Releasing the last reference ends the child as well.
public final class GuardedProcess: Sendable {
  /// An event of the child.
  public enum Event: Sendable, Equatable {
    /// Bytes of standard output, as they arrive. While the receiver is busy, nothing more is read, and the child's pipe fills.
    case output([UInt8])
    /// Bytes of standard error, likewise.
    case errorOutput([UInt8])
    /// The last event: all that the child wrote came before it, and nothing of its process group is left.
    case ended(Ending)
  }

  /// The way the child ended.
  public enum Ending: Sendable, Equatable {
    /// The child exited with a status, 0 to 255.
    case exit(Int32)
    /// A signal of this number ended the child.
    case signal(Int32)
    /// The guard was killed, and the child after it.
    case lostGuard
  }

  /// The child's process identifier, which is also that of its process group.
  public let identifier: Int32
  private let control: ControlSocket

  /// Starts `arguments[0]`, found on this process's `PATH` unless it contains a slash, in a process group of its own, with an empty
  /// standard input and the default action for every signal.
  ///
  /// - Parameters:
  ///   - guardCommand: A program and its first arguments that call `ProcessGuard.run` with the arguments after them.
  ///   - environment: `KEY=VALUE` strings, the whole environment of the child.
  ///   - folder: The child's working directory.
  ///   - onEvent: The receiver, called from one thread, one event after another.
  public init(
    starting arguments: [String], guardedBy guardCommand: [String], environment: [String], in folder: String,
    onEvent: @escaping @Sendable (Event) -> Void
  ) throws(PlatformError) {
    let command = guardCommand + [folder] + arguments
    let (guardian, control, streams) = try RunningChild.starting.withLock { _ throws(PlatformError) in
      let (ours, theirs) = try ControlSocket.pair()
      let streams = [try LocalPipe(), try LocalPipe()]
      let guardian = try RunningChild.spawn(
        command, environment, input: theirs.number, output: streams[0].writer, errorOutput: streams[1].writer)
      for stream in streams { stream.closeWriter() }
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

  /// Sends a signal to the child alone; does nothing where it has ended.
  public func signal(_ number: Int32) { control.send("signal \(number)\n") }

  /// Kills the child and all of its process group at once.
  public func kill() { control.send("kill\n") }

  deinit { control.finish() }
}

/// The reader of a child's output and its guard's reports, on a thread of its own.
private final class Relay: @unchecked Sendable {
  private let guardian: pid_t
  private let control: ControlSocket
  private let streams: [LocalPipe]
  private let onEvent: @Sendable (GuardedProcess.Event) -> Void
  /// The child's process identifier; set before the thread starts.
  var child: pid_t = 0

  init(guardian: pid_t, control: ControlSocket, streams: [LocalPipe], onEvent: @escaping @Sendable (GuardedProcess.Event) -> Void) {
    self.guardian = guardian
    self.control = control
    self.streams = streams
    self.onEvent = onEvent
  }

  /// Returns the guard's next report; the first says whether the child was started.
  func readStart() -> GuardReport? { control.receiveLine().flatMap { GuardReport($0) } }

  /// Ends the guard, if it has not ended, and collects its status.
  func reap() {
    control.finish()
    var status: Int32 = 0
    while waitpid(guardian, &status, 0) < 0 && errno == EINTR {}
  }

  func run() {
    var polls = (streams.map(\.reader) + [control.number]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
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
