import Platform

/// Git's rules on ignored files that come from outside a folder.
enum GitFolder {
  /// Returns the ignore files of the work tree above `folder`, with the work tree's `info/exclude`; `nil` where `folder` is in no work
  /// tree.
  ///
  /// A person's own `core.excludesFile` is left out: a check must not differ from machine to machine.
  static func ignoreFile(above folder: String) throws(PlatformError) -> IgnoreFile? {
    guard let top = try workTree(of: folder) else { return nil }
    var file: IgnoreFile?
    if let exclude = try readIfPresent("\(try commonFolder(ofWorkTree: top))/info/exclude") {
      file = IgnoreFile(exclude, base: top, parent: nil)
    }
    var base = top
    for name in folder.dropFirst(top.count).split(separator: "/") {
      if let text = try readIfPresent("\(base)/.gitignore") { file = IgnoreFile(text, base: base, parent: file) }
      base += "/\(name)"
    }
    return file
  }

  private static func workTree(of folder: String) throws(PlatformError) -> String? {
    var folder = folder
    while true {
      if try File.status("\(folder)/.git") != nil { return folder }
      if folder.isEmpty { return nil }
      folder = PathText.parent(folder)
    }
  }

  /// Returns the folder of a work tree's `info/exclude`: `.git`, or the folder that a `.git` file names (linked work trees and submodules).
  private static func commonFolder(ofWorkTree top: String) throws(PlatformError) -> String {
    let git = "\(top)/.git"
    guard try File.status(git)?.kind == .file else { return git }
    let line = firstLine(try File.read(git))
    let prefix = "gitdir: "
    guard line.hasPrefix(prefix) else { return git }
    let folder = PathText.resolve(String(line.dropFirst(prefix.count)), from: top)
    guard let common = try readIfPresent("\(folder)/commondir") else { return folder }
    return PathText.resolve(firstLine(common), from: folder)
  }

  private static func firstLine(_ text: [UInt8]) -> String {
    String(decoding: text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }

  static func readIfPresent(_ path: String) throws(PlatformError) -> [UInt8]? {
    do throws(PlatformError) { return try File.read(path) } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }
}
