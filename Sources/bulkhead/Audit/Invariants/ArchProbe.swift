import ArchRules
import PackageGraph
import SwiftImports

extension Invariant {
  static let archProbe = Invariant(
    id: "ARCH_PROBE",
    summary:
      "Each service has written probes: imports of the app or another service, of a tool and of TestSupport, each naming the rule that refuses it.",
    reason:
      "A wall that nobody runs into may have gone: the probes try what a service must not import, and bulkhead probe fails where one gets through.",
    remedy: "Write a file into ArchProbes/ with two lines: // probe: <the rule that must refuse it>, and the import.",
    judge: { subject in try subject.services.flatMap { try breaches($0, subject) } })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    let folder = "\(service.folder)/\(ProbeFiles.folderName)"
    let paths = try subject.files.files(below: folder).filter { $0.hasSuffix(".swift") }
    if paths.isEmpty { return [service.lacks("\(folder) has no written probes.")] }
    var imported: Set<String> = []
    var breaches: [Breach] = []
    for path in paths {
      let bytes = try subject.files.bytes(path) ?? []
      imported.formUnion(ImportScanner.scan(bytes).imports.map(\.module))
      if WrittenProbe.expectedRule(in: bytes) == nil { breaches.append(Breach(path, "The first line does not name the rule: // probe: RULE.")) }
    }
    for (what, modules) in subject.forbidden(to: service) where !modules.isEmpty && imported.isDisjoint(with: modules) {
      breaches.append(service.lacks("No probe in \(folder) imports \(what): \(modules.sorted().joined(separator: ", "))."))
    }
    return breaches
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
      return module.kind == .executable && !own.contains(id) && module.folder.map { Path.contains("Sources", $0) } == true
    }
    let testLibraries = targets.filter { isForTestsAlone($0) }
    func names(_ ids: some Sequence<ModuleID>) -> Set<String> { Set(ids.map { graph.modules[$0].name }) }
    return [
      (service.isApp ? "a service" : "the app or another service", names(processes)), ("a tool", names(tools)),
      ("what is made for tests", names(testLibraries)),
    ]
  }
}
