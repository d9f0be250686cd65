/// A value of a manifest that has been found to be of the type its place asks for, constants put in and sums made.
struct ManifestLiteral {
  indirect enum Content {
    case none
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case list([ManifestLiteral])
    case dictionary([String: String])
    case member(Member)
  }

  /// `.name` or `.name(label: value)`; arguments left out are missing.
  struct Member {
    var name: String
    var arguments: [(label: String?, value: ManifestLiteral)]
  }

  var content: Content
  /// The first byte's place in the text.
  var offset: Int

  var string: String? { if case .string(let text) = content { text } else { nil } }
  var list: [ManifestLiteral]? { if case .list(let elements) = content { elements } else { nil } }
  var member: Member? { if case .member(let member) = content { member } else { nil } }
  var strings: [String]? { list?.compactMap(\.string) }
  var dictionary: [String: String]? { if case .dictionary(let pairs) = content { pairs } else { nil } }
  var isNone: Bool { if case .none = content { true } else { false } }

  /// The name of the member that this is.
  var memberName: String? { member?.name }

  /// Puts `elements` at the end of the list that is the argument with that label.
  mutating func append(_ elements: [ManifestLiteral], to label: String) {
    guard case .member(var member) = content else { return }
    if let index = member.arguments.firstIndex(where: { $0.label == label }) {
      member.arguments[index].value.content = .list((member.arguments[index].value.list ?? []) + elements)
    } else {
      member.arguments.append((label: label, value: ManifestLiteral(content: .list(elements), offset: offset)))
    }
    content = .member(member)
  }

  /// The argument with that label; `nil` where there is none, or it is `nil`.
  subscript(label: String?) -> ManifestLiteral? {
    member?.arguments.first { $0.label == label }.flatMap { $0.value.isNone ? nil : $0.value }
  }
}
