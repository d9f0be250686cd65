import Platform

/// Runs the services of a repository: `up` starts them, `verify` holds one to its contract.
@main
enum Main {
  static func main() {
    // Before there is any other thread, which would take a signal that nobody awaits yet.
    Signals.holdTermination()
    ThisProcess.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // How this program becomes the guard of a process that it starts.
    if arguments.first == "guard" { ProcessGuard.run(Array(arguments.dropFirst())) }
    // Not an asynchronous main: while that runs, the main thread takes signals again.
    Task.detached { ThisProcess.exit(await Commands.tool.run(arguments).rawValue) }
    ThreadGate().wait()
  }
}
