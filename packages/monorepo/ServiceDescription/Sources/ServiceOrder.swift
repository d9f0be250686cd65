import JSON

/// Services in order of need: each after all that it needs.
public struct ServiceOrder: Sendable {
  /// A description and its file, for messages.
  public struct Entry: Sendable {
    /// The description.
    public let description: ServiceDescription
    /// The file, relative to the repository's root.
    public let path: String

    /// Creates an entry.
    public init(_ description: ServiceDescription, path: String) {
      self.description = description
      self.path = path
    }
  }

  /// The reasons why services cannot be put in order.
  public struct Mistakes: Error, Equatable, CustomStringConvertible {
    /// The reasons, a sentence each, with the place at fault.
    public let messages: [String]
    public var description: String { messages.joined(separator: "\n") }
  }

  /// The services, each after all that it needs, and after those it calls where they do not call it in turn; otherwise by name.
  public let services: [ServiceDescription]

  /// Orders the services. Throws where a name occurs twice, does not exist, or is needed in a cycle.
  public init(_ entries: [Entry]) throws(Mistakes) {
    let entries = entries.sorted { ($0.description.name, $0.path) < ($1.description.name, $1.path) }
    var messages: [String] = []
    for (first, second) in zip(entries, entries.dropFirst()) where first.description.name == second.description.name {
      messages.append("\(second.path):1:1: the name \"\(second.description.name)\" is \(first.path)'s already; a name stands for one service")
    }
    let names = entries.map(\.description.name)
    for entry in entries {
      let description = entry.description
      for (member, references) in [("needs", description.needs), ("calls", description.calls)] {
        for reference in references where !names.contains(reference.name) {
          let hint = nearestName(to: reference.name, in: names).map { "did you mean \"\($0)\"?" } ?? "known are \(names.joined(separator: ", "))"
          messages.append("\(Self.place(entry, reference)): \(description.name) \(member) \"\(reference.name)\", which is no service here; \(hint)")
        }
      }
    }
    if messages.isEmpty, let cycle = Self.cycle(entries) { messages.append(cycle) }
    if !messages.isEmpty { throw Mistakes(messages: messages) }
    services = Self.order(entries.map(\.description))
  }

  /// Returns these services and all that they need, directly or indirectly, in order. Unknown names are ignored.
  public func closure(of names: [String]) -> [ServiceDescription] {
    var wanted: Set<String> = []
    var open = names
    while let name = open.popLast() {
      guard wanted.insert(name).inserted, let service = services.first(where: { $0.name == name }) else { continue }
      open += service.needs.map(\.name)
    }
    return services.filter { wanted.contains($0.name) }
  }

  private static func place(_ entry: Entry, _ reference: ServiceDescription.Reference) -> String {
    "\(entry.path):\(reference.position?.line ?? 1):\(reference.position?.column ?? 1)"
  }

  /// Returns the first cycle of needs, in words.
  private static func cycle(_ entries: [Entry]) -> String? {
    var done: Set<String> = []
    for entry in entries {
      var path: [(Entry, ServiceDescription.Reference)] = []
      if let message = cycle(from: entry, &path, &done, entries) { return message }
    }
    return nil
  }

  private static func cycle(
    from entry: Entry, _ path: inout [(Entry, ServiceDescription.Reference)], _ done: inout Set<String>, _ entries: [Entry]
  ) -> String? {
    let name = entry.description.name
    if let start = path.firstIndex(where: { $0.0.description.name == name }) {
      let circle = path[start...].map(\.0.description.name) + [name]
      return "\(place(path[start].0, path[start].1)): services need one another in a circle, so that none can start first: "
        + circle.joined(separator: " → ") + ". Take one of these needs away: what is called while running is in \"calls\""
    }
    if done.contains(name) { return nil }
    for reference in entry.description.needs {
      guard let next = entries.first(where: { $0.description.name == reference.name }) else { continue }
      path.append((entry, reference))
      if let message = cycle(from: next, &path, &done, entries) { return message }
      path.removeLast()
    }
    done.insert(name)
    return nil
  }

  private static func order(_ services: [ServiceDescription]) -> [ServiceDescription] {
    var rest = services
    var placed: Set<String> = []
    var ordered: [ServiceDescription] = []
    while !rest.isEmpty {
      let free = rest.indices.filter { rest[$0].needs.allSatisfy { placed.contains($0.name) } }
      // Those that call one another come in order of their names.
      let next = free.first { rest[$0].calls.allSatisfy { placed.contains($0.name) } } ?? free[0]
      placed.insert(rest[next].name)
      ordered.append(rest.remove(at: next))
    }
    return ordered
  }
}
