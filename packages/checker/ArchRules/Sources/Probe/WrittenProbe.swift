import Calendar
import PackageGraph

/// A written probe: a file of imports that a target must not make, kept in the repository to prove that the walls hold from the scanner on.
public struct WrittenProbe: Sendable, Equatable {
  /// The file, relative to the repository's root; not a source of any target.
  public var path: String
  /// The target beside which the file is: the imports are checked as if they were its own.
  public var module: ModuleID
  /// The id of the rule that must refuse them; `nil` where any rule will do.
  public var expectedRule: String?
  /// The imports in the file.
  public var edges: [ImportEdge]

  /// Creates a probe.
  public init(path: String, module: ModuleID, expectedRule: String? = nil, edges: [ImportEdge]) {
    self.path = path
    self.module = module
    self.expectedRule = expectedRule
    self.edges = edges
  }

  /// Returns the rule that must refuse a probe, by its text: the first line is `// probe: <rule-id>`. `nil` where the line is no such
  /// comment.
  public static func expectedRule(in source: [UInt8]) -> String? {
    let line = source.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { String(decoding: $0, as: UTF8.self) }
    return words.count == 3 && words[0] == "//" && words[1] == "probe:" ? words[2] : nil
  }
}

/// The result of a written probe.
public struct WrittenProbeResult: Sendable, Equatable {
  /// The probe.
  public var probe: WrittenProbe
  /// The ids of the rules that refuse each import of the probe, in order.
  public var catchers: [[String]]

  /// Whether the probe has an import, and each is refused, by the expected rule where one is named.
  public var holds: Bool { !catchers.isEmpty && catchers.allSatisfy(isCaught) }

  /// The imports that pass, or that another rule than the expected one refuses.
  public var missed: [ImportEdge] { zip(probe.edges, catchers).filter { !isCaught($1) }.map(\.0) }

  private func isCaught(_ rules: [String]) -> Bool { probe.expectedRule.map { rules.contains($0) } ?? !rules.isEmpty }
}

extension RuleSet {
  /// Checks each import of the probes as if it were made in the probe's target, one at a time.
  ///
  /// - Parameter graph: A graph with every module that the probes name.
  public func checkWrittenProbes(_ probes: [WrittenProbe], _ graph: ModuleGraph, today: CalendarDate) -> [WrittenProbeResult] {
    let known = evaluate(graph, today: today)
    return probes.map { probe in
      WrittenProbeResult(
        probe: probe,
        catchers: probe.edges.map { edge in
          let findings = evaluate(graph.with(edge, of: probe), today: today).filter { finding in
            // The shortest cycle need not lead through the import that made the knot larger.
            finding.path == probe.path || finding.chain.contains { $0.path == probe.path } || (!finding.cycle.isEmpty && !known.contains(finding))
          }
          return Set(findings.map(\.rule)).sorted()
        })
    }
  }
}

extension ModuleGraph {
  /// Returns the graph with one more import, which replaces those that join the same modules, so that findings are about it.
  fileprivate func with(_ edge: ImportEdge, of probe: WrittenProbe) -> ModuleGraph {
    var edge = edge
    edge.from = probe.module
    edge.path = probe.path
    var graph = self
    graph.imports.removeAll { $0.from == edge.from && $0.to == edge.to }
    let place = graph.imports.firstIndex { ($0.from, $0.path) > (edge.from, edge.path) } ?? graph.imports.count
    graph.imports.insert(edge, at: place)
    return graph
  }
}
