import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// A repository of git in a temporary folder, and the tool run in it.
struct GitFolder {
  let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    try git("init", "--quiet", "--initial-branch=main")
  }

  func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"]
    let outcome = try ChildProcess.run(["git", "-C", path] + identity + arguments, environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "git \(arguments): \(String(decoding: outcome.errorOutput, as: UTF8.self))")
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  func commit() throws {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", "A step")
  }

  var environment: [String: String] {
    let pairs = Environment.forChildren.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
  }

  func run(_ arguments: String...) -> Run { Run(arguments, in: path, environment: environment) }
}
