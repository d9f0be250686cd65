import Platform
import Testing

@Suite struct ReadmeTests {
  /// So that it compiles, and does what it says.
  @Test func `the example in ServiceKit's README is the service that these tests run`() throws {
    let readme = try text("packages/chassis/ServiceKit/README.md")
    for file in ["Main.swift", "GuestBook.swift"] {
      let source = try text("Tests/ServiceTests/Greeter/\(file)")
      #expect(readme.contains("```swift\n\(source)```\n"), "\(file)")
    }
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try File.read("\(Built.root)/\(path)"), as: UTF8.self)
  }
}
