import Addresses

/// Values of a route's `{name}` segments.
public struct PathParameters: Sendable {
  let storage: RequestStorage

  /// Names, in the order of the route.
  public var names: [String] { storage.parameterNames }

  /// Segment's value, percent-decoded; `nil` where the route has no such segment. The router has refused paths whose encoding is broken.
  public subscript(_ name: String) -> String? {
    guard let index = storage.parameterNames.firstIndex(of: name), index < storage.parameterRanges.count else { return nil }
    let range = storage.parameterRanges[index]
    return storage.target.withUnsafeBytes { PercentEncoding.text(of: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
