import Platform
import TestSupport

/// A program in SwiftPM's place: it answers from a file at once, and counts how often it is asked.
struct FakeSwift {
  let folder: TemporaryFolder
  var program: String { folder.path + "/swift" }

  init(version: String = "Swift version 6.3.1") throws {
    folder = try TemporaryFolder()
    try folder.write(version, to: "version")
    try folder.write("", to: "asked")
    try folder.write("", to: "environment")
    try folder.write(
      """
      #!/bin/sh
      if [ "$1" = --version ]; then cat '\(folder.path)/version'; exit; fi
      echo "$3" >> '\(folder.path)/asked'
      echo "$5" >> '\(folder.path)/scratch'
      env > '\(folder.path)/environment'
      cat '\(folder.path)/answer.json'
      """, to: "swift")
    _ = try ChildProcess.run(["chmod", "+x", program], environment: Environment.forChildren)
    try answer(name: "p")
  }

  /// What it says from now on.
  func answer(name: String) throws {
    try folder.write(
      """
      { "name": "\(name)", "toolsVersion": { "_version": "6.0.0" }, "packageKind": { "root": ["/"] },
        "products": [], "dependencies": [],
        "targets": [{ "name": "T", "type": "regular", "exclude": [], "resources": [], "dependencies": [{ "byName": ["U", null] }] }] }
      """, to: "answer.json")
  }

  func become(version: String) throws { try folder.write(version, to: "version") }

  /// The folders that it was asked about.
  var asked: [String] { get throws { try lines("asked") } }

  /// The folders that it was given to work in.
  var scratchFolders: [String] { get throws { try lines("scratch") } }

  private func lines(_ file: String) throws -> [String] {
    String(decoding: try File.read("\(folder.path)/\(file)"), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What the manifest asked about last would have seen.
  var environment: String { get throws { String(decoding: try File.read(folder.path + "/environment"), as: UTF8.self) } }
}
