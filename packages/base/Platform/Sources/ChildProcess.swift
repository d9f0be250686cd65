#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs another program to its end and collects what it says.
public enum ChildProcess {
  public struct Outcome: Sendable, Equatable {
    public enum Ending: Sendable, Equatable {
      case exit(Int32)
      case signal(Int32)
      /// The deadline passed; the program and its process group were killed.
      case timedOut
    }
    public let ending: Ending
    /// What it wrote, up to its end or the deadline.
    public let output: [UInt8]
    public let errorOutput: [UInt8]
    /// From just before the start to just after the end.
    public let duration: Duration
    /// The most memory that the program, or one it waited for, had resident at one time, in bytes.
    /// Linux never says less than what the caller itself had when it started the program.
    public let peakMemory: Int
  }

  /// Starts `arguments[0]`, found on this process's `PATH` unless it holds a slash, in a process group of its own, with no
  /// standard input and the default answer to every signal, and waits for its end, at most `seconds`.
  ///
  /// - Parameters:
  ///   - environment: `KEY=VALUE` strings, the whole environment of the child.
  ///   - seconds: after so long the child and its group are killed.
  public static func run(
    _ arguments: [String], environment: [String], seconds: Int = 300
  ) throws(PlatformError) -> Outcome {
    let start = ContinuousClock.now
    let deadline = start + .seconds(seconds)
    let child = try RunningChild(starting: arguments, environment)
    var collected: [[UInt8]] = [[], []]
    var ended = collect(child.streams, into: &collected, until: deadline) ? try wait(for: child.process, until: deadline) : nil
    let isInTime = ended != nil
    if !isInTime {
      kill(-child.process, SIGKILL)
      ended = try wait(for: child.process, until: nil)
    }
    let (status, usage) = ended!
    let signal = status & 0x7F
    return Outcome(
      ending: !isInTime ? .timedOut : signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal),
      output: collected[0], errorOutput: collected[1],
      duration: ContinuousClock.now - start, peakMemory: peakMemory(usage))
  }

  /// Collects what comes until all streams end. False when the deadline comes first.
  private static func collect(_ streams: [Pipe], into collected: inout [[UInt8]], until deadline: ContinuousClock.Instant) -> Bool {
    var polls = streams.map { pollfd(fd: $0.readingEnd, events: Int16(POLLIN), revents: 0) }
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

  /// The process's status and usage once it has ended; `nil` when the deadline comes first.
  ///
  /// A process that closed its streams has nearly always ended, or is about to; one that lives on is looked at ever less often.
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
