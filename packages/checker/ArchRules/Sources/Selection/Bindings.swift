/// The values that a glob's `{name}`s stand for in one match.
public struct Bindings: Sendable, Hashable {
  /// In order of names.
  private let names: [String]
  private let values: [String]

  /// What a glob without `{name}` binds.
  public static let none = Bindings([])

  public init(_ pairs: [(name: String, value: String)]) {
    let sorted = pairs.sorted { $0.name < $1.name }
    names = sorted.map(\.name)
    values = sorted.map(\.value)
  }

  public var isEmpty: Bool { names.isEmpty }

  public subscript(name: String) -> String? { names.firstIndex(of: name).map { values[$0] } }

  /// What is bound to these names alone.
  func restricted(to kept: Set<String>) -> Bindings {
    Bindings(zip(names, values).filter { kept.contains($0.0) }.map { (name: $0.0, value: $0.1) })
  }

  /// Whether each of these values is the other's value of that name too.
  func isSubset(of other: Bindings) -> Bool {
    zip(names, values).allSatisfy { other[$0] == $1 }
  }
}
