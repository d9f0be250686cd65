import CommandLine
import Platform

extension Commands {
  static let new = RepositoryCommand(
    name: "new",
    summary: "make a service or a package, with everything that one needs",
    details: """
      A service gets sources with one setting and one thing that it does, a test of that, a test that holds the real process to
      fleet verify, README.md, service.json, settings.json, its lines in Package.swift, and what bulkhead sync makes of it; with
      --database also a schema in PostgreSQL: a first migration, statements, and a test of them on a real cluster. A package gets a
      source, a test, a README.md, its lines in Package.swift and its row in packages/README.md; the room that it lies in says who
      may import it.

      With --from the files come from a folder of your own: every file in it, its path taken from the repository's root. In paths and
      in contents {{name}}, {{Module}}, {{purpose}} and others are replaced; docs/new.md lists them.

      Names are checked against everything that has one. Nothing is overwritten. Where the repository is in git's care, files
      that would be changed must be as they were committed, so that git can undo all of it. What was written is printed.

      Exit codes: 0 done, 2 not done, and nothing has changed.
      """,
    operands: [
      Operand(name: "service|package", help: "what to make", isOptional: true),
      Operand(name: "NAME", help: "of a service such as token-manager, of a package such as TokenStore", isOptional: true),
    ],
    options: [.newKind, .newDatabase, .newPurpose, .newRoom, .newFrom, .newDryRun],
    examples: [
      ("bulkhead new service billing", "a server; then: make test SERVICE=billing"),
      ("bulkhead new service mail-sender --kind worker --purpose 'Sends mail.'", "what has no port of its own"),
      ("bulkhead new service ledger --database", "a server with a schema of its own in PostgreSQL"),
      ("bulkhead new package TokenStore --room chassis", "packages/chassis/TokenStore, for services"),
      ("bulkhead new service billing --from templates/server --dry-run", "see what your own templates would make"),
    ],
    run: { context in
      let changes = try changes(context)
      let writer = ChangeWriter(root: context.root, environment: context.environment)
      if context.arguments.has(.newDryRun) {
        try writer.check(changes)
      } else {
        context.progress.begin("writing")
        try writer.write(changes)
      }
      context.output.write(changes.map(\.line).sorted().joined())
      return .success
    })

  private static func changes(_ context: Context) throws -> [RepositoryChange] {
    let operands = context.arguments.operands
    guard operands.count == 2 else { throw UsageError("expected what to make and its name: new service billing") }
    switch operands[0] {
    case "service": return try NewService(context, name: operands[1]).changes()
    case "package": return try NewPackage(context, name: operands[1]).changes()
    default: throw UsageError.unknown("thing to make", operands[0], of: ["service", "package"])
    }
  }
}

extension Option {
  static let newKind = Option.choice("--kind", ["server", "worker"], "of a service: answers on a port of its own, or has none; server if not given")
  static let newDatabase = Option.flag("--database", "of a server: with a schema of its own in PostgreSQL")
  static let newPurpose = Option.value("--purpose", "TEXT", "what it is for, in a sentence")
  static let newRoom = Option.value("--room", "ROOM", "of a package: the folder of packages/ that it goes into, where there are such")
  static let newFrom = Option.value("--from", "DIR", "take the files of this folder for templates instead of the built-in ones")
  static let newDryRun = Option.flag("--dry-run", "list what would be written, and write nothing")
}
