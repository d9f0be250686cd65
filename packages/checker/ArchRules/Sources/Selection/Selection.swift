import JSON

/// Selects modules by their folders, their names, or either.
public struct Selector: Sendable, Equatable {
  public struct Pattern: Sendable, Equatable {
    public var text: String
    public var position: JSONPosition?

    public init(_ text: String, position: JSONPosition? = nil) {
      self.text = text
      self.position = position
    }
  }

  /// Globs over a target's folder relative to the repository's root. One matches where it names the folder or an ancestor of it.
  public var paths: [Pattern]
  /// Globs over module names: of targets, and of modules from outside the repository.
  public var modules: [Pattern]
  /// Why nothing may match yet; `nil` where something must.
  public var optional: String?
  /// Where the rules file says so.
  public var optionalPosition: JSONPosition?

  public init(paths: [String] = [], modules: [String] = [], optional: String? = nil) {
    self.paths = paths.map { Pattern($0) }
    self.modules = modules.map { Pattern($0) }
    self.optional = optional
  }
}

/// What a rule's `from`, `to`, `in` or `only` names: any of these.
public struct Selection: Sendable, Equatable {
  public enum Item: Sendable, Equatable {
    case group(String)
    case selector(Selector)
  }
  public var items: [Item]
  public var position: JSONPosition?

  public init(_ items: [Item], position: JSONPosition? = nil) {
    self.items = items
    self.position = position
  }

  public static func group(_ names: String...) -> Selection { Selection(names.map { .group($0) }) }
}

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
