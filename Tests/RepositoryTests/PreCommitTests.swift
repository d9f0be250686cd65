import Platform
import TestSupport
import Testing

/// The hook of `.pre-commit-hooks.yaml`, as pre-commit runs it when somebody commits.
///
/// The repository that pre-commit takes the hook from is a small one made here, with the checker in it as it is built already.
@Suite(.building) struct PreCommitTests {
  private let folder: TemporaryFolder
  private var repository: String { "\(folder.path)/repository" }

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func run(_ arguments: [String]) throws -> ChildProcess.Outcome {
    let home = ["HOME=\(folder.path)", "PRE_COMMIT_HOME=\(folder.path)/cache"]
    let author = ["GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com"]
    return try ChildProcess.run(arguments, environment: Environment.forChildren.filter { !$0.hasPrefix("HOME=") } + home + author)
  }

  private func git(_ arguments: String..., at path: String) throws -> String {
    let outcome = try run(["git", "-C", path] + arguments)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    return String(String(decoding: outcome.output, as: UTF8.self).prefix { $0 != "\n" })
  }

  /// - Returns: The revision to take the hook from.
  private func makeHooks(at path: String) throws -> String {
    for file in [".pre-commit-hooks.yaml", ".ci/pre-commit"] { try folder.write(try Checkout.text(file), to: "hooks/\(file)") }
    try Folder.create("\(path)/.build/pre-commit")
    try run(["cp", BuiltTool.path, "\(path)/.build/pre-commit/bulkhead"])
    try run(["chmod", "+x", "\(path)/.ci/pre-commit"])
    _ = try git("init", "--quiet", at: path)
    _ = try git("add", "--all", "--force", at: path)
    _ = try git("commit", "--quiet", "--message", "Hooks", at: path)
    return try git("rev-parse", "HEAD", at: path)
  }

  @Test func `a commit that crosses a wall is refused`() throws {
    guard let python = Python.withPackages(for: "a commit that crosses a wall is refused") else { return }
    let revision = try makeHooks(at: "\(folder.path)/hooks")
    let configuration = """
      repos:
        - repo: \(folder.path)/hooks
          rev: \(revision)
          hooks:
            - id: bulkhead

      """
    try SamplePackage.write(to: repository)
    try folder.write(configuration, to: "repository/.pre-commit-config.yaml")
    _ = try git("init", "--quiet", at: repository)
    let installed = try run(["bash", "-c", "cd '\(repository)' && '\(python)' -m pre_commit install"])
    try #require(installed.ending == .exit(0), "\(String(decoding: installed.output, as: UTF8.self))")
    _ = try git("add", "--all", at: repository)
    _ = try git("commit", "--quiet", "--message", "Begin", at: repository)
    let first = try git("rev-parse", "HEAD", at: repository)

    try SamplePackage.crossTheWall(in: repository)
    let refused = try run(["git", "-C", repository, "commit", "--all", "--message", "Cross the wall"])
    let words = String(decoding: refused.output + refused.errorOutput, as: UTF8.self)
    #expect(refused.ending == .exit(1), "\(words)")
    #expect(words.contains("Sources/Core/Core.swift:1:8: error: Core imports App; core may not import app [core-knows-nobody]"))
    #expect(try git("rev-parse", "HEAD", at: repository) == first)
  }
}
