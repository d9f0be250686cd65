#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// Becomes another program, `arguments[0]`, found on `PATH` unless it contains a slash: it has this process's terminal and identifier, and
  /// the default action for every signal. Throws where it cannot be run.
  ///
  /// - Parameter environment: `KEY=VALUE` strings, its whole environment.
  public static func become(_ arguments: [String], environment: [String]) throws(PlatformError) -> Never {
    guard let program = ChildProcess.file(ofProgram: arguments[0]) else { throw PlatformError("run", arguments[0], code: ENOENT) }
    signal(SIGPIPE, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, nil)
    RunningChild.withCStrings(arguments) { argv in
      RunningChild.withCStrings(environment) { envp in _ = execve(program, argv, envp) }
    }
    throw PlatformError("run", arguments[0])
  }
}
