/// A baseline of version 1 records a dependency that a manifest lacks file by file. It is read, and written as what it means now.
extension Baseline {
  /// Returns the baseline with one entry for each finding about a dependency that entries of version 1 record by file; they all go.
  func upgraded(to findings: [Finding]) -> Baseline {
    guard isOfVersion1 else { return self }
    struct Edge: Hashable {
      let rule: String
      let from, to: String?
    }
    let places = Dictionary(grouping: entries.indices.filter { entries[$0].identity.path != nil }) { index in
      let identity = entries[index].identity
      return Edge(rule: identity.rule, from: identity.from, to: identity.to)
    }
    var replaced: Set<Int> = []
    var new: [Identity: Entry] = [:]
    for finding in findings where finding.dependency != nil {
      guard let identity = Identity(finding), let old = places[Edge(rule: finding.rule, from: finding.from, to: finding.to)] else { continue }
      replaced.formUnion(old)
      new[identity] = Entry(identity: identity, count: 1, position: entries[old[0]].position)
    }
    let kept = entries.indices.filter { !replaced.contains($0) }.map { entries[$0] }
    return Baseline(path: path, entries: kept + new.values)
  }
}
