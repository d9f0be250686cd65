import ArchRules
import PackageGraph
import Platform

extension Invariant {
  static let archProbe = Invariant(
    id: "ARCH_PROBE",
    summary:
      "Written probes cover each service: imports of the app or another service, of a tool and of what is made for tests, each naming the rule that refuses it.",
    reason:
      "A wall that nobody runs into may have gone: the probes try what a service must not import, and bulkhead probe fails where one gets through.",
    remedy: "Write a file into ArchProbes/: // probe: <the rule that must refuse>, // targets: services/*/Sources, and the imports.",
    breaches: { subject in
      let probes = try ProbeFile.find(in: subject.repository)
      return unnamed(probes, subject) + subject.services.flatMap { breaches($0, probes, subject) }
    })

  /// Probes of services that any rule may refuse.
  private static func unnamed(_ probes: [ProbeFile], _ subject: AuditSubject) -> [Breach] {
    let services = Set(subject.services.compactMap(\.module))
    return probes.filter { $0.expectedRule == nil && !services.isDisjoint(with: $0.modules) }.map {
      Breach($0.path, "The first line does not name the rule: // probe: RULE.")
    }
  }

  private static func breaches(_ service: AuditedService, _ probes: [ProbeFile], _ subject: AuditSubject) -> [Breach] {
    guard let module = service.module else { return [service.lacks("\(service.name) has no target that written probes could speak for.")] }
    let own = probes.filter { $0.modules.contains(module) }
    if own.isEmpty { return [service.lacks("No written probe speaks for \(service.name).")] }
    let imported = Set(own.flatMap(\.source.imports).map(\.module))
    return subject.forbidden(to: service).filter { !$0.modules.isEmpty && imported.isDisjoint(with: $0.modules) }.map { what, modules in
      service.lacks("No written probe of \(service.name) imports \(what): \(modules.sorted().joined(separator: ", ")).")
    }
  }
}

extension AuditSubject {
  /// The modules that a service must not import, by kind.
  fileprivate func forbidden(to service: AuditedService) -> [(what: String, modules: Set<String>)] {
    let processes = Set(services.filter { $0.folder != service.folder }.compactMap(\.module))
    let own = Set(services.compactMap(\.module))
    let targets = graph.modules.indices.filter { graph.modules[$0].origin == .repository && !graph.modules[$0].isTest }
    let tools = targets.filter { id in
      let module = graph.modules[id]
      return module.kind == .executable && !own.contains(id) && module.folder.map { PathText.contains("Sources", $0) } == true
    }
    let testLibraries = targets.filter { isForTestsAlone($0) }
    func names(_ ids: some Sequence<ModuleID>) -> Set<String> { Set(ids.map { graph.modules[$0].name }) }
    return [
      (service.isApp ? "a service" : "the app or another service", names(processes)), ("a tool", names(tools)),
      ("what is made for tests", names(testLibraries)),
    ]
  }
}
