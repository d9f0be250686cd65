import YAML

extension Invariant {
  static let healthEndpoints = Invariant(
    id: "HEALTH_ENDPOINTS",
    summary: "Each service's tests hold the real process to what fleet verify looks at, health among it, and Kubernetes asks /livez and /readyz.",
    reason: "Orchestrators act on what these endpoints say: one that is missing or lies keeps broken processes in service and restarts sound ones.",
    remedy: "Write a test of the service with #expect(try await ServiceContract.brokenClauses(of: \"<name>\") == []); "
      + "give its container livenessProbe (/livez), readinessProbe (/readyz) and startupProbe.",
    breaches: { subject in try subject.services.flatMap { try $0.contractBreaches(.all, subject) + probeBreaches($0, subject) } })

  static let readinessGatesLocally = Invariant(
    id: "READINESS_GATES_LOCALLY",
    summary: "Each service's tests prove that it stops taking work by itself once SIGTERM has come; a worker's, that it claims nothing more.",
    reason: "No orchestrator can take a queue away from a worker that drains: what it claims then is cut off with it, and done twice or never.",
    remedy: "Start work behind context.intake alone. Prove it in a test of the service: fleet verify for every service "
      + "(ServiceContract.brokenClauses), and for a worker #expect(try await ServiceContract.claimsWhileDraining(of: process) { … } == []).",
    breaches: { subject in
      try subject.services.flatMap { service in
        try service.contractBreaches(.all, subject) + (service.isWorker ? service.contractBreaches(.claimsNothing, subject) : [])
      }
    })
}

extension Invariant {
  private static func probeBreaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    try subject.workloads(of: service).filter(\.isWhole).flatMap { workload -> [Breach] in
      guard let container = workload.containers.first else { return [] }
      return [("livenessProbe", ["/livez"]), ("readinessProbe", ["/readyz"]), ("startupProbe", ["/livez", "/readyz"])].compactMap { name, paths in
        guard let probe = container.entry(name) else { return Breach(workload.path, container.place, "\(service.name) has no \(name).") }
        let path = probe.value["httpGet"]?["path"]
        if let text = path?.string, paths.contains(text) { return nil }
        let found = path?.string ?? "no path of httpGet"
        return Breach(workload.path, (path ?? probe.value).place, "\(name) of \(service.name) asks \(found), not \(paths[0]).")
      }
    }
  }
}

extension AuditedService {
  /// What keeps the service's tests from proving that it keeps a clause.
  func contractBreaches(_ clauses: ContractCall.Clauses, _ subject: AuditSubject) throws -> [Breach] {
    let calls = try subject.calls(clauses, of: self)
    // A worker's process is a value, whose name is not told.
    let own = calls.filter { clauses == .claimsNothing || $0.service == name }
    if own.contains(where: { $0.flaw == nil }) { return [] }
    if let call = own.first, let flaw = call.flaw {
      return [Breach(call.path, call.position, "ServiceContract.\(clauses.rawValue) proves nothing for \(name) here. \(flaw)")]
    }
    if let call = calls.first {
      let found = call.service.map { "names \"\($0)\"" } ?? "names no service in a literal"
      return [Breach(call.path, call.position, "ServiceContract.\(clauses.rawValue) \(found); expected \"\(name)\".")]
    }
    return [lacks("No test of \(name) calls ServiceContract.\(clauses.rawValue).")]
  }
}
