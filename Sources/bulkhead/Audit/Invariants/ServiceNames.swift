import SwiftImports

extension Invariant {
  static let serviceNames = Invariant(
    id: "SERVICE_NAMES",
    summary:
      "Each service has a service.json, whose name is that of its folder and of its executable product, and which names services that are there.",
    reason: "Images, compose, Kubernetes and the fleet find a service by one name: where it has two, one of them starts nothing.",
    remedy: "Give the folder, \"name\" in service.json and the executable product in Package.swift the same name.",
    breaches: { subject in try subject.services.flatMap { try breaches($0, subject) } })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    guard let name = service.description?.name else {
      return [
        Breach(
          service.descriptionPath, "\(service.folder) has no service.json: nothing knows how the service is run.",
          remedy:
            "Describe the service in \(service.descriptionPath) (docs/schemas/service.schema.json), or move what is no service out of services/.")
      ]
    }
    var breaches: [Breach] = []
    // The app's folder is named as its module is.
    let folder = service.isApp ? service.folderName.lowercased() : service.folderName
    if name != folder { breaches.append(service.lacks("The name is \"\(name)\", but the folder is \(service.folder).")) }
    let known = Set(subject.services.map(\.name))
    for reference in (service.description?.needs ?? []) + (service.description?.calls ?? []) where !known.contains(reference.name) {
      let place = SourcePosition(line: reference.position?.line ?? 1, column: reference.position?.column ?? 1)
      let remedy = "Take it out of \"needs\" or \"calls\", or make the service: bulkhead new service \(reference.name)."
      breaches.append(Breach(service.descriptionPath, place, "\(name) names \(reference.name), which is no service here.", remedy: remedy))
    }
    guard let module = service.module else {
      return breaches + [service.lacks("No manifest has an executable target in \(service.folder).")]
    }
    if service.product != name {
      let target = subject.graph.modules[module].target ?? ""
      let found = service.product.map { "is named \"\($0)\"" } ?? "is not declared"
      breaches.append(
        service.lacks(
          "The executable product of the target \(target) \(found); expected \"\(name)\".",
          remedy: "Declare .executable(name: \"\(name)\", targets: [\"\(target)\"]) among the products of Package.swift."))
    }
    return breaches
  }
}
