import ArchRules
import PackageGraph
import TestSupport
import Testing

/// Rules over random graphs against definitions so plain that they are right at a glance.
@Suite struct RandomTests {
  /// Up to seven targets `A`, `B`, … and their imports as pairs.
  private struct Example {
    let names: [String]
    var imports: Set<[String]> = []
    var exported: Set<[String]> = []

    init(using generator: inout some RandomNumberGenerator) {
      names = ["A", "B", "C", "D", "E", "F", "G"].prefix(Int.random(in: 2...7, using: &generator)).map { $0 }
      let density = Double.random(in: 0.05...0.5, using: &generator)
      for from in names {
        for to in names where from != to && Double.random(in: 0..<1, using: &generator) < density {
          imports.insert([from, to])
          if Int.random(in: 0..<4, using: &generator) == 0 { exported.insert([from, to]) }
        }
      }
    }

    var graph: ModuleGraph {
      ArchRulesTests.graph { builder in
        for name in names { builder.target(name, "Sources/\(name)") }
        for pair in imports.sorted(by: { $0.lexicographicallyPrecedes($1) }) { builder.imports(pair[0], pair[1], exported: exported.contains(pair)) }
      }
    }

    /// Whether `to` can be reached by edges of this set, through nodes that may be passed.
    func reaches(_ from: String, _ to: String, by edges: Set<[String]>, through: (String) -> Bool = { _ in true }) -> Bool {
      var seen: Set<String> = []
      var open = [from]
      while let node = open.popLast() {
        for next in names where edges.contains([node, next]) && seen.insert(next).inserted && through(next) { open.append(next) }
      }
      return seen.contains(to)
    }

    func pairs(where isRefused: (String, String) -> Bool) -> Set<[String]> {
      Set(names.flatMap { from in names.filter { $0 != from && isRefused(from, $0) }.map { [from, $0] } })
    }
  }

  private func pairs(_ findings: [Finding]) -> Set<[String]> { Set(findings.filter { $0.rule == "rule" }.map { [$0.from!, $0.to!] }) }

