extension [Finding] {
  /// Returns the findings with one for each import, which names the further rules that it breaks.
  ///
  /// The gravest finding stands for the others, of equals the one whose rule comes first in the rules file. That an import is not declared
  /// is said last: where another rule refuses each of the imports, declaring them mends nothing. A cycle goes with the import that closes it,
  /// unless its modules reach one another by further ways.
  public func joined(inOrderOf rules: [Rule]) -> [Finding] {
    let ranks = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let isGraver = { (left: Finding, right: Finding) in
      left.severity == right.severity ? (ranks[left.rule] ?? 0) < (ranks[right.rule] ?? 0) : left.severity == .error
    }
    var standing: [ImportedPlace: Int] = [:]
    for (index, finding) in enumerated() {
      guard let place = ImportedPlace(finding) else { continue }
      if let other = standing[place], !isGraver(finding, self[other]) { continue }
      standing[place] = index
    }

    var others: [Int: Set<String>] = [:]
    var isLeftOut = [Bool](repeating: false, count: count)
    for (index, finding) in enumerated() {
      let places = ImportedPlace(finding).map { [$0] } ?? ImportedPlace.removed(for: finding)
      let stand = places.compactMap { standing[$0] }.filter { self[$0].severity == .error || finding.severity != .error }
      guard !places.isEmpty, stand.count == places.count, !stand.contains(where: { self[$0].rule == finding.rule }) else { continue }
      isLeftOut[index] = true
      for other in stand { others[other, default: []].insert(finding.rule) }
    }
    return indices.filter { !isLeftOut[$0] }.map { index in
      var finding = self[index]
      finding.alsoBreaks = (others[index] ?? []).sorted { (ranks[$0] ?? 0) < (ranks[$1] ?? 0) }
      return finding
    }
  }
}

/// An import at its place, or a chain from there.
private struct ImportedPlace: Hashable {
  let target: String?
  let from: String?
  let to: String
  let place: Finding.Place
  let chain: [Finding.Step]

  /// `nil` for a finding that is not about an import or a chain between two modules.
  init?(_ finding: Finding) {
    guard finding.dependency == nil, finding.cycle.isEmpty, let to = finding.to, let position = finding.position else { return nil }
    (target, from, self.to, chain) = (finding.target, finding.from, to, finding.chain)
    place = Finding.Place(path: finding.path, position: position)
  }

  private init(_ finding: Finding, to: String, at place: Finding.Place) {
    (target, from, self.to, chain) = (finding.target, finding.from, to, [])
    self.place = place
  }

  /// Returns the imports whose removal mends the finding: those of a module that is not declared, or the one that closes a cycle; none for
  /// other findings.
  static func removed(for finding: Finding) -> [ImportedPlace] {
    guard let to = finding.to else { return [] }
    if case .missing = finding.dependency { return finding.places.map { ImportedPlace(finding, to: to, at: $0) } }
    guard !finding.cycle.isEmpty, finding.cycle.count == finding.chain.count, let position = finding.position else { return [] }
    return [ImportedPlace(finding, to: to, at: Finding.Place(path: finding.path, position: position))]
  }
}
