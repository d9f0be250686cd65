import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process between a process and its child: it starts the child, passes signals on, reports how it ended, and kills it with its process
/// group once the parent has gone. A program offers it by calling `run` for an argument of its own.
public enum ProcessGuard {
  /// Acts as the guard of a `GuardedProcess`, whose socket is its standard input, until the child has ended.
  ///
  /// - Parameter arguments: The child's working directory, then its arguments.
  public static func run(_ arguments: [String]) -> Never {
    let control = ControlSocket(number: STDIN_FILENO)
    ThisProcess.ignoreBrokenPipes()
    guard arguments.count >= 2 else { stop(control, .failed(EINVAL)) }
    if chdir(arguments[0]) != 0 { stop(control, .failed(errno)) }
    let child: pid_t
    do {
      child = try RunningChild.spawn(
        Array(arguments[1...]), ThisProcess.environmentStrings, input: nil, output: STDOUT_FILENO, errorOutput: STDERR_FILENO)
    } catch {
      stop(control, .failed(error.code))
    }
    // From here on the child alone holds the pipes of its output.
    close(STDOUT_FILENO)
    close(STDERR_FILENO)
    control.send(GuardReport.started(child).line)

    guard let waiter = Threads.start({ waitForEnd(of: child, control) }) else {
      kill(-child, SIGKILL)
      stop(control, .signal(SIGKILL))
    }
    while let line = control.receiveLine() {
      let words = line.split(separator: " ")
      gate.withLock { _ in
        if words.first == "signal", words.count == 2, let number = Int32(words[1]) { _ = kill(child, number) }
        if words.first == "kill" { _ = kill(-child, SIGKILL) }
      }
    }
    gate.withLock { _ in _ = kill(-child, SIGKILL) }
    pthread_join(waiter, nil)
    exit(1)
  }

  /// The lock held while the child is signalled and while it is reaped, so that no signal goes to another process that got its number.
  private static let gate = Mutex(())

  /// Ends this process once the child has ended and the rest of its group is killed.
  private static func waitForEnd(of child: pid_t, _ control: ControlSocket) {
    var information = siginfo_t()
    // The child stays a zombie for now, and its number its own.
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    gate.withLock { _ in
      kill(-child, SIGKILL)
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0 && errno == EINTR {}
      let signal = status & 0x7F
      stop(control, signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal))
    }
  }

  private static func stop(_ control: ControlSocket, _ report: GuardReport) -> Never {
    control.send(report.line)
    exit(0)
  }
}

/// A guard's report on its child, one line each.
enum GuardReport: Equatable {
  case started(pid_t)
  /// The child could not be started; the system's error number.
  case failed(Int32)
  case exit(Int32)
  case signal(Int32)

  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 2, let number = Int32(words[1]) else { return nil }
    switch words[0] {
    case "started": self = .started(number)
    case "failed": self = .failed(number)
    case "exit": self = .exit(number)
    case "signal": self = .signal(number)
    default: return nil
    }
  }

  var line: String {
    switch self {
    case .started(let process): "started \(process)\n"
    case .failed(let code): "failed \(code)\n"
    case .exit(let code): "exit \(code)\n"
    case .signal(let number): "signal \(number)\n"
    }
  }
}
