import ArchRules
import CommandLine
import PackageGraph

extension Commands {
  static let audit = RepositoryCommand(
    name: "audit",
    summary: "check that every service has what a service must have",
    details: """
      Reads the repository as it is committed (manifests, sources, service.json, Dockerfiles, compose, Kubernetes, workflows,
      READMEs) and judges it by the invariants that docs/audit.md explains. Services are the folders of services/, and whatever
      under Sources/ has a service.json.

      What cannot be judged, such as a file that cannot be read or parsed, is an error, never a pass.

      Exit codes: 0 the invariants hold, 1 there are findings, 2 something could not be judged.
      """,
    options: [.reportFormat, .output, .invariants, .listInvariants],
    examples: [
      ("bulkhead audit", "judge the repository that the current folder is in"),
      ("bulkhead audit --only NON_ROOT,GRACE_EXCEEDS_DRAIN", "judge by two of the invariants"),
      ("bulkhead audit --list", "list the invariants; bulkhead explain NON_ROOT tells more of one"),
    ],
    run: { context in
      let invariants = try selected(context)
      if context.arguments.has(.listInvariants) {
        for invariant in invariants { context.output.writeLine("\(invariant.id)\n  \(invariant.summary)") }
        return .success
      }
      let repository = try context.loadRepository()
      context.progress.begin("judging by the invariants")
      let subject = try AuditSubject(context, repository)
      let findings = try findings(of: invariants, in: subject)
      let report = Report(findings: findings, invariants: invariants, subject: subject)
      try context.write(report)
      return report.code
    })

  /// The invariants of `--only`, or all.
  private static func selected(_ context: Context) throws -> [Invariant] {
    guard let given = context.arguments[.invariants] else { return Invariant.all }
    let ids = given.split(separator: ",").map(String.init)
    let known = Invariant.all.map(\.id)
    if let unknown = ids.first(where: { !known.contains($0) }) { throw UsageError.unknown("invariant", unknown, of: known) }
    return Invariant.all.filter { ids.contains($0.id) }
  }

  /// Throws every reason why something could not be judged.
  private static func findings(of invariants: [Invariant], in subject: AuditSubject) throws -> [Finding] {
    var findings: [Finding] = []
    var mistakes: [String] = []
    for invariant in invariants {
      do {
        findings += try invariant.breaches(subject).map { $0.finding(of: invariant) }
      } catch let failure as Failure where !mistakes.contains(failure.description) {
        mistakes.append(failure.description)
      } catch is Failure {
        // Another invariant has met the same.
      }
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    return findings.sorted(by: Finding.isBefore)
  }
}

extension Option {
  static let invariants = Option.value("--only", "ID[,ID…]", "judge by these invariants alone")
  static let listInvariants = Option.flag("--list", "print the invariants, and judge nothing")
}