  private func list(_ names: [String]) -> String { "{ \"modules\": [\(names.map { "\"\($0)\"" }.joined(separator: ", "))] }" }

  @Test func `transitive forbidding agrees with reachability`() throws {
    var generator = SeededGenerator(for: "transitive forbidding agrees with reachability")
    for _ in 0..<300 {
      let example = Example(using: &generator)
      let (from, to) = (Array(example.names.prefix(2)), Array(example.names.suffix(2)))
      let findings = try judge(example.graph, "{ \"kind\": \"forbid\", \"from\": \(list(from)), \"to\": \(list(to)), \"transitive\": true }")
      let expected = example.pairs { from.contains($0) && to.contains($1) && example.reaches($0, $1, by: example.imports) }
      #expect(pairs(findings) == expected)
      for finding in findings where !finding.chain.isEmpty {
        #expect(finding.chain.allSatisfy { example.imports.contains([$0.from, $0.to]) })
        #expect(zip(finding.chain, finding.chain.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(finding.chain.first?.from == finding.from && finding.chain.last?.to == finding.to)
      }
    }
  }

  @Test func `transitive forbidding with an exception agrees with reachability without that import`() throws {
    var generator = SeededGenerator(for: "transitive forbidding with an exception agrees with reachability without that import")
    for _ in 0..<300 {
      let example = Example(using: &generator)
      guard let excepted = example.imports.sorted(by: { $0.lexicographicallyPrecedes($1) }).randomElement(using: &generator) else { continue }
      let (from, to) = (Array(example.names.prefix(2)), Array(example.names.suffix(2)))
      let exception = "{ \"from\": \(list([excepted[0]])), \"to\": \(list([excepted[1]])), \"reason\": \"Once.\" }"
      let findings = try judge(
        example.graph, "{ \"kind\": \"forbid\", \"from\": \(list(from)), \"to\": \(list(to)), \"transitive\": true, \"except\": [\(exception)] }")
      let rest = example.imports.subtracting([excepted])
      #expect(
        pairs(findings) == example.pairs { from.contains($0) && to.contains($1) && [$0, $1] != excepted && example.reaches($0, $1, by: rest) })
      // The exception is needed where its import is on a way between two ends.
      let isNeeded = example.pairs { from.contains($0) && to.contains($1) }.contains { pair in
        (pair[0] == excepted[0] || example.reaches(pair[0], excepted[0], by: example.imports))
          && (pair[1] == excepted[1] || example.reaches(excepted[1], pair[1], by: example.imports))
      }
      #expect(findings.of(.staleException).isEmpty == isNeeded)
    }
  }

  @Test func `an allow list refuses what it does not name, imported or re-exported`() throws {
    var generator = SeededGenerator(for: "an allow list refuses what it does not name, imported or re-exported")
    for _ in 0..<300 {
      let example = Example(using: &generator)
      let allowed = example.names.filter { _ in Bool.random(using: &generator) } + ["Swift"]
      let findings = try judge(example.graph, "{ \"kind\": \"allow\", \"from\": \(list(example.names)), \"to\": \(list(allowed)) }")
      let expected = example.pairs { from, to in
        if allowed.contains(to) { return false }
        return example.imports.contains([from, to])
          || example.names.contains { example.imports.contains([from, $0]) && allowed.contains($0) && example.reaches($0, to, by: example.exported) }
      }
      #expect(pairs(findings) == expected)
    }
  }

  @Test func `layers agree with their definition`() throws {
    var generator = SeededGenerator(for: "layers agree with their definition")
    for _ in 0..<300 {
      let example = Example(using: &generator)
      // Each module in one of the places `top`, `left` and `right` (equals), `bottom`, or in none.
      var places: [String: Int] = [:]
      for name in example.names { places[name] = Int.random(in: 0...4, using: &generator) }
      let selections = (0..<4).map { (place: Int) in list(example.names.filter { places[$0] == place } + ["Platform\(place)"]) }
      let layers = "[\(selections[0]), [\(selections[1]), \(selections[2])], \(selections[3])]"
      let findings = try judge(example.graph, "{ \"kind\": \"layers\", \"in\": \(list(["Platform0"])), \"layers\": \(layers) }")
      let layer = [0, 1, 1, 2]
      let expected = example.pairs { from, to in
        guard let own = places[from], let other = places[to], own < 4, other < 4, own != other, layer[other] <= layer[own] else { return false }
        if example.imports.contains([from, to]) || example.reaches(from, to, by: example.imports, through: { places[$0] == 4 }) { return true }
        // Or an import that is in order brings it along.
        return example.names.contains { middle in
          guard example.imports.contains([from, middle]), example.reaches(middle, to, by: example.exported) else { return false }
          guard let place = places[middle], place < 4 else { return true }
          return place == own || layer[place] > layer[own]
        }
      }
      #expect(pairs(findings) == expected, "\(example) \(places)")
    }
  }

  @Test func `cycles agree with mutual reachability, and none is left without the imports named`() throws {
    var generator = SeededGenerator(for: "cycles agree with mutual reachability")
    for _ in 0..<200 {
      let example = Example(using: &generator)
      let findings = try judge(example.graph, #"{ "kind": "acyclic" }"#)
      let onCycles = example.names.filter { example.reaches($0, $0, by: example.imports) }
      #expect(findings.flatMap(\.cycle).sorted() == onCycles)
      for finding in findings {
        let first = finding.cycle[0]
        #expect(
          finding.cycle.allSatisfy {
            $0 == first || (example.reaches(first, $0, by: example.imports) && example.reaches($0, first, by: example.imports))
          })
      }
      let named = findings.flatMap { finding in
        finding.message.components(after: "without ").map { $0.split(separator: " ").prefix(3).filter { $0 != "→" }.map(String.init) }
      }
      let rest = example.imports.subtracting(named)
      #expect(rest.count == example.imports.count - named.count)
      #expect(!example.names.contains { example.reaches($0, $0, by: rest) })
    }
  }

  @Test func `the same graph gives the same findings`() throws {
    var generator = SeededGenerator(for: "the same graph gives the same findings")
    let example = Example(using: &generator)
    let rule = "{ \"kind\": \"allow\", \"from\": { \"modules\": [\"*\"] }, \"to\": { \"modules\": [\"Swift\"] } }"
    #expect(try judge(example.graph, rule) == judge(example.graph, rule))
  }
}

extension String {
  /// The parts, divided by ", ", of what stands behind a marker.
  fileprivate func components(after marker: String) -> [Substring] {
    guard let range = firstRange(of: marker) else { return [] }
    return self[range.upperBound...].split(separator: ", ")
  }
}
