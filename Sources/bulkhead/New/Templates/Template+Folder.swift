import CommandLine
import JSON
import Platform

extension Template {
  static let settingsFile = "template.json"

  /// Reads a team's own template: every file of the folder, and the targets in its `template.json`.
  ///
  /// - Parameter defaults: The targets' properties that `template.json` leaves out.
  init(folder: String, defaults: TemplateTargets) throws {
    guard try Platform.File.status(folder)?.kind == .folder else { throw Failure("--from \(folder): there is no such folder") }
    files = []
    origin = folder
    targets = defaults
    try collect("", folder)
    if files.isEmpty { throw Failure("--from \(folder): there is no file in it to make anything of") }
    let path = "\(folder)/\(Self.settingsFile)"
    guard try Platform.File.status(path) != nil else { return }
    do {
      let value = try JSONValue(parsing: Platform.File.read(path))
      targets = try JSONFields.read(value) { fields in TemplateTargets(from: &fields, defaults: defaults) }
    } catch let error as JSONMistakes {
      throw Failure(placed: error.described(in: path))
    } catch let error as JSONError {
      throw Failure(placed: "\(path):\(error)")
    }
  }

  private mutating func collect(_ inner: String, _ folder: String) throws {
    for entry in try Folder.entries(inner.isEmpty ? folder : "\(folder)/\(inner)") {
      let path = inner.isEmpty ? entry.name : "\(inner)/\(entry.name)"
      switch entry.kind {
      case .folder where entry.name != ".git": try collect(path, folder)
      case .file where path != Self.settingsFile && entry.name != ".DS_Store":
        files.append(File(path, try Platform.File.read("\(folder)/\(path)")))
      case .link, .other: throw Failure(placed: "\(folder)/\(path): templates are files; this is none")
      default: break
      }
    }
  }
}

extension TemplateTargets {
  fileprivate init(from fields: inout JSONFields, defaults: TemplateTargets) {
    fields.ignore("$schema")
    _ = fields.int("version", in: 1...1)
    sources = fields.string("sources", default: defaults.sources, length: 1...1000)
    tests = fields.string("tests", default: defaults.tests, length: 1...1000)
    dependencies = fields.strings("dependencies", default: [])
    testDependencies = fields.strings("testDependencies", default: [])
    arguments = fields.optionalString("arguments", length: 1...1000)
  }
}
