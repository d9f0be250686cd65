extension Rule.Kind {
  /// What the rule says, in a sentence.
  public var sentence: String {
    switch self {
    case .allow(let from, let to): "A target of \(from) may import its own module and \(to), and nothing else."
    case .forbid(let from, let to, transitive: false): "A target of \(from) may not import \(to), nor get it through a re-export."
    case .forbid(let from, let to, transitive: true): "A target of \(from) may not import \(to), nor reach it by any chain of imports."
    case .require(let from, let to): "Each target of \(from) imports at least one of \(to)."
    case .restrict(let to, let only): "Only \(only) may import \(to)."
    case .independent(let members): "The members of \(members) never import one another. Those that share a value of a {name} in its globs are one."
    case .layers(let members, _):
      """
      The targets of \(members) stand in layers, which are listed from the top. A target imports only from its own part and from layers \
      below, directly and by way of modules in no layer. The parts of one layer do not import one another. Each target is in one layer.
      """
    case .acyclic(let members): "No target of \(Self.describe(members)) imports itself by a chain."
    case .declared(let members):
      "Each import in \(Self.describe(members)) is of a direct dependency that the manifest declares, or of the platform."
    case .used(let members): "Each dependency that a target of \(Self.describe(members)) declares is imported by one of its sources."
    case .covered(let members): "Each target of \(Self.describe(members)) is in some group."
    }
  }

  /// How to mend a finding.
  public var remedy: String {
    switch self {
    case .allow(_, let to): "Remove the import, or move what is needed to where it may be imported from: \(to)."
    case .forbid(_, _, transitive: false): "Remove the import. Move what is needed to a place that may be imported, or hand it in from outside."
    case .forbid(_, _, transitive: true):
      "Remove one import of the chain shown, the one that belongs there least, or move what it is for to a place that may be reached."
    case .require(_, let to): "Import one of \(to) and use it, or take the target out of the rule's \"from\"."
    case .restrict(_, let only): "Remove the import and go through \(only)."
    case .independent: "Remove the import. Move what the two share to a target that both may import."
    case .layers: "Remove the import, move what is needed to a layer below, or turn the dependency round with a protocol that the lower layer owns."
    case .acyclic: "Remove the imports that the finding lists as its breakers: move what they are for to a target that both sides may import."
    case .declared: "Declare the dependency in the manifest if the target may have it; if not, remove the import."
    case .used: "Remove the dependency from the manifest, or declare it where it is used."
    case .covered: "Put the target where a group's globs find it, or add a group for it and say in the rules what it may import."
    }
  }

  /// The selections of the rule, each with the word for the part it plays; `nil` stands for every target.
  public var namedSelections: [(title: String, selection: Selection?)] {
    switch self {
    case .allow(let from, let to): [("Binds", from), ("Allows", to)]
    case .forbid(let from, let to, _): [("Binds", from), ("Forbids", to)]
    case .require(let from, let to): [("Binds", from), ("Requires", to)]
    case .restrict(let to, let only): [("Guards", to), ("Admits", only)]
    case .independent(let members): [("Binds", members)]
    case .layers(let members, let layers):
      [("Binds", members)] + layers.enumerated().flatMap { index, layer in layer.map { ("Layer \(index + 1)", $0) } }
    case .acyclic(let members), .declared(let members), .used(let members), .covered(let members): [("Binds", members)]
    }
  }

  private static func describe(_ members: Selection?) -> String { members?.description ?? "the repository" }
}
