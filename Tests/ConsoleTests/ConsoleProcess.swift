/// The program as it is built.
enum ConsoleProcess {
  /// Beside the bundle that these tests are in.
  static let program: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") }
    let parts = (bundle ?? "").split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    return "\(folder ?? "\(checkout)/.build/debug")/console"
  }()
}
