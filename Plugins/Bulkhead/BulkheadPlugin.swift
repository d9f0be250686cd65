import Foundation
import PackagePlugin

/// `swift package bulkhead COMMAND …`: the checker, built from source, run on the package that asks for it.
@main
struct BulkheadPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let checker = Process()
    checker.executableURL = try context.tool(named: "Bulkhead").url
    checker.arguments = Self.rooted(arguments, at: context.package.directoryURL.path)
    try checker.run()
    checker.waitUntilExit()
    guard checker.terminationReason == .exit else {
      Diagnostics.error("bulkhead was ended by signal \(checker.terminationStatus)")
      return
    }
    // SwiftPM ends with 1 whatever a plugin ends with, so the words say which code it was.
    switch checker.terminationStatus {
    case 0: break
    case 1: Diagnostics.error("bulkhead \(arguments.first ?? ""): there are findings (exit code 1)")
    case let code: Diagnostics.error("bulkhead could not do its job (exit code \(code)); its message is above\(Self.sandboxAdvice)")
    }
  }

  /// The arguments with the package's folder as the repository, unless another is named or the command has none.
  private static func rooted(_ arguments: [String], at folder: String) -> [String] {
    guard let command = arguments.first, command != "help", !command.hasPrefix("-") else { return arguments }
    let options = arguments.prefix { $0 != "--" }
    if options.contains(where: { $0 == "--root" || $0.hasPrefix("--root=") }) { return arguments }
    return [command, "--root", folder] + arguments.dropFirst()
  }

  /// What lets a command write. Only macOS has a sandbox for plugins; asking for the permission in the manifest would ask for it in every
  /// run, also of commands that write nothing.
  private static var sandboxAdvice: String {
    #if os(macOS)
      """
      . If something was not permitted: SwiftPM lets a plugin write nothing into the package unless it is asked to: \
      swift package --allow-writing-to-package-directory bulkhead …; --disable-sandbox lets it write elsewhere, and run SwiftPM \
      for manifests that are not made of literals
      """
    #else
      ""
    #endif
  }
}
