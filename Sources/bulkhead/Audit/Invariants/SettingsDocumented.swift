import JSON
import PackageGraph
import ServiceDescription
import SwiftImports

extension Invariant {
  static let settingsDocumented = Invariant(
    id: "SETTINGS_DOCUMENTED",
    summary: "Each setting that a service reads is in its settings.json, which a test holds current, in its README's table and in .env.example.",
    reason: "Whoever runs a service sets what is written down; a setting that only the code knows is found during an outage.",
    remedy: "Let the service print settings.json (--print-env=own), and run bulkhead sync, which makes the tables and .env.example of it.",
    breaches: { subject in try subject.services.flatMap { try breaches($0, subject) } })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    let breaches = try readAside(service, subject) + service.contractBreaches(.all, subject)
    guard let document = try DocumentedSettings(of: service, subject) else {
      let remedy = "Write it: \(service.name) --print-env=own > \(service.folder)/settings.json."
      return breaches + [service.lacks("There is no \(service.folder)/settings.json.", remedy: remedy)]
    }
    let declared = try subject.declaredSettings(of: service)
    return try breaches + undeclared(document, declared, service) + undocumented(declared, document)
      + tableBreaches(document, service, subject.files) + exampleBreaches(document, service, subject.files)
  }

  /// Settings that are read past the reader, which documents them.
  private static func readAside(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    guard let module = service.module else { return [] }
    return try subject.repository.sources[module].flatMap { file in
      try ProcessAccess.uses(in: subject.files.tokens(file.path), of: [.environment]).filter { !$0.text.hasPrefix("CommandLine") }.map { use in
        Breach(
          file.path, use.token.position, "\(service.name) reads the environment past its settings: \(use.text).",
          remedy: "Declare the setting in the service's ServiceSettings, which documents what it reads.")
      }
    }
  }

  private static func undocumented(_ declared: [DeclaredSetting], _ document: DocumentedSettings) -> [Breach] {
    declared.compactMap { setting in
      guard let key = setting.key else {
        return Breach(
          setting.path, setting.position, "The key of this setting is not written as a plain literal, so nobody can tell what is read.",
          remedy: "Write the key as a string in the call.")
      }
      if document.own.contains(where: { $0.key == key }) { return nil }
      return Breach(setting.path, setting.position, "\(key) is read here, but is no setting of the service's own in \(document.path).")
    }
  }

  private static func undeclared(_ document: DocumentedSettings, _ declared: [DeclaredSetting], _ service: AuditedService) -> [Breach] {
    let keys = Set(declared.compactMap(\.key))
    // Of a call without a literal nobody knows which setting it reads.
    if declared.contains(where: { $0.key == nil }) { return [] }
    return document.own.filter { !keys.contains($0.key) }.map { setting in
      Breach(document.path, setting.position, "\(setting.key) is a setting of \(service.name)'s own here, but none of its sources reads it.")
    }
  }

  private static func tableBreaches(_ document: DocumentedSettings, _ service: AuditedService, _ files: AuditedFiles) throws -> [Breach] {
    let path = "\(service.folder)/README.md"
    guard let lines = try files.lines(path) else { return [] }
    let readme = MarkdownDocument(lines: lines)
    guard let section = readme.section("Settings") else {
      return document.own.isEmpty ? [] : [Breach(path, "There is no section \"## Settings\" with a table of the settings.")]
    }
    let rows = readme.rows(below: section)
    let missing = document.own.filter { setting in !rows.contains { $0.keys.contains(setting.key) } }.map { setting in
      Breach(path, section.position, "The table of settings has no row for `\(setting.key)`.")
    }
    let surplus = rows.flatMap { row in
      row.keys.filter { !document.all.contains($0) }.map { key in
        Breach(path, row.position, "`\(key)` is no setting of \(service.name): \(document.path) does not have it.")
      }
    }
    return missing + surplus
  }

  private static func exampleBreaches(_ document: DocumentedSettings, _ service: AuditedService, _ files: AuditedFiles) throws -> [Breach] {
    if document.own.isEmpty { return [] }
    let path = ".env.example"
    guard let lines = try files.lines(path) else { return [Breach(path, "There is no .env.example, which lists the settings of \(service.name).")] }
    return document.own.filter { setting in !lines.contains { Self.assigns($0, setting.key) } }.map { setting in
      Breach(path, "\(setting.key) of \(service.name) is not listed.")
    }
  }

  /// `KEY=…`, also as a comment.
  private static func assigns(_ line: String, _ key: String) -> Bool { line.drop { $0 == "#" || $0 == " " }.hasPrefix("\(key)=") }
}

/// The settings of a service, as its settings.json lists them, with their places.
private struct DocumentedSettings {
  struct Setting {
    var key: String
    var position: SourcePosition
  }

  let path: String
  /// Those that the service itself declares.
  let own: [Setting]
  let all: Set<String>

  /// `nil` where there is no such file.
  init?(of service: AuditedService, _ subject: AuditSubject) throws {
    path = "\(service.folder)/settings.json"
    guard let document = try subject.settings(of: service), let bytes = try subject.files.bytes(path) else { return nil }
    // The address of another service is passed to whoever calls it, whether it has a setting for that or not.
    let addresses = service.description?.calls.map { ServiceDescription.addressVariable(of: $0.name) } ?? []
    all = Set(document.settings.flatMap { $0.isSecret ? [$0.key, "\($0.key)_FILE"] : [$0.key] } + addresses)
    let values = try JSONValue(parsing: bytes)["settings"]?.array ?? []
    own = zip(document.settings, values).filter { $0.0.isOwn }.map { setting, value in
      let place = value["key"]?.position
      return Setting(key: setting.key, position: SourcePosition(line: place?.line ?? 1, column: place?.column ?? 1))
    }
  }
}
