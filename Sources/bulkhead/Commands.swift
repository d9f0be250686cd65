import CommandLine

/// A command of this tool: what it does, it does with a repository.
typealias RepositoryCommand = Command<@Sendable (Context) throws -> ExitCode>

/// The tool's commands. Each is a `static let` in a folder of its own.
enum Commands {
  static let tool = Tool(
    name: "bulkhead",
    summary: "keeps the walls between the targets of a Swift monorepo",
    version: "0.1.0",
    // In the order that the help lists them.
    commands: [
      check,
      imports,
      graph,
      why,
      affected,
      explain,
      probe,
      audit,
      `init`,
      sync,
      new,
      prune,
      images,
    ],
    commonOptions: [.root, .color],
    examples: [("bulkhead check", "check the repository that the current folder is in")],
    exitCodes: "0 all holds, 1 there are findings, 2 the tool could not do its job.")
}

extension Option {
  static let root = Option.value(
    "--root", "DIR", "the repository; else the nearest folder upward with arch-rules.json or .git, or else with Package.swift")
}
