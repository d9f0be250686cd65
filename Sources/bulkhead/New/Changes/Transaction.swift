import JSON
import Platform

/// Makes changes to a repository: all of them, or none.
///
/// Everything is first written aside, into `.bulkhead/new`, with a journal of what is about to happen. Then new files are moved into
/// their places and changed ones replaced, each at once. With the removal of the journal the changes are made; as long as it is there,
/// they can be undone: by the run itself where something fails, or by the next one where the run was killed.
struct Transaction {
  /// What is about to be done; a test makes it fail there.
  typealias Observer = (String) throws -> Void

  static let folder = ".bulkhead/new"

  private let root: String
  private let observer: Observer
  private var aside: String { "\(root)/\(Self.folder)" }
  private var journalPath: String { "\(aside)/journal.json" }

  /// - Parameter observer: called before each step that writes.
  init(root: String, observer: @escaping Observer = { _ in }) {
    self.root = root
    self.observer = observer
  }

  /// Makes the changes; where that fails, everything is as before when this throws.
  func perform(_ changes: [RepositoryChange]) throws {
    try alone { try performAlone(changes) }
  }

  private func performAlone(_ changes: [RepositoryChange]) throws {
    do {
      let journal = try prepare(changes)
      try step("begin") { try File.write(journal.encoded(), to: journalPath) }
      try apply(changes, journal)
      try step("finish") { try File.remove(journalPath) }
    } catch {
      let kept = try undo()
      clean()
      if kept.isEmpty { throw error }
      throw Failure("\(error)\nbulkhead: not undone, since they were changed meanwhile: \(kept.joined(separator: ", "))")
    }
    clean()
  }

  /// Undoes what a run has left that was killed. Returns whether there was something to undo, and the files that were left alone since
  /// somebody has changed them.
  func recover() throws -> (wasInterrupted: Bool, kept: [String]) {
    guard try File.status(aside) != nil else { return (false, []) }
    return try alone {
      let wasInterrupted = try File.status(journalPath) != nil
      let kept = try undo()
      clean()
      return (wasInterrupted, kept)
    }
  }

  /// Keeps other runs from changing the same repository at the same time.
  private func alone<Result>(_ body: () throws -> Result) throws -> Result {
    let parent = "\(root)/.bulkhead"
    let hadParent = try File.status(parent) != nil
    try Folder.create(parent)
    let path = "\(root)/\(Self.folder).lock"
    guard let lock = try FileLock.take(path, note: "bulkhead new\n") else {
      throw Failure("bulkhead: another bulkhead new is at work in \(root); wait for its end")
    }
    defer {
      withExtendedLifetime(lock) { try? File.remove(path) }
      if !hadParent, (try? Folder.entries(parent))?.isEmpty == true { try? Folder.remove(parent) }
    }
    return try body()
  }

  // MARK: Steps

  private func step(_ what: String, _ body: () throws -> Void) throws {
    try observer(what)
    try body()
  }

  /// Writes aside what is to be and what was, changes nothing else.
  private func prepare(_ changes: [RepositoryChange]) throws -> Journal {
    var journal = Journal(entries: [], folders: [])
    try step("make \(Self.folder)") {
      for name in ["new", "old", "place"] { try Folder.create("\(aside)/\(name)") }
    }
    for (number, change) in changes.enumerated() {
      switch change {
      case .create(let path, let bytes):
        if try File.status("\(root)/\(path)", followingLink: false) != nil { throw Failure("\(path): this is there already and is not overwritten") }
        journal.entries.append(.init(path: path, isNew: true))
        for folder in try missingFolders(of: path) where !journal.folders.contains(folder) { journal.folders.append(folder) }
        try step("write \(path) aside") { try keep(number, bytes) }
      case .replace(let path, let old, let new):
        journal.entries.append(.init(path: path, isNew: false))
        try step("write \(path) aside") {
          try File.write(old, to: "\(aside)/old/\(number)")
          try keep(number, new)
        }
      }
    }
    return journal
  }

  /// Once as what it is to be, and once as what waits for its place: while that is there, the file has not been touched.
  private func keep(_ number: Int, _ bytes: [UInt8]) throws {
    for copy in ["new", "place"] { try File.write(bytes, to: "\(aside)/\(copy)/\(number)") }
  }

  /// The folders above the file that are not there, the outermost first.
  private func missingFolders(of path: String) throws -> [String] {
    var missing: [String] = []
    var parts = path.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let folder = parts.joined(separator: "/")
      if try File.status("\(root)/\(folder)") != nil { break }
      missing.append(folder)
      parts.removeLast()
    }
    return missing.reversed()
  }

  private func apply(_ changes: [RepositoryChange], _ journal: Journal) throws {
    for folder in journal.folders { try step("make \(folder)") { try Folder.create("\(root)/\(folder)") } }
    for (number, change) in changes.enumerated() {
      try step("put \(change.path) in place") {
        switch change {
        case .create(let path, _): try File.move("\(aside)/place/\(number)", to: "\(root)/\(path)")
        case .replace(let path, let old, let new):
          guard try File.read("\(root)/\(path)") == old else { throw Failure("\(path): this has changed meanwhile; run the command again") }
          // With a name of its own beside the file, a kill would leave it there.
          try File.write(new, to: "\(root)/\(path)", by: "\(aside)/place/\(number)")
        }
      }
    }
  }

  // MARK: Undoing

  /// - Returns: the files that were left as they are, since they are neither what they were nor what they were to be.
  private func undo() throws -> [String] {
    guard try File.status(journalPath) != nil else { return [] }
    let journal = try Journal(json: JSONValue(parsing: File.read(journalPath)))
    var kept: [String] = []
    for (number, entry) in journal.entries.enumerated() {
      let path = "\(root)/\(entry.path)"
      guard try File.status(path, followingLink: false) != nil else { continue }
      let present = try File.status(path)?.kind == .file ? File.read(path) : nil
      let old = entry.isNew ? nil : try File.read("\(aside)/old/\(number)")
      if try present == File.read("\(aside)/new/\(number)") {
        if let old { try File.write(old, to: path, by: "\(aside)/undone") } else { try File.remove(path) }
      } else if try present != old && File.status("\(aside)/place/\(number)") == nil {
        kept.append(entry.path)
      }
    }
    for folder in journal.folders.reversed() where try File.status("\(root)/\(folder)") != nil {
      if try Folder.entries("\(root)/\(folder)").isEmpty { try Folder.remove("\(root)/\(folder)") }
    }
    try File.remove(journalPath)
    return kept
  }

  /// Removes what was written aside. Where that fails it is in nobody's way.
  private func clean() { try? Folder.remove(aside) }
}
