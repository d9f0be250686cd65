import CommandLine
import PackageGraph
import Platform

extension TemplateTargets {
  func rendered(_ values: TemplateValues) throws -> TemplateTargets {
    var mistakes: [String] = []
    func text(_ text: String) -> String {
      Template.render(text, values) { name, _ in mistakes.append("\(Template.settingsFile): {{\(name)}} stands for nothing in \"\(text)\"") }
    }
    let rendered = TemplateTargets(
      sources: text(sources), tests: text(tests), dependencies: dependencies.map(text), testDependencies: testDependencies.map(text),
      arguments: arguments.map(text))
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    return rendered
  }

  /// The folder that holds sources and tests: `services/billing`.
  var folder: String { PathText.parent(sources) }
  /// The folder that holds all of their kind: `services`.
  var parent: String { String(sources.prefix { $0 != "/" }) }

  func arguments(_ target: String) -> [String] { list(target, dependencies, sources) }
  func testArguments(_ target: String) -> [String] { list(target, testDependencies, tests) }

  private func list(_ target: String, _ dependencies: [String], _ path: String) -> [String] {
    var all = ["name: \"\(target)\""]
    if !dependencies.isEmpty { all.append("dependencies: \(ManifestEdit.list(dependencies.sorted()))") }
    all.append("path: \"\(path)\"")
    if let arguments { all.append(arguments) }
    return all
  }

  /// Refuses dependencies that the manifest has no targets for.
  func check(against repository: Repository, own: String) throws {
    let known = Set((repository.rootManifest?.targets ?? []).map(\.name) + [own])
    let missing = Set(dependencies + testDependencies).subtracting(known).sorted()
    if missing.isEmpty { return }
    throw Failure(
      "this template stands on targets that Package.swift does not have: \(missing.joined(separator: ", ")); "
        + "add them, or bring templates of your own with --from DIR")
  }
}

extension Repository {
  /// The manifest in the root; `nil` where there is none.
  var rootManifest: Manifest? { graph.packages.firstIndex { $0.folder == "." }.map { manifests[$0].manifest } }
}

extension Context {
  /// Returns the template of `--from`, or the built-in one.
  func template(builtIn files: [Template.File], _ targets: TemplateTargets) throws -> Template {
    guard let folder = arguments[.newFrom] else { return Template(files: files, targets: targets) }
    var defaults = targets
    (defaults.dependencies, defaults.testDependencies, defaults.arguments) = ([], [], nil)
    return try Template(folder: absolutePath(folder), defaults: defaults)
  }
}
