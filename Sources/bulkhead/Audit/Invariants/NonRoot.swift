import SwiftImports
import YAML

extension Invariant {
  static let nonRoot = Invariant(
    id: "NON_ROOT",
    summary: "Each image runs as a user with a number that is not 0, and compose and Kubernetes run it as no other.",
    reason: "What breaks out of a process that is root is root; and only of a number can Kubernetes tell that it is not root's (runAsNonRoot).",
    remedy: "End the last stage of the Dockerfile with USER 1001:1001, and give runAsUser and user the same number.",
    breaches: { subject in try subject.services.flatMap { try breaches($0, subject) } })

  private static func breaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    guard let file = try subject.dockerfile(of: service) else { return [] }
    guard let user = file.lineage(of: file.final).lazy.compactMap({ $0.last("USER") }).first else {
      return [Breach(file.path, file.final.position, "The last stage has no USER, so \(service.name) runs as whatever its base says, mostly root.")]
    }
    let text = file.substituted(user.text, in: file.final)
    guard let number = ContainerUser(text) else {
      return [Breach(file.path, user.position, "The user of \(service.name) is \(text), which is no number.")]
    }
    if number.isRoot { return [Breach(file.path, user.position, "\(service.name) runs as root.")] }
    return try composeBreaches(service, number, subject) + kubernetesBreaches(service, number, subject)
  }

  private static func composeBreaches(_ service: AuditedService, _ user: ContainerUser, _ subject: AuditSubject) throws -> [Breach] {
    try subject.composeServices(of: service).compactMap { composed in
      guard let value = composed.value["user"] else { return nil }
      let text = value.text ?? ""
      if let other = ContainerUser(text), other.user == user.user { return nil }
      return Breach(composed.path, value.place, "\(service.name) runs as \(text) here, but its image has \(user.user).")
    }
  }

  private static func kubernetesBreaches(_ service: AuditedService, _ user: ContainerUser, _ subject: AuditSubject) throws -> [Breach] {
    try subject.workloads(of: service).filter(\.isWhole).flatMap { workload -> [Breach] in
      workload.containers.flatMap { container -> [Breach] in
        let contexts = [container["securityContext"], workload.pod["securityContext"]]
        func setting(_ key: String) -> YAML? { contexts.lazy.compactMap { $0?[key] }.first }
        var breaches: [Breach] = []
        if setting("runAsNonRoot")?.bool != true {
          breaches.append(
            Breach(
              workload.path, (setting("runAsNonRoot") ?? container).place, "Kubernetes may run \(service.name) as root: runAsNonRoot is not true."))
        }
        if let number = setting("runAsUser"), number.int != user.user {
          let found = number.text ?? "no number"
          breaches.append(Breach(workload.path, number.place, "runAsUser of \(service.name) is \(found), but its image has \(user.user)."))
        }
        return breaches
      }
    }
  }
}
