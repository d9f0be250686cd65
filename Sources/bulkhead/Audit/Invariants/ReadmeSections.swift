import Platform
import SwiftImports

extension Invariant {
  static let readmeSections = Invariant(
    id: "README_SECTIONS",
    summary: "Each service and package has a README with its name, what it is, and the sections that all have.",
    reason: "Whoever meets a service for the first time, often while it is failing, finds what to set and what not to expect in the same place.",
    remedy: "Begin with # and the name and a paragraph that says what it is; a service then shows how it is run, and has the sections "
      + "\(sections(.service)); a package has \(sections(.package)).",
    breaches: { subject in
      try subject.services.flatMap { try breaches(in: $0.folder, named: $0.isApp ? $0.folderName : $0.name, .service, subject.files) }
        + subject.packages.flatMap { try breaches(in: $0, named: String(PathText.name($0)), .package, subject.files) }
    })

  private enum Kind: String { case service, package }

  private static func titles(_ kind: Kind) -> [String] {
    switch kind {
    case .service: ["Settings", "What it does not do"]
    case .package: ["What it does not do"]
    }
  }

  private static func sections(_ kind: Kind) -> String { titles(kind).map { "\"## \($0)\"" }.joined(separator: ", ") }

  private static func breaches(in folder: String, named name: String, _ kind: Kind, _ files: AuditedFiles) throws -> [Breach] {
    let path = "\(folder)/README.md"
    guard let lines = try files.lines(path) else { return [Breach(path, "The \(kind.rawValue) \(name) has no README.")] }
    let document = MarkdownDocument(lines: lines)
    var breaches: [Breach] = []
    if lines.first != "# \(name)" { breaches.append(Breach(path, "The first line is not \"# \(name)\".")) }
    if document.sections.first?.lines.first(where: { !$0.isEmpty })?.first.map({ "#|`-<![".contains($0) }) ?? true {
      breaches.append(Breach(path, "No paragraph below the title says what it is."))
    }
    if kind == .service, !document.hasCode { breaches.append(Breach(path, "No block of code shows how it is run.")) }
    for title in titles(kind) {
      guard let section = document.section(title) else {
        let remedy = "Write the section \"## \(title)\"; where there is nothing to tell, a sentence that says so."
        breaches.append(Breach(path, "There is no section \"## \(title)\".", remedy: remedy))
        continue
      }
      let hasContent = section.lines.contains { !$0.allSatisfy(\.isWhitespace) }
      let goesOn = document.sections.first { $0.position.line > section.position.line }.map { $0.level > 2 } ?? false
      if !hasContent && !goesOn { breaches.append(Breach(path, section.position, "The section \"## \(title)\" is empty.")) }
    }
    return breaches
  }
}
