import ArchRules
import PackageGraph

/// What a drawing shows, whatever draws it: boxes, arrows from the importing to the imported, and groups of boxes.
struct Diagram: Equatable {
  struct Node: Equatable {
    var label: String
    /// Lines for whoever wants to know more.
    var details: [String]
    /// Index in `groups`.
    var group: Int?
    var shape: Shape
    var violations: [Violation]
  }

  enum Shape: String, CaseIterable {
    case library, executable, test, plugin, macro, system, binary
    /// A module from outside the repository.
    case external
    /// Many targets drawn as one.
    case group
  }

  struct Edge: Equatable {
    /// Indices in `nodes`.
    var from: Int
    var to: Int
    var kind: ModuleEdge.Kind
    /// Number of imports.
    var count: Int
    var details: [String]
    var violations: [Violation]
  }

  var title: String
  var groups: [String]
  var nodes: [Node]
  /// In order of `from` and `to`, one for each pair.
  var edges: [Edge]
  /// Whether the number of imports is worth a label on each arrow.
  var showsCounts = false

  var violationCount: Int { edges.count { !$0.violations.isEmpty } + nodes.count { !$0.violations.isEmpty } }
}

/// What of a repository is to be drawn.
struct GraphOptions: Equatable {
  /// Only this module (its module's or its target's name), its importers and what it imports…
  var focus: String?
  /// …and theirs in turn, so many steps away.
  var depth = 1
  /// A box for each group instead of one for each target.
  var collapsesGroups = false
  var includesExternal = false
  var includesTests = false
  /// Nothing is shown that an edit changes which leaves the imports between targets as they are.
  var isStable = false
}
