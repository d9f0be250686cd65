#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Programs that are run to their end, with what they write collected.
public enum ChildProcess {
  /// The result of a program's run.
  public struct Outcome: Sendable, Equatable {
    /// The way a program ended.
    public enum Ending: Sendable, Equatable {
      /// The program exited with a status, 0 to 255.
      case exit(Int32)
      /// A signal of this number ended the program.
      case signal(Int32)
      /// The deadline passed; the program and its process group were killed.
      case timedOut
    }
    /// The way it ended.
    public let ending: Ending
    /// The bytes of its standard output, up to its end or the deadline.
    public let output: [UInt8]
    /// The bytes of its standard error, up to its end or the deadline.
    public let errorOutput: [UInt8]
    /// The time from just before its start to just after its end.
    public let duration: Duration
    /// The peak of resident memory, in bytes, of the program or of one it waited for. Linux never reports less than what the caller itself
    /// had when it started the program.
    public let peakMemory: Int
  }

  /// Starts `arguments[0]`, found on this process's `PATH` unless it contains a slash, in a process group of its own, with an empty
  /// standard input and the default action for every signal, and waits for its end, at most `seconds`.
  ///
  /// - Parameters:
  ///   - environment: `KEY=VALUE` strings, the whole environment of the child.
  ///   - seconds: the deadline, after which the child and its group are killed.
  ///   - isWatched: whether everything that the child started, in groups of its own too, ends with the deadline, or with this process should
  ///     that be killed first. It costs another process, a shell.
  public static func run(
    _ arguments: [String], environment: [String], seconds: Int = 300, isWatched: Bool = false
  ) throws(PlatformError) -> Outcome {
    let start = ContinuousClock.now
    let deadline = start + .seconds(seconds)
    let command = isWatched ? try ChildWatcher.watching(arguments) : arguments
    let child = try RunningChild(starting: command, environment, hasControl: isWatched)
    var collected: [[UInt8]] = [[], []]
    var ended = collect(child.streams, into: &collected, until: deadline) ? try wait(for: child.process, until: deadline) : nil
    let isInTime = ended != nil
    if isInTime {
      child.control?.send(ChildWatcher.end)
    } else {
      if let control = child.control {
        control.send(ChildWatcher.kill)
        ended = try wait(for: child.process, until: .now + .seconds(watcherSeconds))
      }
      if ended == nil {
        kill(-child.process, SIGKILL)
        ended = try wait(for: child.process, until: nil)
      }
    }
    let (status, usage) = ended!
    let signal = status & 0x7F
    return Outcome(
      ending: !isInTime ? .timedOut : signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal),
      output: collected[0], errorOutput: collected[1],
      duration: ContinuousClock.now - start, peakMemory: peakMemory(usage))
  }

  /// The seconds that a watcher is given to kill what it watches.
  private static let watcherSeconds = 10

  /// Collects the bytes of all streams until they end. False when the deadline comes first.
  private static func collect(_ streams: [LocalPipe], into collected: inout [[UInt8]], until deadline: ContinuousClock.Instant) -> Bool {
    var polls = streams.map { pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while polls.contains(where: { $0.fd >= 0 }) {
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      if left <= 0 { return false }
      if poll(&polls, nfds_t(polls.count), Int32(min(left, 60_000).rounded(.up))) < 0 { continue }
      for index in polls.indices where polls[index].fd >= 0 && polls[index].revents != 0 {
        let count = read(polls[index].fd, &buffer, buffer.count)
        if count > 0 {
          collected[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          polls[index].fd = -1
        }
      }
    }
    return true
  }

  /// Returns the process's status and usage once it has ended; `nil` when the deadline comes first.
  ///
  /// A process that closed its streams has nearly always ended, or is about to; one that lives on is polled ever less often.
  private static func wait(for process: pid_t, until deadline: ContinuousClock.Instant?) throws(PlatformError) -> (Int32, rusage)? {
    var status: Int32 = 0
    var usage = rusage()
    var pause = timespec(tv_sec: 0, tv_nsec: 20_000)
    while true {
      let ended = wait4(process, &status, deadline == nil ? 0 : WNOHANG, &usage)
      if ended == process { return (status, usage) }
      // Where this process was started with SIGCHLD ignored, the system keeps no status.
      if ended < 0 && errno != EINTR { throw PlatformError("wait for", "process \(process)") }
      if let deadline, ended == 0 {
        if ContinuousClock.now >= deadline { return nil }
        nanosleep(&pause, nil)
        pause.tv_nsec = min(pause.tv_nsec * 2, 20_000_000)
      }
    }
  }

  private static func peakMemory(_ usage: rusage) -> Int {
    #if canImport(Darwin)
      Int(usage.ru_maxrss)
    #else
      Int(usage.ru_maxrss) * 1024
    #endif
  }
}
