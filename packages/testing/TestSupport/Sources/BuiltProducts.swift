import Platform

/// The products of the build that the running tests belong to.
public enum BuiltProducts {
  /// The folder of the programs, which is that of the tests' bundle.
  public static let folder: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") } ?? ""
    let parts = bundle.split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    return folder ?? "\(checkout)/.build/debug"
  }()

  /// The root of the repository that they were built from.
  public static let checkout = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
}
