import Platform
import TestSupport
import Testing

@testable import PackageGraph

@Suite(.blocking) struct IgnoreFileTests {
  /// Whether a file of ignore patterns at `/r` ignores a folder, or a file, at a path below it.
  private func ignores(_ patterns: String, _ path: String, isFolder: Bool = true) -> Bool {
    IgnoreFile(Array(patterns.utf8), base: "/r", parent: nil).ignores(Array("/r/\(path)".utf8), isFolder: isFolder)
  }

  @Test(arguments: [
    ("out", "out", true), ("out", "a/out", true), ("/out", "out", true), ("/out", "a/out", false), ("a/out", "a/out", true),
    ("a/out", "b/a/out", false), ("out/", "out", true), ("*.d", "x.d", true), ("*.d", "a/x.d", true), ("a/*", "a/b", true),
    ("a/*", "a/b/c", false), ("**/b", "b", true), ("**/b", "a/x/b", true), ("a/**", "a/b/c", true), ("a/**", "a", false),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "ab", false), ("a**b", "axxb", true), ("a?c", "abc", true),
    ("/a?c", "a/c", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[^a-c]x", "dx", true), ("[]-]x", "]x", true),
    ("[[:digit:]]x", "7x", true), ("[[:digit:]]x", "ax", false), ("[a", "[a", false), ("\\*", "*", true), ("\\*", "a", false),
    ("\\#a", "#a", true), ("\\!a", "!a", true), ("#a", "#a", false), ("a ", "a", true), ("a\\ ", "a ", true), ("a\r", "a", true),
    ("\u{FEFF}a", "a", true), ("!a", "a", false), ("a\n!a", "a", false), ("!a\na", "a", true), ("/", "a", false), ("*", "a", true),
    ("é*", "été", true), ("a**/b", "ax/y/b", true), ("?**/b", "ax/y/b", false), ("a**/****//", "a", true),
  ])
  func `a pattern matches as git says`(pattern: String, path: String, isIgnored: Bool) {
    #expect(ignores(pattern, path) == isIgnored)
  }

  @Test func `a slash at the end means folders alone`() {
    #expect(ignores("out/", "out", isFolder: true))
    #expect(!ignores("out/", "out", isFolder: false))
  }

  @Test func `a pattern full of stars takes no longer than the text`() {
    let pattern = String(repeating: "*a", count: 200)
    #expect(!ignores(pattern, String(repeating: "a", count: 199) + "b"))
    #expect(ignores(pattern, String(repeating: "a", count: 400)))
  }

  /// Random folders under random ignore files on three levels, with git itself as the judge.
  @Test func `the walk leaves out what git ignores, and nothing else`() throws {
    var random = SeededGenerator(for: "IgnoreFileTests")
    for _ in 0..<40 {
      let folder = try TemporaryFolder()
      var folders: Set<String> = []
      for _ in 0..<40 {
        var path = ""
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          path = PathText.join(path, Self.name(&random))
          folders.insert(path)
        }
        try Folder.create("\(folder.path)/\(path)")
      }
      for base in [""] + folders.sorted().prefix(6) {
        let lines = (0..<Int.random(in: 0...5, using: &random)).map { _ in Self.pattern(&random) }
        try folder.write(lines.joined(separator: "\n"), to: PathText.join(base, ".gitignore"))
      }
      try git(["init", "-q"], in: folder.path)
      try folder.write(Self.pattern(&random), to: ".git/info/exclude")

      let paths = folders.sorted()
      let ignored = Set(try git(["check-ignore", "--"] + paths, in: folder.path).split(separator: "\n").map(String.init))
      let walk = try RepositoryWalk(root: folder.path, workers: 2)
      let walked = Set(walk.folders.map(\.path)).subtracting([""])
      #expect(walked.intersection(ignored).sorted() == [], "git ignores these")
      #expect(folders.subtracting(ignored).subtracting(walked).sorted() == [], "git does not ignore these")

      let files = paths.map { "\($0)/a" }.filter { !folders.contains($0) }
      let ignoredFiles = try git(["check-ignore", "--"] + files, in: folder.path).split(separator: "\n").map(String.init)
      let ignoredPaths = try IgnoredPaths(root: folder.path)
      #expect(try files.filter { try ignoredPaths.contains($0) } == ignoredFiles)
    }
  }

  @Test func `ignore files above the root count as far as the work tree goes, a linked work tree's too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("app\n", to: ".gitignore")
    try Folder.create("\(folder.path)/main")
    try git(["init", "-q"], in: "\(folder.path)/main")
    try git(["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "--allow-empty", "-m", "a"], in: "\(folder.path)/main")
    try folder.write("excluded\n", to: "main/.git/info/exclude")
    try git(["worktree", "add", "-q", "../linked"], in: "\(folder.path)/main")
    for tree in ["main", "linked"] {
      try folder.write("/app/anchored\nanywhere\n", to: "\(tree)/.gitignore")
      for name in ["app/anchored", "app/deep/anchored", "app/deep/anywhere", "app/excluded", "app/app"] {
        try Folder.create("\(folder.path)/\(tree)/\(name)")
      }
      let walk = try RepositoryWalk(root: "\(folder.path)/\(tree)/app", workers: 1)
      #expect(walk.folders.map(\.path) == ["", "app", "deep", "deep/anchored"])
    }
  }

  @discardableResult
  private func git(_ arguments: [String], in folder: String) throws -> String {
    let outcome = try ChildProcess.run(
      ["git", "-C", folder, "-c", "core.excludesFile=/dev/null", "-c", "core.quotePath=false"] + arguments,
      environment: Environment.forChildren + ["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"])
    // `check-ignore` exits with 1 where nothing is ignored.
    #expect(outcome.ending == .exit(0) || outcome.ending == .exit(1), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    return String(decoding: outcome.output, as: UTF8.self)
  }

  private static func name(_ random: inout SeededGenerator) -> String {
    ["a", "b", "ab", "a.b", "ba", "c-d", "x1", "[a]", "a b", "!a", "#b"].randomElement(using: &random)!
  }

  private static func pattern(_ random: inout SeededGenerator) -> String {
    let pieces = ["a", "b", "c", "*", "?", "**", "/", "**/", "/**", "[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "[", "]", "-", ".", "\\a", " ", "1"]
    var pattern = ["", "", "", "!", "/", "#", "\\!", "\\#"].randomElement(using: &random)!
    for _ in 0..<Int.random(in: 1...4, using: &random) { pattern += pieces.randomElement(using: &random)! }
    return pattern + ["", "", "/", " ", "\\ ", "\r"].randomElement(using: &random)!
  }
}
