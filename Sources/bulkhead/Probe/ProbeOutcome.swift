import ArchRules
import PackageGraph

/// What became of all probes of a repository.
struct ProbeOutcome {
  let graph: ModuleGraph
  let report: ProbeReport
  let written: [WrittenProbeCheck]

  var holds: Bool { report.holds && written.allSatisfy(\.holds) }
}

/// A written probe with the imports in it by name: the graph that it was judged in may have modules that the repository has not.
struct WrittenProbeCheck {
  struct Import {
    var module: String
    var edge: ImportEdge
    /// The ids of the rules that refuse it.
    var catchers: [String]
    var isCaught: Bool
  }

  var path: String
  /// The target that it is judged as.
  var target: String
  var expectedRule: String?
  var imports: [Import]
  var holds: Bool

  init(_ result: WrittenProbeResult, in graph: ModuleGraph) {
    path = result.probe.path
    target = ModuleLookup.qualified(result.probe.module, in: graph) ?? graph.modules[result.probe.module].name
    expectedRule = result.probe.expectedRule
    imports = zip(result.probe.edges, result.catchers).map { edge, catchers in
      Import(module: graph.modules[edge.to].name, edge: edge, catchers: catchers, isCaught: !result.missed.contains(edge))
    }
    holds = result.holds
  }
}
