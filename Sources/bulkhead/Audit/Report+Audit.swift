import ArchRules

extension Report {
  /// The report of an audit.
  init(findings: [Finding], invariants: [Invariant], subject: AuditSubject) {
    let services = subject.services.count
    let scope = "\(Self.count(services, "service")), \(Self.count(subject.packages.count, "package"))"
    let held = invariants.count == 1 ? "The invariant holds" : "All \(invariants.count) invariants hold"
    let noted = services == 0 ? "; \(AuditSubject.whereServicesAre)" : ""
    self.init(
      command: "audit", findings: findings, criteria: invariants.map(Criterion.init), source: "bulkhead audit",
      counts: [Count("invariants", invariants.count), Count("services", services), Count("packages", subject.packages.count)],
      summary: findings.isEmpty
        ? "\(held): \(scope)\(noted)."
        : "\(Self.count(findings.errors, "error")): \(Self.count(invariants.count, "invariant")), \(scope)\(noted).")
  }
}

extension Report.Criterion {
  init(_ invariant: Invariant) {
    self.init(id: invariant.id, title: invariant.summary, reason: invariant.reason, help: "How to mend it: \(invariant.remedy)")
  }
}
