/// The attributes and the access level read so far of what may become an import.
struct DeclarationPrefix {
  private(set) var attributes: [Range<Int>] = []
  private(set) var access: Import.AccessLevel?
  /// Where an attribute began whose arguments are being skipped.
  private(set) var openAttribute: Int?

  var isEmpty: Bool { attributes.isEmpty && access == nil && openAttribute == nil }

  mutating func clear() {
    if isEmpty { return }
    attributes.removeAll(keepingCapacity: true)
    access = nil
    openAttribute = nil
  }

  /// A word that may be an access level; any other ends the prefix.
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

  /// An `#if` cut off the arguments of an attribute.
  mutating func dropOpenAttribute() { openAttribute = nil }
}
