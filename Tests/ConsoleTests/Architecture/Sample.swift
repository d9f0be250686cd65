import ArchRules
import Calendar
import JSON
import PackageGraph
import SwiftImports

@testable import Console

/// An architecture from lines such as `App -> Core Net`: each name is a target, each arrow an import, `~>` a declaration alone.
///
/// `App` and other names that end in `App` are executables, those that end in `Tests` are tests, those that begin with `Z` come from outside.
func makeArchitecture(_ lines: [String], rules: String? = nil, baselines: [Baseline] = [], today: String = "2027-01-15") throws -> Architecture {
  let words = lines.map { $0.split(separator: " ").map(String.init) }
  let names = Set(words.joined().filter { $0 != "->" && $0 != "~>" }).sorted()
  var graph = ModuleGraph()
  graph.packages = [Package(name: "demo", folder: ".")]
  graph.modules = names.filter { !$0.hasPrefix("Z") }.map { name in
    let kind: TargetKind = name.hasSuffix("App") ? .executable : name.hasSuffix("Tests") ? .test : .library
    return Module(name: name, kind: kind, package: 0, target: name, folder: "Sources/\(name)")
  }
  graph.modules += names.filter { $0.hasPrefix("Z") }.map { Module(name: $0, origin: .platform) }
  let index = { (name: String) in graph.modules.firstIndex { $0.name == name }! }
  for (number, line) in words.enumerated() where line.count > 1 {
    for word in line.dropFirst(2) {
      if line[1] == "~>" {
        graph.modules[index(line[0])].dependencies.append(DeclaredDependency(name: word, modules: [index(word)]))
      } else {
        graph.imports.append(
          ImportEdge(
            from: index(line[0]), to: index(word), path: "Sources/\(line[0])/File.swift", position: SourcePosition(line: number + 1, column: 8)))
      }
    }
  }
  let ruleSet = try rules.map { try RuleSet(parsing: Array($0.utf8), path: "arch-rules.json") }
  return Architecture(name: "demo", graph: graph, ruleSet: ruleSet, baselines: baselines, today: CalendarDate(today)!)
}

/// Layers A above B and C above D, and a wall that `Core` may not import `Net`.
let layeredRules = """
  { "version": 1,
    "groups": { "all": { "paths": ["Sources/*"] }, "libraries": { "paths": ["Sources/A", "Sources/B", "Sources/C", "Sources/D"] } },
    "rules": [
      { "id": "layers", "kind": "layers", "in": "libraries", "reason": "Down only.",
        "layers": [ { "paths": ["Sources/A"] }, [ { "paths": ["Sources/B"] }, { "paths": ["Sources/C"] } ], { "paths": ["Sources/D"] } ] },
      { "id": "covered", "kind": "covered", "in": "all", "reason": "Nobody is left out." }
    ] }
  """
