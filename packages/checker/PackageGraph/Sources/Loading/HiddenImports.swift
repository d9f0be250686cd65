import Platform

/// The compiler flags that let a target use a module which none of its sources imports by name.
enum HiddenImports {
  private static let flags: Set<String> = [
    "-import-module", "-testable-import-module", "-import-underlying-module", "-import-objc-header", "-import-bridging-header", "-module-alias",
  ]

  /// Returns the first such flag: one of those above, also behind `-Xfrontend`; a source file; a file of further flags.
  static func firstFlag(in flags: [String]) -> String? {
    flags.first { flag in
      Self.flags.contains(String(flag.prefix { $0 != "=" })) || PathText.isSwift(flag) || flag.utf8.first == UInt8(ascii: "@")
    }
  }
}
