import SwiftImports

/// The places of targets and their dependencies in the text of a manifest that only SwiftPM can read.
///
/// They are for messages alone. A target has a place where one call declares it by a literal name, and a dependency where that call names it
/// once; what is computed has none.
struct ManifestPlaces {
  private let tokens: [SwiftToken]
  /// The ranges of the calls that may declare a target by a name, by the name.
  private var calls: [String: [Range<Int>]] = [:]

  init(_ tokens: [SwiftToken]) {
    self.tokens = tokens
    var outerEnd = 0
    for index in tokens.indices.dropFirst() where index >= outerEnd {
      guard let word = tokens[index].word, Self.declarations.contains(word), tokens[index - 1].isSign("."), index + 1 < tokens.count,
        tokens[index + 1].isSign("("), let end = end(ofCallAt: index + 1), let name = name(ofCallAt: index + 1)
      else { continue }
      // Inside, `.target(name: "X")` is a dependency.
      outerEnd = end
      calls[name, default: []].append(index - 1..<end)
    }
  }

  private static let declarations: Set<String> = [
    "target", "executableTarget", "testTarget", "plugin", "macro", "systemLibrary", "binaryTarget",
  ]

  /// Adds to a manifest the places that are found.
  func place(_ loaded: inout LoadedManifest) {
    for (index, target) in loaded.manifest.targets.enumerated() {
      guard let ranges = calls[target.name], ranges.count == 1 else { continue }
      loaded.targetPositions[index] = tokens[ranges[0].lowerBound].position
      for (number, dependency) in target.dependencies.enumerated() {
        loaded.dependencyPositions[index][number] = place(of: dependency.name, in: ranges[0])
      }
    }
  }

  /// Returns the place at which a call names a dependency, if there is one and no other.
  private func place(of dependency: String, in call: Range<Int>) -> SourcePosition? {
    // Behind `.target(name: "X"`.
    let found = call.dropFirst(6).filter { index in
      guard case .string(dependency) = tokens[index].kind else { return false }
      return isElement(index) || isNameOfCall(index)
    }
    guard found.count == 1 else { return nil }
    return tokens[isNameOfCall(found[0]) ? found[0] - 5 : found[0]].position
  }

  /// Whether a literal is an element of a list, and not an argument.
  private func isElement(_ index: Int) -> Bool { tokens[index - 1].isSign("[") || tokens[index - 1].isSign(",") }

  /// Whether a literal is the name in `.product(name: "X"`, or in `.target` and `.byName`.
  private func isNameOfCall(_ index: Int) -> Bool {
    guard index >= 5, tokens[index - 1].isSign(":"), tokens[index - 2].word == "name", tokens[index - 3].isSign("("),
      let word = tokens[index - 4].word
    else { return false }
    return tokens[index - 5].isSign(".") && ["product", "target", "byName"].contains(word)
  }

  private func name(ofCallAt open: Int) -> String? {
    guard open + 3 < tokens.count, tokens[open + 1].word == "name", tokens[open + 2].isSign(":"),
      case .string(let name?) = tokens[open + 3].kind
    else { return nil }
    return name
  }

  private func end(ofCallAt open: Int) -> Int? {
    var depth = 0
    for index in open..<tokens.count {
      if tokens[index].isSign("(") { depth += 1 }
      if tokens[index].isSign(")") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }
}
