/// Why a change of a manifest is left to people.
enum FixDoubt: Equatable {
  /// Rules, by their ids, that refuse the import.
  case refused([String])
  /// Targets that would depend on themselves.
  case cycle([String])
  /// Packages that would.
  case packageCycle([String])
  /// All imports are under a condition: this one, and maybe others.
  case conditionalImport(String)
  case conditionalDependency(String)
  case severalProducts
  case noProduct
  /// The package needs another dependency first, whose location cannot be told.
  case noPackage
  /// What the target, or what it would depend on, is.
  case kind(String)
  /// A plugin runs for the target, and may make sources that import what is to go.
  case madeSources
  /// A target that imports what is to go, and has it through this dependency alone.
  case needed(by: String)
  case computed

  var text: String {
    switch self {
    case .refused(let rules): "\(rules.joined(separator: ", ")) \(rules.count == 1 ? "refuses" : "refuse") the import"
    case .cycle(let targets): "the targets would be a cycle: \(targets.joined(separator: " → "))"
    case .packageCycle(let packages): "the packages would be a cycle: \(packages.joined(separator: " → "))"
    case .conditionalImport(let condition): "it is imported under #if \(condition), so the dependency may need a condition too"
    case .conditionalDependency(let condition): "it is declared for a condition (\(condition)), which may be what it is for"
    case .severalProducts: "several products have it"
    case .noProduct: "no library product is known that has it"
    case .noPackage: "the package has to depend on another first, and where that is cannot be told"
    case .kind(let kind): kind
    case .madeSources: "a plugin runs for the target, and may make sources that import it"
    case .needed(let target): "\(target) imports it without declaring it, and has it through this dependency alone"
    case .computed: "the manifest, or this part of it, is computed"
    }
  }
}
