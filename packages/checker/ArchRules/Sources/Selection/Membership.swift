import PackageGraph

/// Which modules of a graph a selection names, and by which bindings.
public struct Membership: Sendable {
  /// By module: what was bound, once for each way in which the selection names the module; empty where it does not.
  let bindings: [[Bindings]]
  /// The names that some glob of the selection binds.
  let names: Set<String>

  init(bindings: [[Bindings]], names: Set<String>) {
    self.bindings = bindings
    self.names = names
  }

  public func contains(_ module: ModuleID) -> Bool { !bindings[module].isEmpty }

  /// In order.
  public var modules: [ModuleID] { bindings.indices.filter { !bindings[$0].isEmpty } }

  public var isEmpty: Bool { bindings.allSatisfy(\.isEmpty) }

  func union(_ other: Membership) -> Membership {
    let merged = zip(bindings, other.bindings).map { mine, others in
      mine.isEmpty ? others : mine + others.filter { !mine.contains($0) }
    }
    return Membership(bindings: merged, names: names.union(other.names))
  }

  /// Whether two members bind the same values, and so belong together: two targets of one service, for `services/{name}/Sources`.
  func areTogether(_ first: ModuleID, _ second: ModuleID) -> Bool {
    !names.isEmpty && bindings[first].contains { !$0.isEmpty && bindings[second].contains($0) }
  }
}
