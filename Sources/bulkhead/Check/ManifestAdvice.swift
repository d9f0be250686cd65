import ArchRules
import CommandLine
import PackageGraph

/// The lines that manifests need or can do without, for findings about dependencies.
struct ManifestAdvice {
  private let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  /// The findings, each about a dependency with what to write or to take out.
  func adding(to findings: [Finding]) -> [Finding] {
    findings.map { finding in
      guard let dependency = finding.dependency, let advice = advice(on: dependency, finding) else { return finding }
      var finding = finding
      finding.remedy = advice
      return finding
    }
  }

  private func advice(on dependency: Finding.Dependency, _ finding: Finding) -> String? {
    switch dependency {
    case .missing(let module, let target):
      let addition = repository.addition(of: module, to: target)
      if addition.choices.isEmpty { return nil }
      let choices = addition.choices.map { "\($0.source)," }.joined(separator: " or ")
      let place = "\(name(of: target)) in \(place(of: target))"
      guard let package = addition.package?.source else { return "Add \(choices) to the dependencies of \(place)." }
      return "Add \(package), to the dependencies of the package, and \(choices) to those of \(place)."
    case .needless(let indices, let target):
      guard let manifest = manifest(of: target) else { return nil }
      let lines = indices.map { "\(manifest.dependencies[$0].source)," }
      return "Remove \(Set(lines).sorted().joined(separator: " and ")) from the dependencies of \(name(of: target)) in \(place(of: target))."
    }
  }

  private func name(of target: ModuleID) -> String { repository.graph.modules[target].target ?? repository.graph.modules[target].name }

  private func place(of target: ModuleID) -> String {
    let module = repository.graph.modules[target]
    let path = module.package.map { repository.graph.packages[$0].manifest } ?? ""
    return "\(path)\(module.position.map { ":\($0.line)" } ?? "")"
  }

  private func manifest(of target: ModuleID) -> Manifest.Target? {
    guard let package = repository.graph.modules[target].package else { return nil }
    return repository.manifests[package].manifest.targets.first { $0.name == repository.graph.modules[target].target }
  }
}
