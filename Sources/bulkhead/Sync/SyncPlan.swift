import CommandLine
import Deployment
import Platform

/// What has to change for the generated files to be as the services say.
struct SyncPlan {
  enum Change: Equatable {
    case write(path: String, text: String)
    case remove(path: String)
  }

  private(set) var changes: [Change] = []
  /// In order of path.
  private(set) var findings: [SyncFinding] = []
  /// How many files are made, as a whole or in part.
  private(set) var files = 0

  /// Compares what the files should be with what stands below the root.
  init(_ generated: [GeneratedFile], root: String) throws {
    let byPath = Dictionary(grouping: generated, by: \.path)
    files = byPath.count
    for path in byPath.keys.sorted() { try add(path, byPath[path]!, root: root) }
    for path in try StaleFiles.find(root: root) where byPath[path] == nil {
      changes.append(.remove(path: path))
      findings.append(
        SyncFinding(kind: .stale, path: path, message: "nothing makes this file any more: what it was made for is gone; bulkhead sync removes it"))
    }
    findings.sort { $0.path < $1.path }
  }

  private mutating func add(_ path: String, _ parts: [GeneratedFile], root: String) throws {
    let present = try Self.text(path, root: root)
    let wanted: String
    do {
      wanted = try GeneratedFile.text(of: parts, replacing: present)
    } catch let mistake {
      findings.append(SyncFinding(kind: .markers, path: path, line: mistake.line, message: mistake.message))
      return
    }
    if present == wanted { return }
    changes.append(.write(path: path, text: wanted))
    if let present {
      findings.append(.difference(of: present, from: wanted, path: path))
    } else {
      findings.append(SyncFinding(kind: .missing, path: path, message: "there is no such file; bulkhead sync makes it"))
    }
  }

  private static func text(_ path: String, root: String) throws -> String? {
    guard try File.status("\(root)/\(path)") != nil else { return nil }
    guard let text = String(validating: try File.read("\(root)/\(path)"), as: UTF8.self) else {
      throw Failure(placed: "\(path): this is not UTF-8, and bulkhead sync has to write a part of it")
    }
    return text
  }

  /// Makes the changes: each file at once, or not at all.
  func write(root: String) throws {
    for change in changes {
      switch change {
      case .write(let path, let text):
        try Folder.create(PathText.parent("\(root)/\(path)"))
        try File.write(Array(text.utf8), to: "\(root)/\(path)")
      case .remove(let path): try File.remove("\(root)/\(path)")
      }
    }
  }
}
