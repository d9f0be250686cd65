extension Selection: CustomStringConvertible {
  /// In words, as messages say it: `packages, toolchain or services/*/Tests`.
  public var description: String {
    let words = items.flatMap { item -> [String] in
      switch item {
      case .group(let name): [name]
      case .selector(let selector): (selector.paths + selector.modules).map(\.text)
      }
    }
    switch words.count {
    case 0: return "nothing"
    case 1: return words[0]
    default: return words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    }
  }
}
