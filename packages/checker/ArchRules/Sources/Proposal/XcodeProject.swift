import PackageGraph
import Platform

/// The modules that an Xcode project builds, as its `project.pbxproj` has them: their names, and the Swift files they are made of.
public struct XcodeProject: Sendable {
  /// A module: a target, or several that build one of the same name, such as an app's for two systems.
  struct Module: Sendable {
    /// The kind of a target, those first that code belongs to where several compile it.
    enum Kind: Int, Sendable {
      case app, library, appExtension, tests
    }
    /// The name that `import` uses.
    let name: String
    var kind: Kind
    /// Whether it is built to be imported: a library, or what the project has tests for.
    var isImported: Bool
    /// The paths of its Swift files, relative to the repository's root.
    var files: Set<String>
    /// The folders of which it compiles whatever is in them.
    var folders: Set<String>
  }

  /// The modules, in the project's order.
  private(set) var modules: [Module] = []
  private let objects: PropertyListText
  /// The paths of the project's files and folders by their ids, relative to the repository's root.
  private var paths: [String: String] = [:]

  /// Reads a project; `nil` where the text is none.
  ///
  /// - Parameter folder: the folder that holds the project, relative to the repository's root; `.` for the root itself.
  public init?(parsing text: [UInt8], in folder: String) {
    guard let root = PropertyListText(parsing: text), let objects = root["objects"], let id = root["rootObject"]?.string,
      let project = objects[id]
    else { return nil }
    self.objects = objects
    let top = PathText.resolve(project["projectDirPath"]?.string ?? "", from: folder == "." ? "" : folder)
    find(project["mainGroup"]?.string, in: top, top: top)
    let targets = project["targets"]?.strings ?? []
    let tested = Set(targets.filter { kind(of: $0) == .tests }.flatMap { dependencies(of: $0) })
    for target in targets { add(target, isTested: tested.contains(target)) }
  }

  private mutating func find(_ id: String?, in folder: String, top: String) {
    guard let id, paths[id] == nil, let object = objects[id] else { return }
    let path = object["path"]?.string ?? ""
    switch object["sourceTree"]?.string {
    case "<group>": paths[id] = PathText.resolve(path, from: folder)
    case "SOURCE_ROOT": paths[id] = PathText.resolve(path, from: top)
    default: return
    }
    for child in object["children"]?.strings ?? [] { find(child, in: paths[id]!, top: top) }
  }

  private mutating func add(_ target: String, isTested: Bool) {
    guard let object = objects[target], let kind = kind(of: target) else { return }
    let phases = (object["buildPhases"]?.strings ?? []).compactMap { objects[$0] }.filter { $0["isa"]?.string == "PBXSourcesBuildPhase" }
    let files = phases.flatMap { $0["files"]?.strings ?? [] }.compactMap { objects[$0]?["fileRef"]?.string }.compactMap { paths[$0] }
    let name = moduleName(of: object)
    let module = Module(
      name: name, kind: kind, isImported: isTested || kind == .library, files: Set(files.filter { $0.hasSuffix(".swift") }),
      folders: Set((object["fileSystemSynchronizedGroups"]?.strings ?? []).compactMap { paths[$0] }))
    guard let same = modules.firstIndex(where: { $0.name == name }) else {
      modules.append(module)
      return
    }
    if kind.rawValue < modules[same].kind.rawValue { modules[same].kind = kind }
    modules[same].isImported = modules[same].isImported || module.isImported
    modules[same].files.formUnion(module.files)
    modules[same].folders.formUnion(module.folders)
  }

  private func kind(of target: String) -> Module.Kind? {
    guard let type = objects[target]?["productType"]?.string, type.hasPrefix("com.apple.product-type.") else { return nil }
    let parts = type.split(separator: ".").dropFirst(3)
    switch parts.first {
    case "application", "tool": return .app
    case "framework", "library": return .library
    case "bundle": return parts.last == "unit-test" || parts.last == "ui-testing" ? .tests : .appExtension
    default: return .appExtension
    }
  }

  private func dependencies(of target: String) -> [String] {
    (objects[target]?["dependencies"]?.strings ?? []).compactMap { objects[$0]?["target"]?.string }
  }

  /// Returns the name of a target's module: what its build settings say, where they say the same for all configurations, or else what its
  /// product is called.
  private func moduleName(of target: PropertyListText) -> String {
    let name = target["name"]?.string ?? ""
    let list = target["buildConfigurationList"]?.string.flatMap { objects[$0] }
    let settings = (list?["buildConfigurations"]?.strings ?? []).compactMap { objects[$0]?["buildSettings"] }
    func setting(_ key: String) -> String? {
      let values = Set(settings.map { $0[key]?.string })
      guard values.count == 1, let value = values.first ?? nil else { return nil }
      if value.hasPrefix("$(TARGET_NAME") && value.hasSuffix(")") { return name }
      return value.contains("$") || value.isEmpty ? nil : value
    }
    let file = target["productReference"]?.string.flatMap { objects[$0]?["path"]?.string }.map { PathText.name($0) }
    let product = file.map { $0.hasSuffix(".a") ? $0.dropFirst($0.hasPrefix("lib") ? 3 : 0) : $0 }
      .map { file in String(file.lastIndex(of: ".").map { file[..<$0] } ?? file) }
    return ModuleName.mangled(setting("PRODUCT_MODULE_NAME") ?? setting("PRODUCT_NAME") ?? product ?? name)
  }
}
