import SwiftImports

extension Invariant {
  static let imagePerService = Invariant(
    id: "IMAGE_PER_SERVICE",
    summary: "Each service has a Dockerfile, whose process is its program without a shell between, and make images builds it.",
    reason: "A service without an image of its own cannot be deployed alone; behind a shell it never gets the SIGTERM that tells it to drain.",
    remedy: "Run bulkhead sync, which writes each service's Dockerfile and the list that make images reads.",
    breaches: { subject in
      try subject.services.flatMap { try breaches($0, subject) } + makeBreaches(subject)
    })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    guard let file = try subject.dockerfile(of: service) else { return [service.lacks("There is no \(service.folder)/Dockerfile.")] }
    guard let entry = file.lineage(of: file.final).lazy.compactMap({ $0.last("ENTRYPOINT") }).first else {
      return [Breach(file.path, file.final.position, "The last stage has no ENTRYPOINT.")]
    }
    if !entry.isExecForm {
      return [Breach(file.path, entry.position, "A shell starts \(service.name), and keeps its signals: ENTRYPOINT is no JSON list.")]
    }
    let program = entry.text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first ?? ""
    let name = program.split(separator: "/").last ?? ""
    if name != service.name { return [Breach(file.path, entry.position, "ENTRYPOINT starts \(program), not \(service.name).")] }
    return []
  }

  private static func makeBreaches(_ subject: AuditSubject) throws -> [Breach] {
    if subject.services.isEmpty { return [] }
    guard let makefile = try subject.makefile() else { return [Breach("Makefile", "There is no Makefile, so no make images.")] }
    guard let rule = makefile.rule("images") else {
      return [Breach(makefile.path, "There is no target images.", remedy: "Write a target images that builds every image.")]
    }
    let texts = try FileMentions(files: subject.files).reached(from: rule.commands.map(\.text).joined(separator: "\n"))
    return subject.services.compactMap { service in
      let path = "\(service.folder)/Dockerfile"
      if texts.contains(where: { FileMentions.names(path, in: $0) }) { return nil }
      return Breach(makefile.path, rule.position, "make images leaves \(service.name) out: neither it nor what it runs names \(path).")
    }
  }
}
