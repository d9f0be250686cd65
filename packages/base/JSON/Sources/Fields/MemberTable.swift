/// An object's members, found by name: by a search where they are few, by hash where a text from outside may bring thousands.
struct MemberTable {
  let list: [JSONValue.Member]
  private let indices: [Key: Int]

  init(_ list: [JSONValue.Member]) {
    self.list = list
    guard list.count > 16 else {
      indices = [:]
      return
    }
    // A value made by a program may have a key twice: the first counts, as in `JSONValue`'s subscript.
    indices = Dictionary(list.enumerated().map { (Key(text: $0.element.key), $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> JSONValue? {
    if indices.isEmpty { return list.first { areSame($0.key, name) }?.value }
    return indices[Key(text: name)].map { list[$0].value }
  }

  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { areSame(left.text, right.text) }

    func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
  }
}
