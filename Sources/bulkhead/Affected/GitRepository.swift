import ArchRules
import CommandLine
import Platform

/// What git knows of the working tree that a folder is in.
struct GitRepository {
  /// The working tree's top folder.
  let top: String
  /// The way from the top to the folder that was asked about, with a slash at its end; empty where they are the same.
  let prefix: String
  private let environment: [String]

  /// - Throws: `Failure` where the folder is in no working tree, or git is not there.
  init(containing folder: String, environment: [String: String]) throws {
    // The environment may say which git directory to use and whom to trust; messages are matched by no one, but read by many.
    self.environment = environment.map { "\($0.key)=\($0.value)" }.sorted() + ["GIT_OPTIONAL_LOCKS=0"]
    let answer = try GitRepository.run(["rev-parse", "--show-toplevel", "--show-prefix"], in: folder, self.environment)
    let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    top = String(lines.first ?? "")
    prefix = lines.count > 1 ? String(lines[1]) : ""
  }

  /// The commit that the changes since a revision are counted from: where it and the checked-out commit parted.
  ///
  /// - Throws: `Failure` where there is no such revision, or the history between is not at hand.
  func base(of revision: String) throws -> String {
    do {
      _ = try run(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
    } catch {
      throw Failure(
        "--since \(revision): git knows no such commit here; a shallow clone does not hold it "
          + "(fetch it: actions/checkout with fetch-depth: 0, or git fetch origin \(revision))")
    }
    do {
      return try line(["merge-base", "--end-of-options", revision, "HEAD"])
    } catch {
      throw Failure(
        "--since \(revision): it and the checked-out commit have no common ancestor here; a shallow clone may not hold it "
          + "(git fetch --unshallow, or actions/checkout with fetch-depth: 0)")
    }
  }

  /// The files that differ between a commit and the working tree, as paths from the top, in byte order: changed, added, removed, renamed
  /// (by both names), and those that git does not track yet, unless it is told to ignore them.
  func changedFiles(since base: String) throws -> [String] {
    let changed = try run(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "--end-of-options", base])
    let untracked = try run(["ls-files", "--others", "--exclude-standard", "-z"])
    let paths = [changed, untracked].flatMap { $0.split(separator: 0).map { String(decoding: $0, as: UTF8.self) } }
    return Set(paths).sorted { $0.precedesInBytes($1) }
  }

  /// The lines of Swift files that differ between a commit and the working tree, by paths from the top; a file that git does not track yet
  /// is new as a whole, and so is one whose name git writes in quotes.
  func changedLines(since base: String) throws -> [String: ChangedLines.Extent] {
    let swift = [":(top)*.swift"]
    let patch = try run(
      [
        "diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-renames", "--no-ext-diff", "--no-textconv", "--src-prefix=a/",
        "--dst-prefix=b/", "--end-of-options", base, "--",
      ] + swift)
    var files = ChangedLines.files(inPatch: patch)
    for path in try changedFiles(since: base) where files[path] == nil && path.hasSuffix(".swift") { files[path] = .file }
    return files
  }

  /// The names in a folder as it was in a commit; empty where it was not there.
  func names(in folder: String, at commit: String) throws -> [String] {
    let place = folder.isEmpty || folder == "." ? "" : "\(folder)/"
    let list = try run(["ls-tree", "--name-only", "-z", commit, "--", place.isEmpty ? "." : place])
    return list.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.filter { $0.hasPrefix(place) }.map {
      String($0.dropFirst(place.count))
    }
  }

  /// A file's bytes as they were in a commit.
  func read(_ path: String, at commit: String) throws -> [UInt8] {
    try run(["cat-file", "blob", "\(commit):\(path)"])
  }

  /// Those of the files, relative to the folder that was asked about, that differ from the checked-out commit; in order.
  func uncommitted(_ paths: [String]) throws -> [String] {
    if paths.isEmpty { return [] }
    let arguments = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--"]
    let answer = String(decoding: try run(arguments + paths.map { ":(top,literal)\(prefix)\($0)" }), as: UTF8.self)
    // Each entry is two letters for how it differs, a blank and the path from the top.
    return answer.split(separator: "\0").map { String($0.dropFirst(3 + prefix.count)) }.sorted()
  }

  private func line(_ arguments: [String]) throws -> String {
    String(decoding: try run(arguments).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private func run(_ arguments: [String]) throws -> [UInt8] { try GitRepository.run(arguments, in: top, environment) }

  private static func run(_ arguments: [String], in folder: String, _ environment: [String]) throws -> [UInt8] {
    let outcome: ChildProcess.Outcome
    do {
      outcome = try ChildProcess.run(["git", "-C", folder] + arguments, environment: environment, seconds: 120)
    } catch {
      throw Failure("\(error); what changed is asked of git, so it has to be installed and on PATH")
    }
    guard outcome.ending == .exit(0) else {
      let message = String(decoding: outcome.errorOutput.prefix(2000), as: UTF8.self)
      throw Failure("git \(arguments.joined(separator: " ")) failed in \(folder): \(message)")
    }
    return outcome.output
  }
}
