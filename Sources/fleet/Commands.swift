import CommandLine

/// The tool's commands, each in a folder of its own.
enum Commands {
  static let tool = Tool(
    name: "fleet",
    summary: "runs the services of a repository",
    commands: [UpCommand.command, VerifyCommand.command, DatabaseCommand.command],
    commonOptions: [.configuration, .root, .color],
    examples: [("fleet up", "run everything"), ("fleet verify console", "hold a service to its contract")],
    exitCodes: "0 all is well, 1 a process or a check failed, 2 the tool could not do its job.")
}

extension Option {
  static let configuration = Option.choice(
    "--configuration", ["debug", "release"], "which build to run; else that of this fleet, else release")
  static let root = Option.value("--root", "DIR", "the repository; else the nearest folder upward with services/ or Package.swift")
}
