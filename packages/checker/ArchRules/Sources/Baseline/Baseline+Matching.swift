import SwiftImports

extension Baseline {
  /// The findings of a run, divided by a baseline.
  public struct Outcome: Sendable, Equatable {
    /// The findings that are not known, in their order.
    public var new: [Finding]
    /// The number of known findings.
    public var baselined: Int
    /// A finding `bulkhead/stale-baseline` for each entry that stands for more findings than there are, at the entry's place.
    public var stale: [Finding]
  }

  enum Text: String, FindingText {
    case unmatched = "The entry ({entry}) matches no finding. {remedy}"
    case oneLeft = "The entry ({entry}) stands for {count} findings, of which {left} is left. {remedy}"
    case someLeft = "The entry ({entry}) stands for {count} findings, of which {left} are left. {remedy}"
  }

  /// Returns the findings without the known ones. Of equal findings the first ones are the known ones.
  public func apply(to findings: [Finding]) -> Outcome {
    let baseline = upgraded(to: findings)
    let (new, uses) = baseline.match(findings)
    let stale = zip(baseline.entries, uses).compactMap { entry, used in used < entry.count ? staleFinding(entry, used: used) : nil }
    return Outcome(new: new, baselined: uses.reduce(0, +), stale: stale)
  }

  /// Returns the baseline without the entries that the findings no longer need. Nothing is added.
  public func shrunk(to findings: [Finding]) -> Baseline {
    let baseline = upgraded(to: findings)
    let kept = zip(baseline.entries, baseline.match(findings).uses).filter { $1 > 0 }
    return Baseline(path: path, entries: kept.map { Entry(identity: $0.identity, count: $1, position: $0.position) })
  }

  private func match(_ findings: [Finding]) -> (new: [Finding], uses: [Int]) {
    let places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.identity, $0) })
    var uses = [Int](repeating: 0, count: entries.count)
    var new: [Finding] = []
    for finding in findings {
      if let identity = Identity(finding), let place = places[identity], uses[place] < entries[place].count {
        uses[place] += 1
      } else {
        new.append(finding)
      }
    }
    return (new, uses)
  }

  private func staleFinding(_ entry: Entry, used: Int) -> Finding {
    let identity = entry.identity
    let edge = [identity.target ?? identity.from, identity.to].compactMap(\.self).joined(separator: " → ")
    let what = identity.cycle.isEmpty ? edge : identity.cycle.joined(separator: ", ")
    let about = [identity.rule, what, identity.path ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    let text: Text = used == 0 ? .unmatched : used == 1 ? .oneLeft : .someLeft
    return Finding(
      rule: BuiltInRule.staleBaseline.id, from: identity.from, to: identity.to, path: path,
      position: entry.position.map { SourcePosition(line: $0.line, column: $0.column) },
      message: text.filled(["entry": about, "count": "\(entry.count)", "left": "\(used)", "remedy": BuiltInRule.staleBaseline.remedy]))
  }
}

/// The baselines of several packages, taken together. Each finding is known to at most one of them.
extension [Baseline] {
  /// Returns the findings without those known to any of the baselines.
  public func apply(to findings: [Finding]) -> Baseline.Outcome {
    reduce(into: Baseline.Outcome(new: findings, baselined: 0, stale: [])) { total, baseline in
      let outcome = baseline.apply(to: total.new)
      total = Baseline.Outcome(new: outcome.new, baselined: total.baselined + outcome.baselined, stale: total.stale + outcome.stale)
    }
  }

  /// Returns each baseline without the entries that the findings no longer need, in the same order; one may be left without entries.
  public func shrunk(to findings: [Finding]) -> [Baseline] {
    var unknown = findings
    return map { baseline in
      defer { unknown = baseline.apply(to: unknown).new }
      return baseline.shrunk(to: unknown)
    }
  }
}
