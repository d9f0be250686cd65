import Platform

extension Command {
  static let new = Command(
    name: "new",
    summary: "make a service or a package, with everything that one needs",
    details: """
      A service gets sources with one setting, a metric and one thing that it does, tests that start the real process and hold it to
      fleet verify, written probes, README.md, service.json, settings.json, its lines in Package.swift, and what bulkhead sync makes of
      it. A package gets a source, a test, a README.md, its lines in Package.swift and its row in packages/README.md;
      the room that it lies in says who may import it.

      With --from the files come from a folder of your own: every file in it, its path taken from the repository's root. In paths and
      in contents {{name}}, {{Module}}, {{purpose}} and others are replaced; docs/new.md lists them.

      Names are checked against everything that has one. Nothing is overwritten. A run that fails, or is killed, leaves nothing
      half-made: what it has changed is undone at once, or by the next run, or with --undo. What was written is printed.

      Exit codes: 0 done, 2 not done, and nothing has changed.
      """,
    operands: [
      Operand(name: "service|package", help: "what to make", isOptional: true),
      Operand(name: "NAME", help: "of a service such as token-manager, of a package such as TokenStore", isOptional: true),
    ],
    options: [.newKind, .newPurpose, .newRoom, .newFrom, .newDryRun, .newUndo],
    examples: [
      Example(line: "bulkhead new service billing", purpose: "a server; then: make test SERVICE=billing"),
      Example(line: "bulkhead new service mail-sender --kind worker --purpose 'Sends mail.'", purpose: "what has no port of its own"),
      Example(line: "bulkhead new package TokenStore --room chassis", purpose: "packages/chassis/TokenStore, for services"),
      Example(line: "bulkhead new service billing --from templates/server --dry-run", purpose: "see what your own templates would make"),
    ],
    run: { context in
      let transaction = Transaction(root: context.root)
      try recover(transaction, context)
      if context.arguments.has(.newUndo) { return .success }
      let changes = try changes(context)
      if !context.arguments.has(.newDryRun) {
        context.progress.begin("writing")
        try transaction.perform(changes)
      }
      context.output.write(changes.map(\.line).sorted().joined())
      return .success
    })

  private static func changes(_ context: Context) throws -> [RepositoryChange] {
    let operands = context.arguments.operands
    guard operands.count == 2 else { throw UsageError("expected what to make and its name: new service billing", command: context.command) }
    switch operands[0] {
    case "service": return try NewService(context, name: operands[1]).changes()
    case "package": return try NewPackage(context, name: operands[1]).changes()
    default: throw UsageError.unknown("thing to make", operands[0], of: ["service", "package"], command: context.command)
    }
  }

  /// Undoes what a run has left that was killed.
  private static func recover(_ transaction: Transaction, _ context: Context) throws {
    let (wasInterrupted, kept) = try transaction.recover()
    if wasInterrupted { context.note("an earlier bulkhead new was interrupted; what it had changed is undone") }
    for path in kept { context.note("\(path) was left as it is: somebody has changed it since; look whether it should stay") }
  }
}

extension Option {
  static let newKind = Option.choice("--kind", ["server", "worker"], "of a service: answers on a port of its own, or has none; server if not given")
  static let newPurpose = Option.value("--purpose", "TEXT", "what it is for, in a sentence")
  static let newRoom = Option.value("--room", "ROOM", "of a package: the folder of packages/ that it goes into, where there are such")
  static let newFrom = Option.value("--from", "DIR", "take the files of this folder for templates instead of the built-in ones")
  static let newDryRun = Option.flag("--dry-run", "list what would be written, and write nothing")
  static let newUndo = Option.flag("--undo", "undo what a run has left that was killed, and make nothing")
}
