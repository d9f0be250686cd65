import JSON

/// A selector of modules by their folders, their names, or either.
public struct Selector: Sendable, Equatable {
  /// A glob as written.
  public struct Pattern: Sendable, Equatable {
    /// The glob's text.
    public var text: String
    /// The position in the rules file.
    public var position: JSONPosition?

    /// Creates a pattern.
    public init(_ text: String, position: JSONPosition? = nil) {
      self.text = text
      self.position = position
    }
  }

  /// The globs over a target's folder relative to the repository's root. One matches where it names the folder or an ancestor of it.
  public var paths: [Pattern]
  /// The globs over module names: of targets, and of modules from outside the repository.
  public var modules: [Pattern]
  /// The globs over Swift files that no package has, which make the folder module `sourcesModule`; groups alone have them.
  public var sources: [Pattern] = []
  /// The folder module that `sources` make: the group's name.
  public var sourcesModule = ""
  /// The reason why nothing may match yet; `nil` where something must.
  public var optional: String?
  /// The position of that reason in the rules file.
  public var optionalPosition: JSONPosition?

  /// Creates a selector.
  public init(paths: [String] = [], modules: [String] = [], optional: String? = nil) {
    self.paths = paths.map { Pattern($0) }
    self.modules = modules.map { Pattern($0) }
    self.optional = optional
  }
}

/// A selection: what a rule's `from`, `to`, `in` or `only` names, which is any of its items.
public struct Selection: Sendable, Equatable {
  /// A group by its name, or a selector written in place.
  public enum Item: Sendable, Equatable {
    case group(String)
    case selector(Selector)
  }
  /// The items.
  public var items: [Item]
  /// The position in the rules file.
  public var position: JSONPosition?

  /// Creates a selection.
  public init(_ items: [Item], position: JSONPosition? = nil) {
    self.items = items
    self.position = position
  }

  /// Returns the selection of these groups.
  public static func group(_ names: String...) -> Selection { Selection(names.map { .group($0) }) }
}

extension Selection: CustomStringConvertible {
  /// The selection in words, for messages: `packages, toolchain or services/*/Tests`.
  public var description: String {
    let words = items.flatMap { item -> [String] in
      switch item {
      case .group(let name): [name]
      case .selector(let selector): selector.paths.map { $0.text == "**" ? "the repository" : $0.text } + selector.modules.map(\.text)
      }
    }
    switch words.count {
    case 0: return "nothing"
    case 1: return words[0]
    default: return words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    }
  }
}
