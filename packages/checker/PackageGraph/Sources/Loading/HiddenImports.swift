import Platform

/// The compiler flags that let a target use a module which none of its sources imports by name.
enum HiddenImports {
  private static let flags: Set<String> = [
    "-import-module", "-testable-import-module", "-import-underlying-module", "-import-objc-header", "-import-bridging-header",
  ]

  /// Returns the first such flag: one of those above, also behind `-Xfrontend`; a source file; a file of further flags.
  static func firstFlag(in flags: [String]) -> String? {
    flags.first { flag in
      Self.flags.contains(String(flag.prefix { $0 != "=" })) || PathText.isSwift(flag) || flag.utf8.first == UInt8(ascii: "@")
    }
  }

  /// Returns the modules that names in imports mean by `-module-alias Name=Module` (SE-0339), also behind `-Xfrontend`.
  static func aliases(in flags: [String]) -> [String: String] {
    var aliases: [String: String] = [:]
    let flags = flags.filter { $0 != "-Xfrontend" }
    for (flag, value) in zip(flags, flags.dropFirst()) where flag == "-module-alias" {
      let parts = value.split(separator: "=", omittingEmptySubsequences: false)
      if parts.count == 2 { aliases[String(parts[0])] = String(parts[1]) }
    }
    return aliases
  }
}
