extension Command {
  /// Every command, in the order that the help lists them. Each is a `static let` in a folder of its own.
  static let all: [Command] = [
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
  ]
}
