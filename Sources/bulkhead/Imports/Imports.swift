extension Command {
  static let imports = Command(
    name: "imports",
    summary: "list the imports of Swift files, exactly as the compiler sees them",
    details: "Reads files and folders of Swift sources; no manifest is needed.",
    operands: [Operand(name: "PATH", help: "a file, or a folder, whose .swift files are read", isRepeated: true)],
    examples: [Example(line: "bulkhead imports Sources", purpose: "a line per import: path, line, column, module")],
    run: { context in .success })
}
