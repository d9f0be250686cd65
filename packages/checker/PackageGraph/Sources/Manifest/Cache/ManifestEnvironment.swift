import Platform

/// What a manifest that is run sees of the environment: all but the variables that change from one shell to the next and say nothing
/// about the build. They are kept from the manifest as well, so that an answer that was kept cannot depend on them; in place of `TMPDIR`
/// it gets one of its own.
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
