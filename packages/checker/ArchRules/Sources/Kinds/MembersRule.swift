/// A kind whose rules have one key of their own, `in`: the targets that a rule binds, which are all of the repository's where it is left out.
public protocol MembersRule: RuleKind {
  /// The selection behind `in`.
  var members: Selection? { get }
  /// What an editor shows to whoever hovers over `in`.
  static var membersHelp: String { get }

  init(_ members: Selection?)
}

extension MembersRule {
  public static var membersHelp: String { "The targets to judge. Left out: all targets of the repository." }
  public static var fields: [RuleField] { [.selection("in", isRequired: false, membersHelp)] }

  public init?(_ values: RuleValues) { self.init(values.selection("in")) }

  public var values: RuleValues { ["in": members.map { .selection($0) }] }
  public var boundSelection: Selection? { members }
  public var spokenImports: SpokenImports? { nil }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Binds", members)] }
}
