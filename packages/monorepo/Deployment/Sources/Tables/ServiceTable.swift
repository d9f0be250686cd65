extension Monorepo {
  /// What is deployed, as a table in the README of the repository.
  var serviceTable: [GeneratedFile] {
    let rows = deployables.map { deployable in
      [
        "[`\(deployable.name)`](\(deployable.folder))", deployable.isApp ? "the app" : deployable.description.kind.rawValue,
        deployable.description.purpose,
      ]
    }
    return [
      GeneratedFile(path: "README.md", extent: .block("services"), content: MarkdownTable(header: ["process", "kind", ""], rows: rows).text)
    ]
  }
}
