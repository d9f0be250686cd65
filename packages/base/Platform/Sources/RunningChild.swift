import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A started child process, with the pipes of its output and error output.
struct RunningChild {
  let process: pid_t
  let streams: [LocalPipe]
  /// The other end of the child's standard input, where it has one.
  let control: ControlSocket?

  /// The lock that makes starts sequential: a child that starts between the creation of another's pipe and its marking as close-on-exec
  /// would keep that pipe open for as long as it runs.
  static let starting = Mutex(())

  init(starting arguments: [String], _ environment: [String], hasControl: Bool = false) throws(PlatformError) {
    self = try Self.starting.withLock { _ throws(PlatformError) in
      let output = try LocalPipe()
      let errorOutput = try LocalPipe()
      let ends = hasControl ? try ControlSocket.pair() : nil
      defer { withExtendedLifetime(ends) {} }
      let process = try Self.spawn(
        arguments, environment, input: ends?.1.number, output: output.writer, errorOutput: errorOutput.writer)
      output.closeWriter()
      errorOutput.closeWriter()
      return RunningChild(process: process, streams: [output, errorOutput], control: ends?.0)
    }
  }

  private init(process: pid_t, streams: [LocalPipe], control: ControlSocket?) {
    self.process = process
    self.streams = streams
    self.control = control
  }

  /// Starts a program and returns its process identifier.
  ///
  /// - Parameter input: The descriptor that becomes standard input; `/dev/null` where it is `nil`.
  static func spawn(
    _ arguments: [String], _ environment: [String], input: Int32?, output: Int32, errorOutput: Int32
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
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorOutput, STDERR_FILENO)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    for fixed in [SIGKILL, SIGSTOP] { sigdelset(&signals, fixed) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)

    var process = pid_t()
    let code = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in posix_spawnp(&process, argv[0]!, &actions, &attributes, argv, envp) }
    }
    if code != 0 { throw PlatformError("run", arguments[0], code: code) }
    return process
  }

  static func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}
