/// What is sent to the builder: the `.dockerignore` beside a Dockerfile.
enum BuildContext {
  /// Nothing but the manifest and some folders.
  static func only(_ folders: [String]) -> String {
    var text = GeneratedFile.header + "# Nothing is sent to the builder but what the binary is compiled from.\n*\n!Package.swift\n"
    for folder in folders { text += "!\(folder)\n" }
    return text
  }

  /// The whole repository, without what is built, and without what only one person's checkout has.
  static let repository =
    GeneratedFile.header + """
      # A stage looks at the whole repository.
      .git
      **/.build
      **/.bulkhead
      **/.swiftpm
      **/.env
      **/.venv

      """
}
