/// The repository that these tests belong to.
enum Checkout {
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
}
