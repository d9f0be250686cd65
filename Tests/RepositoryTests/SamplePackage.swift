import Platform

/// A small package whose rules hold as it is made, to use the checker on.
enum SamplePackage {
  static func manifest(dependencies: String = "[]") -> String {
    """
    // swift-tools-version: 6.0
    import PackageDescription

    let package = Package(
      name: "sample",
      dependencies: \(dependencies),
      targets: [.target(name: "App", dependencies: ["Core"]), .target(name: "Core")]
    )

    """
  }

  /// Writes the package's files, those that differ from what is there: SwiftPM then reads no manifest anew.
  static func write(to folder: String, manifest: String = manifest()) throws {
    let rules = """
      {
        "version": 1,
        "groups": { "app": { "paths": ["Sources/App"] }, "core": { "paths": ["Sources/Core"] } },
        "rules": [{ "id": "core-knows-nobody", "kind": "forbid", "from": "core", "to": "app", "reason": "Core is the lowest." }]
      }

      """
    let files = ["Package.swift": manifest, "arch-rules.json": rules, "Sources/App/App.swift": "import Core\n", "Sources/Core/Core.swift": "\n"]
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      let file = "\(folder)/\(name)"
      if try File.status(file) != nil, try File.read(file) == Array(text.utf8) { continue }
      try Folder.create(String(file[..<file.lastIndex(of: "/")!]))
      try File.write(Array(text.utf8), to: file)
    }
  }

  /// Has Core import what is above it.
  static func crossTheWall(in folder: String) throws {
    try File.write(Array("import App\n".utf8), to: "\(folder)/Sources/Core/Core.swift")
  }
}
