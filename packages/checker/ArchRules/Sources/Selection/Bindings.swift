/// The values of a glob's `{name}`s in one match.
public struct Bindings: Sendable, Hashable {
  /// The names, in order.
  private let names: [String]
  private let values: [String]

  /// The bindings of a glob without `{name}`.
  public static let none = Bindings([])

  /// Creates bindings.
  public init(_ pairs: [(name: String, value: String)]) {
    let sorted = pairs.sorted { $0.name < $1.name }
    names = sorted.map(\.name)
    values = sorted.map(\.value)
  }

  /// Whether there is no binding.
  public var isEmpty: Bool { names.isEmpty }

  /// Returns the value of a name; `nil` where it is not bound.
  public subscript(name: String) -> String? { names.firstIndex(of: name).map { values[$0] } }

  /// Returns the bindings of these names alone.
  func restricted(to kept: Set<String>) -> Bindings {
    Bindings(zip(names, values).filter { kept.contains($0.0) }.map { (name: $0.0, value: $0.1) })
  }

  /// Returns whether the other bindings contain all of these.
  func isSubset(of other: Bindings) -> Bool {
    zip(names, values).allSatisfy { other[$0] == $1 }
  }
}
