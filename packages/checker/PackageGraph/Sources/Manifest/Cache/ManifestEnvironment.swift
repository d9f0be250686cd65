import Platform

/// The environment of a manifest that is run: all variables but those that change from one shell to the next and do not affect the build.
/// These are kept from the manifest as well, so that a cached answer cannot depend on them; `TMPDIR` is replaced by a folder of its own.
enum ManifestEnvironment {
  /// - Parameter environment: `KEY=VALUE` strings.
  /// - Returns: Those that count, in a fixed order.
  static func relevant(_ environment: [String]) -> [String] {
    environment.filter { isRelevant($0.prefix { $0 != "=" }) }.sorted { $0.precedesInBytes($1) }
  }

  private static func isRelevant(_ name: Substring) -> Bool {
    !names.contains(String(name)) && !prefixes.contains { name.hasPrefix($0) }
  }

  /// Terminals, shells and sessions.
  private static let names: Set<String> = [
    "_", "COLORTERM", "COLUMNS", "DISPLAY", "HISTFILE", "INVOCATION_ID", "LESS", "LINES", "LS_COLORS", "MAIL", "OLDPWD", "PAGER", "PS1",
    "PS2", "PWD", "SHELL", "SHLVL", "STY", "TERM", "TMPDIR", "WINDOWID",
  ]
  private static let prefixes = ["GPG_", "ITERM_", "KITTY_", "LC_TERMINAL", "SSH_", "TERM_", "TMUX", "VSCODE_", "VTE_", "XDG_SESSION_"]
}
