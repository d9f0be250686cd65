/// The attributes and the access level read so far of a possible import.
struct DeclarationPrefix {
  private(set) var attributes: [Range<Int>] = []
  private(set) var access: Import.AccessLevel?
  /// The offset of an attribute whose arguments are being skipped.
  private(set) var openAttribute: Int?

  var isEmpty: Bool { attributes.isEmpty && access == nil && openAttribute == nil }

  mutating func clear() {
    if isEmpty { return }
    attributes.removeAll(keepingCapacity: true)
    access = nil
    openAttribute = nil
  }

  /// Takes a word that may be an access level; any other ends the prefix.
  mutating func note(_ level: Import.AccessLevel?) {
    if let level { access = level } else { clear() }
  }

  mutating func append(_ attribute: Range<Int>) { attributes.append(attribute) }

  mutating func open(at start: Int) { openAttribute = start }

  mutating func closeAttribute(at end: Int) {
    guard let start = openAttribute else { return clear() }
    attributes.append(start..<end)
    openAttribute = nil
  }

  /// Drops an attribute whose arguments an `#if` cut off.
  mutating func dropOpenAttribute() { openAttribute = nil }
}
