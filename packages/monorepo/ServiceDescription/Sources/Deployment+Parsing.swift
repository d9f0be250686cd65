import JSON

extension ServiceDescription.Deployment {
  /// Reads the members of a `service.json` about deployment.
  ///
  /// - Parameter settings: The keys of its `environment`, of which `files` names some.
  init(from fields: inout JSONFields, settings: [String]) {
    self.init(
      packaging: fields.choice("packaging", default: .static),
      replicas: fields.optionalObject("replicas") { Replicas(from: &$0) } ?? Replicas(),
      resources: fields.optionalObject("resources") { Resources(from: &$0) } ?? Resources(),
      files: Self.files(&fields, settings),
      snapshot: fields.optionalObject("snapshot") { Snapshot(from: &$0) },
      internet: fields.bool("internet", default: false),
      watches: fields.bool("watches", default: false))
  }

  private static func files(_ fields: inout JSONFields, _ settings: [String]) -> [String] {
    let files = fields.strings("files", default: [])
    if let unknown = files.first(where: { !settings.contains($0) }) {
      fields.refuse("files", "expected settings that stand in \"environment\" with a path of the repository, found \"\(unknown)\"")
    }
    if let repeated = files.indices.first(where: { files[..<$0].contains(files[$0]) }) {
      fields.refuse("files", "\"\(files[repeated])\" stands twice")
    }
    return files
  }

  /// Returns whether the text is a quantity of Kubernetes without a sign or an exponent: digits, at most one point, and one of `suffixes`.
  fileprivate static func isQuantity(_ text: String, suffixes: [String]) -> Bool {
    guard let suffix = suffixes.first(where: { text.hasSuffix($0) }) else { return false }
    let parts = text.dropLast(suffix.count).utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
  }
}

extension ServiceDescription.Deployment.Replicas {
  fileprivate init(from fields: inout JSONFields) {
    self.init(minimum: fields.int("minimum", in: 1...1000), maximum: fields.int("maximum", in: 1...1000))
    if maximum < minimum && !fields.isRefused("maximum") { fields.refuse("maximum", "expected \(minimum), the minimum, or more") }
  }
}

extension ServiceDescription.Deployment.Resources {
  fileprivate init(from fields: inout JSONFields) {
    let defaults = Self()
    self.init(
      cpu: Self.quantity("cpu", &fields, default: defaults.cpu, "an amount of processors such as 50m or 1.5", suffixes: ["m", ""]),
      memory: Self.quantity("memory", &fields, default: defaults.memory, "an amount of memory such as 64Mi", suffixes: ["Ki", "Mi", "Gi"]),
      memoryLimit: Self.quantity(
        "memoryLimit", &fields, default: defaults.memoryLimit, "an amount of memory such as 256Mi", suffixes: ["Ki", "Mi", "Gi"]))
  }

  private static func quantity(
    _ name: String, _ fields: inout JSONFields, default value: String, _ expected: String, suffixes: [String]
  ) -> String {
    guard let text = fields.optionalString(name) else { return value }
    if !ServiceDescription.Deployment.isQuantity(text, suffixes: suffixes) { fields.refuse(name, "expected \(expected), found \"\(text)\"") }
    return text
  }
}

extension ServiceDescription.Deployment.Snapshot {
  fileprivate init(from fields: inout JSONFields) {
    self.init(setting: fields.string("setting", length: 1...100), option: fields.string("option", length: 1...100))
  }
}
