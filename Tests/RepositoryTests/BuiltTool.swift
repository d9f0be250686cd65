/// The checker as it is built, beside the bundle that these tests are in.
enum BuiltTool {
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") }
    let built = bundle.flatMap { path in path.split(separator: "/").firstIndex { $0.hasSuffix(".xctest") }.map { path.split(separator: "/")[..<$0] } }
    return (built.map { $0.map { "/\($0)" }.joined() } ?? Checkout.root + "/.build/debug") + "/bulkhead"
  }()
}
