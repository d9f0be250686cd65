import Platform

/// The files of one target.
struct TargetFiles {
  /// The Swift files relative to the root: of each folder its files by name, then those of its folders; the targets of links come last.
  var swiftFiles: [String] = []
  /// The C, C++, Objective-C and assembler files, in the same order.
  var clangFiles: [String] = []
  var hasHeaders = false
  var moduleMaps: [String] = []
  /// The links that were followed to sources.
  var links: [Link] = []
  /// The links that are named as sources or folders and lead nowhere.
  var brokenLinks: [String] = []
  /// The indexes in the walked folders' `files` of those `swiftFiles` that the walk saw.
  var walked: [(folder: String, indices: [Int])] = []

  /// A link in the target's folder, and the file or folder it leads to, both relative to the root.
  struct Link: Sendable {
    var path: String
    var destination: String
  }

  init() {}

  var sources: [SourceFile] {
    swiftFiles.map { SourceFile(path: $0, language: .swift) } + clangFiles.map { SourceFile(path: $0, language: .clang) }
  }

  /// Whether there is a `main.swift`, `main.c` or the like, in any case and any folder.
  var hasMainFile: Bool {
    func isMain(_ path: String) -> Bool {
      let name = PathText.name(path)
      return name.utf8.count <= 10 && name.lowercased().hasPrefix("main.") && name.utf8.count { $0 == UInt8(ascii: ".") } == 1
    }
    return swiftFiles.contains(where: isMain) || clangFiles.contains(where: isMain)
  }

  var isEmpty: Bool { swiftFiles.isEmpty && clangFiles.isEmpty && !hasHeaders }

  /// Lists the files in a target's folder, through links as SwiftPM does, but each folder once: links that lead in a circle end.
  init(in folder: String, rules: SourceRules, tree: inout FolderTree) throws(RepositoryError) {
    if PathText.name(folder).utf8.first == UInt8(ascii: ".") { return }
    var folderLinks: [Link] = []
    var seen: [String] = []
    try list(folder, rules, &tree, &seen, &folderLinks)
    if !folderLinks.isEmpty { try follow(folderLinks, rules, &tree, seen) }
  }

  private mutating func follow(_ links: [Link], _ rules: SourceRules, _ tree: inout FolderTree, _ listed: [String]) throws(RepositoryError) {
    var identities: Set<File.Identity> = []
    for folder in listed { if let status = try tree.status(folder) { identities.insert(status.identity) } }
    var pending = links[...]
    while let link = pending.popFirst() {
      guard let status = try tree.status(link.path), !identities.contains(status.identity) else { continue }
      let before = swiftFiles.count + clangFiles.count
      var listed: [String] = []
      var inner: [Link] = []
      try list(link.path, rules, &tree, &listed, &inner)
      for folder in listed { if let status = try tree.status(folder) { identities.insert(status.identity) } }
      pending += inner
      if swiftFiles.count + clangFiles.count > before { self.links.append(link) }
    }
  }

  /// Lists what is below `folder`, save behind links to folders, which go to `folderLinks`.
  private mutating func list(
    _ folder: String, _ rules: SourceRules, _ tree: inout FolderTree, _ listed: inout [String], _ folderLinks: inout [Link]
  ) throws(RepositoryError) {
    var pending = [folder]
    while let path = pending.popLast() {
      guard let contents = try tree.contents(path) else { continue }
      listed.append(path)
      var swiftIndices: [Int] = []
      for (index, name) in contents.files.enumerated() {
        let file = PathText.join(path, name)
        if rules.takesFile(file, name: name), add(file, name: name) { swiftIndices.append(index) }
      }
      if !swiftIndices.isEmpty && tree.walked.contains(path) { walked.append((path, swiftIndices)) }
      for name in contents.others where rules.takesFile(PathText.join(path, name), name: name) {
        try refuse(PathText.join(path, name), name: name)
      }
      for name in contents.folders.reversed() {
        let inner = PathText.join(path, name)
        if rules.entersFolder(inner, name: name) { pending.append(inner) }
      }
      for name in contents.links {
        let link = PathText.join(path, name)
        switch try tree.status(link)?.kind {
        case .folder where rules.entersFolder(link, name: name):
          folderLinks.append(Link(path: link, destination: try tree.canonical(link)))
        case .file where rules.takesFile(link, name: name):
          let before = swiftFiles.count + clangFiles.count
          _ = add(link, name: name)
          if swiftFiles.count + clangFiles.count > before { links.append(Link(path: link, destination: try tree.canonical(link))) }
        case .other where rules.takesFile(link, name: name): try refuse(link, name: name)
        case nil where rules.takesFile(link, name: name) && (PathText.isSwift(name) || PathText.fileExtension(name) == nil):
          brokenLinks.append(link)
        default: break
        }
      }
    }
  }

  /// Refuses a pipe or device that is named as a source: the compiler would read it, but nothing can check its content.
  private func refuse(_ path: String, name: String) throws(RepositoryError) {
    guard PathText.isSwift(name) else { return }
    throw RepositoryError(
      path: path,
      message: "this is a pipe, a socket or a device by the name of a Swift file; walls cannot be checked in what cannot be read again: "
        + "put a file in its place, or exclude it from the target")
  }

  /// Adds a file by the kind that its name says; returns whether that is Swift.
  private mutating func add(_ path: String, name: String) -> Bool {
    if PathText.isSwift(name) {
      swiftFiles.append(path)
      return true
    }
    if name == ModuleMap.fileName { moduleMaps.append(path) }
    guard let fileExtension = PathText.fileExtension(name) else { return false }
    if Self.clangExtensions.contains(fileExtension) { clangFiles.append(path) }
    if Self.headerExtensions.contains(fileExtension) { hasHeaders = true }
    return false
  }

  private static let clangExtensions: Set<String> = ["c", "m", "mm", "cc", "cpp", "cxx", "s", "S"]
  private static let headerExtensions: Set<String> = ["h", "hh", "hpp", "h++", "hp", "hxx", "H", "ipp", "def"]
}
