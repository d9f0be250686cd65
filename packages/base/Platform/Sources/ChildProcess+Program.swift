extension ChildProcess {
  /// Returns the file that is started for the name of a program: the first on this process's `PATH`, links followed; `nil` where there is
  /// none.
  public static func file(ofProgram name: String) -> String? {
    if name.contains("/") { return try? File.realPath(name) }
    for folder in (ThisProcess.environment["PATH"] ?? "").split(separator: ":") {
      let candidate = "\(folder)/\(name)"
      if (try? File.status(candidate))??.kind == .file { return try? File.realPath(candidate) }
    }
    return nil
  }
}
