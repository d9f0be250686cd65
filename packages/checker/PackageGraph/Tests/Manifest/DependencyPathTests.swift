import Platform
import Testing

@testable import PackageGraph

@Suite struct DependencyPathTests {
  @Test(arguments: [
    ("/a/b", "/a/b", "."), ("/a/b/c", "/a/b", "c"), ("/a/x", "/a/b", "../x"), ("/a", "/a/b/c", "../.."), ("/x/y", "/a/b", "/x/y"),
    ("/a/b", "/", "a/b"), ("/ab/c", "/ab/cd", "../c"),
  ])
  func `the way from one folder to another is the shortest`(target: String, folder: String, way: String) {
    #expect(PathText.dependencyPath(to: target, from: folder) == way)
  }
}
