import Testing

@testable import PackageGraph

@Suite struct FolderPathTests {
  @Test(arguments: [
    ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), ("../a", "../a"), ("../../a/..", "../.."), ("", "."), ("a/..", "."),
    ("/a/../../b", "/b"), ("/", "/"),
  ])
  func `a normal path has no detours`(path: String, normal: String) {
    #expect(FolderPath.normalized(path) == normal)
  }

  @Test(arguments: [
    ("/a/b", "/a/b", "."), ("/a/b/c", "/a/b", "c"), ("/a/x", "/a/b", "../x"), ("/a", "/a/b/c", "../.."), ("/x/y", "/a/b", "/x/y"),
    ("/a/b", "/", "a/b"), ("/ab/c", "/ab/cd", "../c"),
  ])
  func `the way from one folder to another is the shortest`(target: String, folder: String, way: String) {
    #expect(FolderPath.relative(target, to: folder) == way)
  }
}
