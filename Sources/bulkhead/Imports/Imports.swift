import CommandLine

extension Commands {
  static let imports = RepositoryCommand(
    name: "imports",
    summary: "list the imports of Swift files, as the compiler sees them",
    details: """
      Reads files and folders; no manifest is needed. Of a folder, every .swift file below it is read, in byte order of the
      paths, except what is hidden (.build among it) and what is behind a link to a folder. The imports of every #if branch
      are listed. A file that cannot be read is an error, exit code 2.

      tsv: path, line, column (of the module name's first byte) and module, with tabs between; a tab, line break or backslash
      in a name is written \\t, \\n, \\r, \\\\. json: also submodules, kind, attributes, access level and condition, and the modules
      that canImport(…) and #externalMacro(…) name, as lists of their own.
      """,
    operands: [Operand(name: "PATH", help: "a file, or a folder", isRepeated: true)],
    options: [Option.importsFormat],
    examples: [
      ("bulkhead imports Sources Tests", "a line per import: path, line, column, module"),
      ("bulkhead imports --format json Sources/App/Main.swift", "everything the scanner knows of one file"),
    ],
    run: { context in
      let files = try SwiftFiles.scan(context.arguments.operands, from: context.invocation.currentFolder)
      context.output.write(context.arguments.isJSON ? ImportListing.json(files) : ImportListing.tsv(files))
      return .success
    })
}

extension Option {
  static let importsFormat = Option.choice("--format", ["tsv", "json"], "the form of the list; tsv if not given")
}
