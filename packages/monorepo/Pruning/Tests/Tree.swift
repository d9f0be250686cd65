import Platform

/// What a folder holds: files by path, as text, with a mark where they can be executed.
struct Tree: Equatable, CustomStringConvertible {
  private(set) var files: [String: String] = [:]

  init(_ folder: String) throws { try add(folder, below: "") }

  private mutating func add(_ folder: String, below prefix: String) throws {
    for entry in try Folder.entries(folder) {
      let path = "\(folder)/\(entry.name)"
      switch entry.kind {
      case .folder: try add(path, below: "\(prefix)\(entry.name)/")
      case .file:
        let isExecutable = try ChildProcess.run(["test", "-x", path], environment: []).ending == .exit(0)
        files[prefix + entry.name] = (isExecutable ? "x:" : "") + String(decoding: try File.read(path), as: UTF8.self)
      default: files[prefix + entry.name] = "not a file"
      }
    }
  }

  var paths: [String] { files.keys.sorted() }
  subscript(path: String) -> String? { files[path] }
  var description: String { files.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value)" }.joined(separator: "\n") }
}
