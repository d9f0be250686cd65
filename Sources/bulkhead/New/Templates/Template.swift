/// Files with placeholders, and what the manifest says of the targets in them.
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
  /// Where it comes from, for messages: the folder's path; `nil` for one that is built in.
  var origin: String?
}

/// What a template's targets are made of. All texts may hold placeholders.
struct TemplateTargets: Equatable {
  /// The folder of the sources, relative to the root.
  var sources: String
  /// The folder of the tests.
  var tests: String
  var dependencies: [String]
  var testDependencies: [String]
  /// What else stands in the targets' calls in the manifest: `swiftSettings: chassis`.
  var arguments: String?
}

/// What stands for the placeholders.
struct TemplateValues: Equatable {
  /// In order of name.
  private(set) var values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  subscript(name: String) -> String? { values[name] }
  var names: [String] { values.keys.sorted() }
}
