extension Monorepo {
  /// The files generated from what the services declare about themselves, in order of path.
  public var generatedFiles: [GeneratedFile] {
    let generators: [(Monorepo) -> [GeneratedFile]] = [
      \.settingsTables,
      \.schemaSources,
      \.kubernetes,
      \.dockerfiles,
      \.composeFiles,
      \.environmentExample,
      \.environmentsPage,
    ]
    return generators.flatMap { $0(self) }.sorted { $0.path < $1.path }
  }
}
