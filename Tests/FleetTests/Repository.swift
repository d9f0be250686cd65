import Platform
import TestSupport

/// The repository that these tests belong to, and the tool that was built with them.
enum Repository {
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

  /// Beside the bundle that these tests are in.
  static let products: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") }
    let built = bundle.flatMap { path in path.split(separator: "/").firstIndex { $0.hasSuffix(".xctest") }.map { path.split(separator: "/")[..<$0] } }
    return built.map { $0.map { "/\($0)" }.joined() } ?? root + "/.build/debug"
  }()

  static let fleet = "\(products)/fleet"
}
