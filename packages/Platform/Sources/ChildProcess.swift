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
    public let output: [UInt8]
    public let errorOutput: [UInt8]
  }

  /// Starts `arguments[0]`, found on this process's `PATH` unless it holds a slash, in a process group of its own, with no
  /// standard input, and waits for its end, at most `seconds`.
  ///
  /// - Parameters:
  ///   - environment: `KEY=VALUE` strings, the whole environment of the child.
  ///   - seconds: after so long the child and its group are killed.
  public static func run(
    _ arguments: [String], environment: [String], seconds: Int = 300
  ) throws(PlatformError) -> Outcome {
    let output = try Pipe()
    let errorOutput = try Pipe()
    let process = try spawn(arguments, environment, output.writingEnd, errorOutput.writingEnd)
    output.closeWritingEnd()
    errorOutput.closeWritingEnd()
    let collected = collect([output.readingEnd, errorOutput.readingEnd], deadline: monotonicMilliseconds() + seconds * 1000)
    if collected == nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard let collected else { return Outcome(ending: .timedOut, output: [], errorOutput: []) }
    let signal = status & 0x7F
    return Outcome(ending: signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal), output: collected[0], errorOutput: collected[1])
  }

  /// What comes from each descriptor until all of them end, or `nil` when the deadline comes first.
  private static func collect(_ descriptors: [Int32], deadline: Int) -> [[UInt8]]? {
    var collected: [[UInt8]] = descriptors.map { _ in [] }
    var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while polls.contains(where: { $0.fd >= 0 }) {
      let left = deadline - monotonicMilliseconds()
      if left <= 0 { return nil }
      if poll(&polls, nfds_t(polls.count), Int32(min(left, 60_000))) < 0 && errno != EINTR { return nil }
      for index in polls.indices where polls[index].fd >= 0 && polls[index].revents != 0 {
        let count = read(polls[index].fd, &buffer, buffer.count)
        if count > 0 {
          collected[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          polls[index].fd = -1
        }
      }
    }
    return collected
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String], _ output: Int32, _ errorOutput: Int32
  ) throws(PlatformError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorOutput, STDERR_FILENO)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    var process = pid_t()
    let code = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in posix_spawnp(&process, argv[0]!, &actions, &attributes, argv, envp) }
    }
    if code != 0 { throw PlatformError("run", arguments[0], code: code) }
    return process
  }

  private static func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }

  private static func monotonicMilliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}

/// A pipe whose ends close when it goes out of scope; neither end outlives an `exec` by itself.
private final class Pipe {
  let readingEnd: Int32
  private(set) var writingEnd: Int32

  init() throws(PlatformError) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw PlatformError("open", "a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  func closeWritingEnd() {
    if writingEnd >= 0 { close(writingEnd) }
    writingEnd = -1
  }

  deinit {
    closeWritingEnd()
    close(readingEnd)
  }
}
