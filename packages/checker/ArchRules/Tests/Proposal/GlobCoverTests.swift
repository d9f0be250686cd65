import ArchRules
import Testing

@Suite struct GlobCoverTests {
  private func globs(_ folders: String..., avoiding others: [String]) -> [String]? { GlobCover(avoiding: others).globs(for: folders) }

  @Test func `a folder that holds nothing else is named alone`() {
    #expect(globs("Sources/A", "Sources/B", avoiding: ["Tests/ATests"]) == ["Sources"])
  }

  @Test func `a wildcard stands for what differs`() {
    #expect(globs("packages/A/Sources", "packages/B/Sources", avoiding: ["packages/A/Tests"]) == ["packages/*/Sources"])
    #expect(globs("packages/A/Tests/ATests", "packages/B/Tests", avoiding: ["packages/A/Sources/A"]) == ["packages/*/Tests"])
  }

  @Test func `what a wildcard would catch too is named one by one`() {
    #expect(globs("Sources/A", "Sources/B", avoiding: ["Sources/C"]) == ["Sources/A", "Sources/B"])
  }

  @Test func `several globs are found where one is not enough`() {
    #expect(globs("Tests/A", "dev/x/Tests/B", avoiding: ["dev/x/Sources/x"]) == ["Tests", "dev/x/Tests"])
  }

  @Test func `folders that cannot be told apart have no globs`() {
    #expect(globs("Sources", avoiding: ["Sources"]) == nil)
    #expect(globs("Sources", avoiding: ["Sources/Inner"]) == nil)
    #expect(globs(".", avoiding: []) == nil)
    #expect(globs("odd*name", avoiding: []) == nil)
  }
}
