import Platform

/// What was built with the tests that run.
public enum BuiltProducts {
  /// The folder of the programs: the one that holds the bundle of the tests.
  public static let folder: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") } ?? ""
    let parts = bundle.split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    return folder ?? "\(checkout)/.build/debug"
  }()

  /// The repository that they were built from. This file is in `packages/TestSupport/Sources`.
  public static let checkout = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
}
