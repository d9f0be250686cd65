import Platform
import TestSupport
import Testing

struct PathTextTests {
  @Test(arguments: [
    ("b", "a", "a/b"), ("./b/", "a", "a/b"), ("../b", "a", "b"), ("..", "a", ""), ("../..", "a", ".."), ("../../..", "a", "../.."),
    ("../b", "..", "../../b"), ("b/../c", "", "c"), ("/x/../y", "a", "/y"), ("..", "/", "/"), ("../../b", "/a", "/b"), (".", "/a", "/a"),
    ("", "", ""), ("a//b", "", "a/b"), ("..b", "a", "a/..b"), ("../..b", "a", "..b"), ("x/..", "../a", "../a"),
    ("../c", "/a/b", "/a/c"), ("../../..", "/a", "/"), ("x//y/", "/", "/x/y"), ("../..", "a", ".."),
  ])
  func `a path is resolved from a folder`(path: String, folder: String, resolved: String) {
    #expect(PathText.resolve(path, from: folder) == resolved)
  }

  @Test(arguments: [
    ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), ("../a", "../a"), ("../../a/..", "../.."), ("", "."), ("a/..", "."),
    ("/a/../../b", "/b"), ("/", "/"),
  ])
  func `a normal path has no detours`(path: String, normal: String) {
    #expect(PathText.normalized(path) == normal)
  }

  @Test(arguments: [
    ("/a/b", "/a", "b"), ("/a", "/a", ""), ("/a", "/a/b", ".."), ("/a/c", "/a/b", "../c"), ("/ab", "/a", "../ab"), ("/a", "/ab", "../a"),
    ("/a", "/", "a"), ("/", "/a", ".."), ("/", "/", ""), ("/x/y", "/a/b", "../../x/y"),
  ])
  func `a path is relative to a folder`(path: String, folder: String, way: String) {
    #expect(PathText.relative(path, to: folder) == way)
  }

  @Test func `the way from a folder leads back to the path`() {
    var random = SeededGenerator(for: "PathTextTests")
    func path() -> String {
      "/" + (0..<Int.random(in: 0...5, using: &random)).map { _ in ["a", "ab", "b", "..a"].randomElement(using: &random)! }.joined(separator: "/")
    }
    for _ in 0..<2000 {
      let (target, folder) = (path(), path())
      #expect(PathText.resolve(PathText.relative(target, to: folder), from: folder) == target, "\(target) from \(folder)")
    }
  }

  @Test func `a folder comes before what is in it, and nothing else between`() {
    let paths = ["", "a", "a/b", "a/b.c", "a-b", "a.b", "ab"]
    #expect(paths.shuffled().sorted(by: PathText.precedes) == paths)
  }

  @Test(arguments: [("a.swift", "swift"), ("a.b.c", "c"), (".swift", nil), ("a.", nil), ("a", nil)])
  func `an extension follows the last dot`(name: String, expected: String?) {
    #expect(PathText.fileExtension(name) == expected)
  }

  @Test func `a folder contains itself and what is below`() {
    #expect(PathText.contains("a", "a") && PathText.contains("a", "a/b") && !PathText.contains("a", "ab") && !PathText.contains("a/b", "a"))
    #expect(PathText.contains("", "a") && PathText.contains("", "..a") && !PathText.contains("", "../a") && !PathText.contains("", ".."))
    #expect(PathText.contains(".", "a") && !PathText.contains(".", "../a"))
  }
}
