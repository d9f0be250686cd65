/// A template: files with placeholders, and their targets' declarations in the manifest.
struct Template: Equatable {
  /// A file; its path is relative to the repository's root and may hold placeholders, as its content may.
  struct File: Equatable {
    var path: String
    var content: [UInt8]

    init(_ path: String, _ content: [UInt8]) {
      self.path = path
      self.content = content
    }

    init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }
  }

  var files: [File]
  var targets: TemplateTargets
  /// The path of its folder, for messages; `nil` for a built-in template.
  var origin: String?
}

/// The declarations of a template's targets. All texts may contain placeholders.
struct TemplateTargets: Equatable {
  /// The folder of the sources, relative to the root.
  var sources: String
  /// The folder of the tests.
  var tests: String
  var dependencies: [String]
  var testDependencies: [String]
  /// Further arguments of the targets' calls in the manifest: `swiftSettings: chassis`.
  var arguments: String?
}

/// The values of the placeholders.
struct TemplateValues: Equatable {
  /// The values by placeholder name.
  private(set) var values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  subscript(name: String) -> String? { values[name] }
  var names: [String] { values.keys.sorted() }
}
