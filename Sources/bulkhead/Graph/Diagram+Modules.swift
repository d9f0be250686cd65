import ArchRules
import PackageGraph
import Platform

extension Diagram {
  /// A box for each visible module, or one for each group.
  ///
  /// - Throws: `Failure` where `options.focus` is no module of the graph.
  init(_ subject: GraphSubject, _ options: GraphOptions) throws {
    let selection = try GraphSelection(subject, options)
    self = options.collapsesGroups ? Diagram(groupsOf: subject, selection, options) : Diagram(modulesOf: subject, selection, options)
    title = Diagram.title(subject, selection, options)
  }

  private init(modulesOf subject: GraphSubject, _ selection: GraphSelection, _ options: GraphOptions) {
    let visible = subject.graph.modules.indices.filter { selection.isVisible[$0] }
    let labels = Diagram.labels(of: visible, in: subject)
    var place: [ModuleID: Int] = [:]
    var nodes: [Node] = []
    for (module, label) in zip(visible, labels) {
      place[module] = nodes.count
      nodes.append(
        Node(
          label: label, details: Diagram.details(of: module, in: subject, options), group: subject.groups[module].first,
          shape: Shape(subject.graph.modules[module]), violations: subject.moduleFindings[module]))
    }
    let edges: [Edge] = subject.edges.compactMap { edge in
      guard let from = place[edge.from], let to = place[edge.to] else { return nil }
      let details = edge.details(
        from: subject.graph.modules[edge.from].name, to: subject.graph.modules[edge.to].name, withPlaces: !options.isStable)
      return Edge(from: from, to: to, kind: edge.kind, count: edge.importCount, details: details, violations: edge.violations)
    }
    self.init(title: "", groups: subject.groupNames, nodes: nodes, edges: edges)
  }

  /// The modules' names; where several share one, each with the last part of its package's folder, or all of it where that is not enough.
  private static func labels(of modules: [ModuleID], in subject: GraphSubject) -> [String] {
    let folder = { (id: ModuleID) in
      let module = subject.graph.modules[id]
      return module.package.map { subject.graph.packages[$0].folder } ?? module.origin.rawValue
    }
    let namesakes = Dictionary(grouping: modules) { subject.graph.modules[$0].name }
    return modules.map { id in
      let name = subject.graph.modules[id].name
      let folders = namesakes[name]!.map(folder)
      if folders.count == 1 { return name }
      let isShortEnough = Set(folders.map { PathText.name($0) }).count == folders.count
      return "\(name) (\(isShortEnough ? String(PathText.name(folder(id))) : folder(id)))"
    }
  }

  static func title(_ subject: GraphSubject, _ selection: GraphSelection, _ options: GraphOptions) -> String {
    let visible = subject.graph.modules.indices.filter { selection.isVisible[$0] }
    let edges = subject.edges.filter { selection.isVisible[$0.from] && selection.isVisible[$0.to] }
    let targets = visible.count { subject.graph.modules[$0].origin == .repository }
    let violations = edges.count { !$0.violations.isEmpty } + visible.count { !subject.moduleFindings[$0].isEmpty }
    let focus = options.focus.map { "around \($0): " } ?? ""
    let imports = options.isStable ? [] : [(edges.reduce(0) { $0 + $1.importCount }, "import")]
    // What each new target or import would change is left out of a drawing of groups that is to be stable.
    let shown = options.isStable && options.collapsesGroups ? [] : [(targets, "target")]
    let counts = shown + imports + [(violations, "violation")]
    return focus + counts.map { Report.count($0.0, $0.1) }.joined(separator: ", ")
  }

  private static func details(of id: ModuleID, in subject: GraphSubject, _ options: GraphOptions) -> [String] {
    let module = subject.graph.modules[id]
    var lines: [String] = []
    if let package = module.package, let target = module.target, let kind = module.kind {
      lines.append("\(kind.rawValue) target \(target) of package \(subject.graph.packages[package].name)")
    } else {
      lines.append(module.provenance)
    }
    if let folder = module.folder {
      lines.append(options.isStable ? folder : "\(folder), \(Report.count(module.fileCount, "Swift file"))")
    }
    if !subject.groups[id].isEmpty { lines.append("in " + subject.groups[id].map { subject.groupNames[$0] }.joined(separator: ", ")) }
    return lines + subject.moduleFindings[id].map(\.sentence)
  }
}

extension Module {
  /// Where a module comes from that is no target of a manifest at hand, in words.
  var provenance: String {
    switch origin {
    case .product:
      isAssumed
        ? "product \(name) of the package \(identity ?? name), whose modules are not known"
        : "module of the package \(identity ?? name)\(target.map { ", product \($0)" } ?? ", in no product")"
    case .platform: "module of the toolchain or the platform"
    case .unknown: "module of which nothing is known"
    case .repository, .checkout: "module of folders, without a manifest"
    }
  }
}

extension Diagram.Shape {
  init(_ module: Module) {
    guard module.origin == .repository, let kind = module.kind else {
      self = .external
      return
    }
    self =
      switch kind {
      case .library: .library
      case .executable: .executable
      case .test: .test
      case .plugin: .plugin
      case .macro: .macro
      case .system: .system
      case .binary: .binary
      }
  }
}

extension Violation {
  var sentence: String { "\(severity == .error ? "breaks" : "warned of by") \(rule)" }
}

extension ModuleEdge {
  /// Places where a source imports the module or names it as a macro's implementation.
  var importCount: Int { places.count { $0.kind != .canImport } }

  /// What the edge is, and where it comes from: enough places to go and look.
  func details(from: String, to: String, withPlaces: Bool = true) -> [String] {
    let shown = 8
    var lines: [String]
    switch kind {
    case .imported: lines = ["\(from) imports \(to)"]
    case .asked: lines = ["\(from) asks canImport(\(to))"]
    case .declared: lines = ["\(from) declares \(to) and does not import it"]
    case .plugin: lines = ["\(from) has \(to) run as a build tool plugin"]
    }
    lines += violations.map(\.sentence)
    if !withPlaces { return lines }
    lines += places.prefix(shown).map { place in
      "\(place.path):\(place.position.line):\(place.position.column)" + (place.isExported ? " @_exported" : "")
        + (place.condition.map { " #if \($0)" } ?? "")
    }
    if places.count > shown { lines.append("and \(places.count - shown) more") }
    return lines
  }
}
