/// The template of a package, with one type and no dependencies.
enum PackageTemplate {
  /// The package's folder, with a placeholder.
  static let folder = "packages/{{place}}"

  /// The files: a source, a test and a README.
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

      A greeting is never without a name.

      ## What it does not do

      It greets in one language only.

      """##),
    Template.File(
      "\(folder)/Sources/Greeting.swift",
      ##"""
      /// A greeting to a person.
      public struct Greeting: Sendable, Equatable {
        /// The name of the person who is greeted; never empty.
        public let name: String

        /// Creates a greeting.
        ///
        /// - Parameter name: The person's name; an empty one becomes "stranger".
        public init(to name: String) { self.name = name.isEmpty ? "stranger" : name }

        /// The greeting as a sentence.
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
