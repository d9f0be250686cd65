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
  /// Packages of the repository, by their folders, that have a module of the name.
  case severalModules([String])
  case noProduct
  /// The package needs another dependency first, whose location cannot be told.
  case noPackage
  /// The package is the root's, or above it.
  case namedByClone
  /// The package is built with another already that SwiftPM would take for the one to be added.
  case sameIdentity(String)
  /// What the target, or what it would depend on, is.
  case kind(String)
  /// A plugin runs for the target, and may make sources that import what is to go.
  case madeSources
  /// A module that imports another, which it has through this dependency alone.
  case needed(by: String, module: String)
  /// A module of which it is not known what it imports, by the finding that says so.
  case unknownImports(of: String, finding: String, path: String)
  /// A rule, by its id, that wants the target to import it.
  case required(String)
  /// The manifest is a link, and what it leads to may be another's too.
  case linkedManifest
  /// The text does not say all, or not plainly where to write.
  case computed

  /// Whether other changes may take it away.
  var isPassing: Bool {
    switch self {
    case .cycle, .packageCycle, .needed, .unknownImports, .severalModules: true
    default: false
    }
  }

  var text: String {
    switch self {
    case .refused(let rules): "\(rules.joined(separator: ", ")) \(rules.count == 1 ? "refuses" : "refuse") the import"
    case .cycle(let targets): "the targets would be a cycle: \(targets.joined(separator: " → "))"
    case .packageCycle(let packages): "the packages would be a cycle: \(packages.joined(separator: " → "))"
    case .conditionalImport(let condition): "it is imported under #if \(condition), so the dependency may need a condition too"
    case .conditionalDependency(let condition): "it is declared for a condition (\(condition)), which may be what it is for"
    case .severalProducts: "several products have it"
    case .severalModules(let packages): "several packages have a module of that name: \(packages.joined(separator: ", "))"
    case .noProduct: "no library product is known that has it"
    case .noPackage: "the package has to depend on another first, and where that is cannot be told"
    case .namedByClone: "SwiftPM names the package by its folder, which each clone may call otherwise"
    case .sameIdentity(let identity): "there would be two packages that SwiftPM calls \(identity)"
    case .kind(let kind): kind
    case .madeSources: "a plugin runs for the target, and may make sources that import it"
    case .needed(let importer, let module): "\(importer) imports \(module) and has it through this dependency alone"
    case .unknownImports(let importer, let finding, let path): "what \(importer) imports is not known while there is \(finding) at \(path)"
    case .required(let rule): "\(rule) requires such an import"
    case .linkedManifest: "the manifest is a symbolic link"
    case .computed: "the manifest, or this part of it, cannot be changed by its text alone"
    }
  }
}
