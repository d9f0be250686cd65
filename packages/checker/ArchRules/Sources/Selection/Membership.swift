import PackageGraph

/// The modules of a graph that a selection names, with their bindings.
public struct Membership: Sendable {
  /// The bindings of each module, once for each way in which the selection names it; empty where it does not.
  let bindings: [[Bindings]]
  /// The names that some glob of the selection binds.
  let names: Set<String>

  init(bindings: [[Bindings]], names: Set<String>) {
    self.bindings = bindings
    self.names = names
  }

  /// Returns whether the selection names the module.
  public func contains(_ module: ModuleID) -> Bool { !bindings[module].isEmpty }

  /// The modules, in order.
  public var modules: [ModuleID] { bindings.indices.filter { !bindings[$0].isEmpty } }

  /// Whether the selection names no module.
  public var isEmpty: Bool { bindings.allSatisfy(\.isEmpty) }

  func union(_ other: Membership) -> Membership {
    let merged = zip(bindings, other.bindings).map { mine, others in
      mine.isEmpty ? others : mine + others.filter { !mine.contains($0) }
    }
    return Membership(bindings: merged, names: names.union(other.names))
  }

  /// Returns whether two members bind the same values, and so belong together, as two targets of one service do for
  /// `services/{name}/Sources`.
  func areTogether(_ first: ModuleID, _ second: ModuleID) -> Bool {
    !names.isEmpty && bindings[first].contains { !$0.isEmpty && bindings[second].contains($0) }
  }
}
