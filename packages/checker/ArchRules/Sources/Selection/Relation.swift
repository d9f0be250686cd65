import PackageGraph

/// The pairs of modules that two selections name together, such as a rule's `from` and `to`.
///
/// A `{name}` that both bind stands for the same value in both: with `services/{name}/Tests` and `services/{name}/Sources`, the tests of a
/// service go with its own sources. A subject that binds no value to such a name goes only with objects that do not bind it either.
/// A name that only one of the two binds stands for any value.
public struct Relation: Sendable {
  /// The row of each subject; -1 where the module is no subject.
  private let rows: [Int]
  private let objects: [[Bool]]
  /// The subjects, in order.
  public let subjects: [ModuleID]

  /// Creates the relation of two selections' members.
  public init(subjects: Membership, objects: Membership) {
    let shared = subjects.names.intersection(objects.names)
    var rowOfBindings: [[Bindings]: Int] = [:]
    var table: [[Bool]] = []
    rows = subjects.bindings.map { bindings in
      if bindings.isEmpty { return -1 }
      let key = shared.isEmpty ? [] : bindings.map { $0.restricted(to: shared) }
      if let row = rowOfBindings[key] { return row }
      table.append(
        objects.bindings.map { ways in
          if shared.isEmpty { return !ways.isEmpty }
          return ways.contains { way in
            let wanted = way.restricted(to: shared)
            return key.contains { wanted.isSubset(of: $0) }
          }
        })
      rowOfBindings[key] = table.count - 1
      return table.count - 1
    }
    self.objects = table
    self.subjects = subjects.modules
  }

  /// Returns whether the module is a subject.
  public func hasSubject(_ module: ModuleID) -> Bool { rows[module] >= 0 }

  /// Returns whether the two selections name the pair together.
  public func contains(_ subject: ModuleID, _ object: ModuleID) -> Bool {
    let row = rows[subject]
    return row >= 0 && objects[row][object]
  }

  /// Returns the objects that go with a subject, in order.
  public func objects(of subject: ModuleID) -> [ModuleID] {
    let row = rows[subject]
    return row < 0 ? [] : objects[row].indices.filter { objects[row][$0] }
  }
}
