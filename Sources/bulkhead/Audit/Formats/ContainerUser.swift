/// The user that a container runs as, as Dockerfiles and compose files write it: `1001:1001`.
struct ContainerUser: Equatable {
  var user: Int
  var group: Int?

  /// `nil` for what is not in numbers.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let user = Int(parts[0]), user >= 0 else { return nil }
    self.user = user
    if parts.count == 2 {
      guard let group = Int(parts[1]), group >= 0 else { return nil }
      self.group = group
    }
  }

  var isRoot: Bool { user == 0 }
}
