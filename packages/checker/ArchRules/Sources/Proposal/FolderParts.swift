import PackageGraph
import Platform

/// The parts of a repository: its targets, save tests, by the folders that hold several of them.
///
/// The folders of SwiftPM's layout are skipped, those that hold any kind of package (`Packages`, `Modules`) are looked into, and a folder
/// whose members are alike (`Features`, `Services`) is one part, whatever is in it.
struct FolderParts {
  /// A part.
  struct Part {
    /// The name of its folder.
    var name: String
    var members: [ModuleID] = []
    /// The folder that its members' folders are all in, relative to the root; `nil` where there are several.
    var folder: String?
    /// The member folders: the targets in each folder of the part, in order of names.
    var units: [[ModuleID]] = []
    /// Whether the folder's name says that its members are alike.
    var isOfPeers = false
  }

  private struct Node {
    var name: String
    var folders: Set<String> = []
    var children: [Int] = []
    var targets: [ModuleID] = []
    var count = 0
    var isPackage = false
  }

  private(set) var parts: [Part] = []
  private var nodes = [Node(name: "")]
  /// The number of folders directly above others that may still be looked into.
  private static let depth = 4

  init(of targets: [ModuleID], in graph: ModuleGraph) {
    let packages = Set(graph.packages.filter { !$0.isExternal && $0.folder != "." }.map(\.folder))
    for target in targets { insert(target, graph.modules[target], packages) }
    divide(0, depth: 0)
    parts.sort { $0.members[0] < $1.members[0] }
  }

  private mutating func insert(_ target: ModuleID, _ module: Module, _ packages: Set<String>) {
    let segments = (module.folder ?? ".").split(separator: "/").filter { $0 != "." }
    var path: [(name: String, folder: String)] = []
    for (index, segment) in segments.enumerated() where !FolderWords.layout.contains(FolderWords.plain(segment)) {
      path.append((String(segment), segments[...index].joined(separator: "/")))
    }
    if path.isEmpty { path = [(module.name, segments.joined(separator: "/"))] }
    var node = 0
    nodes[0].count += 1
    for step in path {
      if let child = nodes[node].children.first(where: { nodes[$0].name == step.name }) {
        node = child
      } else {
        nodes.append(Node(name: step.name))
        nodes[node].children.append(nodes.count - 1)
        node = nodes.count - 1
      }
      nodes[node].folders.insert(step.folder)
      nodes[node].count += 1
      if packages.contains(step.folder) { nodes[node].isPackage = true }
    }
    nodes[node].targets.append(target)
  }

  private mutating func divide(_ node: Int, depth: Int) {
    let children = nodes[node].children.sorted { nodes[$0].name < nodes[$1].name }
    let word = FolderWords.plain(nodes[node].name[...])
    // Many packages beside one another are members of one part, a few large ones are parts.
    let isCrowded = children.count { nodes[$0].isPackage } > 4
    let containers = children.filter { child in
      let inner = nodes[child].children.count
      if FolderWords.peers.contains(FolderWords.plain(nodes[child].name[...])) { return nodes[child].count > 1 && inner > 1 }
      return nodes[child].isPackage ? !isCrowded && nodes[child].count > 3 : nodes[child].count > 1 && (inner > 1 || hasContainer(child))
    }
    let isWhole =
      node != 0
      && (depth == FolderParts.depth || FolderWords.peers.contains(word) || nodes[node].isPackage || containers.isEmpty
        || (containers.count < 2 && !FolderWords.structure.contains(word)))
    if isWhole {
      add(node, children)
      return
    }
    for container in containers { divide(container, depth: depth + 1) }
    add(node, children.filter { !containers.contains($0) })
  }

  private func hasContainer(_ node: Int) -> Bool { nodes[node].children.contains { nodes[$0].children.count > 1 } }

  private mutating func add(_ node: Int, _ children: [Int]) {
    var part = Part(name: nodes[node].name)
    part.units = (nodes[node].targets.isEmpty ? [] : [nodes[node].targets]) + children.map { targets(below: $0) }
    part.members = part.units.joined().sorted()
    if part.members.isEmpty { return }
    part.isOfPeers = FolderWords.peers.contains(FolderWords.plain(part.name[...]))
    let folders = children.flatMap { nodes[$0].folders }
    let parents = Set(folders.map { PathText.parent($0) })
    if nodes[node].targets.isEmpty, parents.count == 1, let parent = parents.first, !parent.isEmpty { part.folder = parent }
    if node == 0 {
      let tops = Set(folders.map { (folder: String) in String(folder.prefix { $0 != "/" }) })
      part.name = children.allSatisfy { nodes[$0].isPackage } ? "packages" : tops.count == 1 ? tops.first! : "libraries"
      if tops.count == 1, children.count == 1 { part.name = tops.first! }
    }
    parts.append(part)
  }

  private func targets(below node: Int) -> [ModuleID] { nodes[node].targets + nodes[node].children.flatMap { targets(below: $0) } }
}
