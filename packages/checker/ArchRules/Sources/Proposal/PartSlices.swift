import PackageGraph

/// The slices of a part: what its targets are called at the end (`LoginFeature`, `HomeFeature`), or the folder that each has within a member
/// folder (`Services/*/Client`); where neither says anything, a few storeys
/// of its imports, each called by its members.
struct PartSlices {
  struct Slice {
    /// The name, without the part's.
    var name: String
    var members: [ModuleID]
    /// The words that the names of its members end in; none where it was not made by those.
    var endings: [String] = []
    /// What the slice was made by, as the end of a sentence.
    var why: String
  }

  private(set) var slices: [Slice] = []
  /// Whether folders or names say what the slices are.
  private(set) var areNamed = true

  /// The most slices of a part.
  private static let limit = 6
  /// Last words of names that say what a target is to others, so that two of them are enough.
  private static let telling: Set = [
    "Interface", "Interfaces", "API", "Live", "Core", "UI", "Client", "Server", "Feature", "Models", "Middleware", "Plugin",
  ]

  /// Last words of names that say nothing of what a target is.
  private static let vague: Set = ["Helper", "Helpers", "Utils", "Utilities", "Support", "Extensions", "Kit", "Swift", "Lib", "Library", "Module"]

  /// - Parameter members: the part's targets that are built into what ships.
  init(of members: [ModuleID], in part: FolderParts.Part, _ graph: ModuleGraph, _ edges: [(from: ModuleID, to: ModuleID)]) {
    let inner = PartSlices.byInnerFolder(members, part, graph)
    let ended = PartSlices.byEnding(members, graph)
    if let best = [inner, ended].first(where: { PartSlices.say($0, of: members) }) {
      slices = PartSlices.ordered(best, edges)
    } else if !part.isOfPeers {
      slices = PartSlices.storeys(of: members, graph, edges)
      areNamed = false
    }
  }

  /// Returns the slices, those as one that import one another without any order.
  private static func ordered(_ slices: [Slice], _ edges: [(from: ModuleID, to: ModuleID)]) -> [Slice] {
    GroupOrder(of: slices.map(\.members), edges).layers.joined().map { places in
      let merged = places.map { slices[$0] }
      if merged.count == 1 { return merged[0] }
      return Slice(
        name: merged.map(\.name).joined(separator: "-and-"), members: merged.flatMap(\.members).sorted(), endings: merged.flatMap(\.endings),
        why: "\(merged.map(\.why).joined(separator: ", or ")), and these import one another")
    }
  }

  /// Whether slices are several, and hold enough of the part to speak of it.
  private static func say(_ slices: [Slice], of members: [ModuleID]) -> Bool {
    slices.count > 1 && slices.reduce(0) { $0 + $1.members.count } * 2 >= members.count
  }

  private static func byInnerFolder(_ members: [ModuleID], _ part: FolderParts.Part, _ graph: ModuleGraph) -> [Slice] {
    guard let folder = part.folder, part.units.count > 1 else { return [] }
    let depth = folder.split(separator: "/").count
    var members = Dictionary(grouping: members) { module -> String in
      let segments = (graph.modules[module].folder ?? "").split(separator: "/").dropFirst(depth + 1)
      return segments.first { !FolderWords.layout.contains(FolderWords.plain($0)) }.map(String.init) ?? ""
    }
    members[""] = nil
    return members.filter { $0.value.count > 1 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(limit).map { name, members in
      let word = NameWords.plural(NameWords(name).dashed)
      return Slice(name: word, members: members, why: "each is the folder \(name) of its member of \(folder)")
    }
  }

  private static func byEnding(_ members: [ModuleID], _ graph: ModuleGraph) -> [Slice] {
    let endings = Dictionary(grouping: members) { module -> String in
      let words = NameWords(graph.modules[module].name)
      return words.words.count > 1 ? words.last ?? "" : ""
    }
    let several = endings.filter { word, members in
      !word.isEmpty && !vague.contains(word) && members.count > (telling.contains(word) ? 1 : 2) && word.utf8.count > 1
    }
    return several.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(limit).map { word, members in
      Slice(name: NameWords.plural(word), members: members, endings: [word], why: "their names end in \(word)")
    }
  }

  /// Returns two to four storeys: as high as the targets stand on one another, several heights in each where there are many.
  private static func storeys(of members: [ModuleID], _ graph: ModuleGraph, _ edges: [(from: ModuleID, to: ModuleID)]) -> [Slice] {
    guard (5...60).contains(members.count) else { return [] }
    let heights = GroupOrder.heights(of: members, edges)
    let top = heights.max() ?? 0
    if top == 0 { return [] }
    let count = top < 3 ? top + 1 : top < 6 ? 3 : 4
    var storeys = [[ModuleID]](repeating: [], count: count)
    let linked = Set(edges.flatMap { [$0.from, $0.to] })
    for (member, height) in zip(members, heights) {
      // What nobody imports and imports nobody may come to stand on any of the others.
      let isAlone = height == 0 && !linked.contains(member)
      storeys[isAlone ? count - 1 : height * count / (top + 1)].append(member)
    }
    let importers = edges.reduce(into: [ModuleID: Int]()) { $0[$1.to, default: 0] += 1 }
    return storeys.filter { !$0.isEmpty }.map { members in
      // The most imported member is the one that people know a storey by.
      let known = members.sorted { (importers[$1] ?? 0, $0) < (importers[$0] ?? 0, $1) }.map { NameWords(graph.modules[$0].name).dashed }
      let name = members.count > 2 ? "\(known[0])-and-others" : known.joined(separator: "-and-")
      return Slice(name: name, members: members, why: "ordered by imports alone, since neither folders nor names say more")
    }
  }
}
