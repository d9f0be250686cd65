/// A package with one type, which nothing else is needed for.
enum PackageTemplate {
  /// Where it lies.
  static let folder = "packages/{{place}}"

  /// Its source, its test and its README.
  static let files: [Template.File] = [
    Template.File(
      "\(folder)/README.md",
      ##"""
      # {{name}}

      It holds {{purpose}}.

      ```swift
      Greeting(to: "Ada").text  // Hello, Ada!
      ```

      ## What it guarantees

      A greeting always names somebody.

      ## What it does not do

      It knows one language.

      """##),
    Template.File(
      "\(folder)/Sources/Greeting.swift",
      ##"""
      /// A greeting, which says whom it is for.
      public struct Greeting: Sendable, Equatable {
        public let name: String

        /// - Parameter name: whom to greet; nobody's name is empty, so that one is greeted as a stranger.
        public init(to name: String) { self.name = name.isEmpty ? "stranger" : name }

        public var text: String { "Hello, \(name)!" }
      }

      """##),
    Template.File(
      "\(folder)/Tests/GreetingTests.swift",
      ##"""
      import Testing

      @testable import {{Module}}

      @Suite struct GreetingTests {
        @Test func `a greeting names whom it is for`() {
          #expect(Greeting(to: "Ada").text == "Hello, Ada!")
        }

        @Test func `one without a name is greeted as well`() {
          #expect(Greeting(to: "").text == "Hello, stranger!")
        }
      }

      """##),
  ]
}
