/// A pattern over a folder's path or a module's name.
///
/// `*` stands for any characters within a segment, `?` for one, `**` as a whole segment for any number of segments, and `{name}` for one or
/// more characters within a segment, which it binds to that name. Everything else stands for itself.
///
/// Matching never backtracks further than to the last `*` (or `**`): its time is at most the product of the lengths.
public struct Glob: Sendable, Equatable {
  /// The glob as written.
  public let text: String
  /// The names it binds, in order.
  public let names: [String]
  private let segments: [Segment]

  enum Segment: Sendable, Equatable {
    /// `**`
    case deep
    /// A segment of bytes in which `*` and `?` stand for others.
    case wild([UInt8])
    /// A segment with one binding among plain text.
    case binding(prefix: [UInt8], name: String, suffix: [UInt8])
  }

  /// The reason why a text is not a glob, as a sentence without its full stop.
  public struct Mistake: Error, Equatable {
    /// The reason.
    public let message: String
  }

  /// Reads a glob over folders relative to the repository's root. It matches a folder where it names it, or an ancestor of it.
  public init(path text: String) throws(Mistake) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 1, parts.last == "" { parts.removeLast() }
    guard !text.isEmpty, parts.allSatisfy({ $0 != "" }) else {
      throw Mistake(message: text.hasPrefix("/") ? "a path glob is relative to the repository's root" : "a path glob has no empty segment")
    }
    if parts.contains("..") { throw Mistake(message: "a path glob cannot lead out of the repository") }
    parts.removeAll { $0 == "." }
    var segments: [Segment] = []
    // `**/**` says no more than `**`.
    for segment in try Self.segments(parts) where segment != .deep || segments.last != .deep { segments.append(segment) }
    try self.init(text: text, segments: segments)
  }

  /// Reads a glob over the whole names of modules.
  public init(module text: String) throws(Mistake) {
    if text.isEmpty { throw Mistake(message: "a module's name is not empty") }
    if text.contains("/") { throw Mistake(message: "a module's name has no slash; folders are selected by \"paths\"") }
    try self.init(text: text, segments: Self.segments([text[...]]))
  }

  private init(text: String, segments: [Segment]) throws(Mistake) {
    self.text = text
    self.segments = segments
    names = segments.compactMap { if case .binding(_, let name, _) = $0 { name } else { nil } }
    if Set(names).count < names.count { throw Mistake(message: "a name is bound once in a glob") }
  }

  private static func segments(_ parts: [Substring]) throws(Mistake) -> [Segment] {
    var segments: [Segment] = []
    for part in parts { segments.append(try segment(part)) }
    return segments
  }

  private static func segment(_ part: Substring) throws(Mistake) -> Segment {
    if part == "**" { return .deep }
    if part.contains("**") { throw Mistake(message: "\"**\" stands alone between slashes") }
    guard let open = part.firstIndex(where: { $0 == "{" || $0 == "}" }) else { return .wild(Array(part.utf8)) }
    guard part[open] == "{", let close = part[open...].firstIndex(of: "}") else {
      throw Mistake(message: "a brace has no partner; a binding is written {name}")
    }
    let name = part[part.index(after: open)..<close]
    if name.contains(",") { throw Mistake(message: "braces bind a name and hold no alternatives; write one glob for each") }
    guard !name.isEmpty, name.utf8.allSatisfy({ isNameByte($0) }) else {
      throw Mistake(message: "a binding's name is made of letters, digits, \"-\" and \"_\"")
    }
    let (prefix, suffix) = (part[..<open], part[part.index(after: close)...])
    if (prefix + suffix).contains(where: { "*?{}".contains($0) }) {
      throw Mistake(message: "a segment with a binding has no other wildcard, so that what it binds is plain")
    }
    return .binding(prefix: Array(prefix.utf8), name: String(name), suffix: Array(suffix.utf8))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Glob {
  /// Whether one of several globs names the path, relative to the root, or an ancestor of it.
  public static func matches(_ globs: [Glob], path: String) -> Bool {
    if globs.isEmpty { return false }
    let path = FolderPath(path)
    return globs.contains { $0.matchFolder(path) != nil }
  }

  /// The deepest folder that holds everything that some globs match, as far as their plain segments say; `.` for the root.
  static func plainFolder(above globs: [Glob]) -> String {
    let heads = globs.map { glob in
      glob.text.split(separator: "/").filter { $0 != "." }.prefix { segment in !segment.contains { "*?{".contains($0) } }
    }
    guard var common = heads.first else { return "." }
    for head in heads.dropFirst() { common = common.prefix(zip(common, head).prefix { $0 == $1 }.count) }
    return common.isEmpty ? "." : common.joined(separator: "/")
  }

  /// Returns the bindings where the glob names the folder or an ancestor of it; `nil` where it does not. Where several ancestors match, the
  /// highest counts.
  public func matchFolder(_ folder: FolderPath) -> Bindings? {
    // An ancestor matches like the folder itself with a last `**`.
    match(folder.segments, openEnded: true)
  }

  /// Returns the bindings in a module's name; `nil` where the glob does not match.
  public func matchName(_ name: String) -> Bindings? {
    // `**` as a name is any name.
    match([Array(name.utf8)], openEnded: false)
  }

  /// Matches segments with one remembered place to return to: returning to an earlier `**` could gain nothing.
  private func match(_ path: [[UInt8]], openEnded: Bool) -> Bindings? {
    var bound: [(name: String, value: String)] = []
    var (pattern, position) = (0, 0)
    var retry: (pattern: Int, position: Int, bound: Int)?
    while true {
      if pattern == segments.count {
        if openEnded || position == path.count { return bound.isEmpty ? .none : Bindings(bound) }
      } else if segments[pattern] == .deep {
        pattern += 1
        retry = (pattern, position, bound.count)
        continue
      } else if position < path.count, Self.match(segments[pattern], path[position], &bound) {
        pattern += 1
        position += 1
        continue
      }
      guard let last = retry, last.position < path.count else { return nil }
      retry = (last.pattern, last.position + 1, last.bound)
      (pattern, position) = (last.pattern, last.position + 1)
      bound.removeSubrange(last.bound...)
    }
  }

  private static func match(_ segment: Segment, _ text: [UInt8], _ bound: inout [(name: String, value: String)]) -> Bool {
    switch segment {
    case .deep: return true
    case .wild(let pattern): return matchWild(pattern, text)
    case .binding(let prefix, let name, let suffix):
      guard text.count > prefix.count + suffix.count, text.starts(with: prefix), text.suffix(suffix.count).elementsEqual(suffix) else { return false }
      bound.append((name, String(decoding: text[prefix.count..<(text.count - suffix.count)], as: UTF8.self)))
      return true
    }
  }

  private static func matchWild(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (p, t) = (0, 0)
    var retry: (p: Int, t: Int)?
    while true {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        p += 1
        retry = (p, t)
      } else if t == text.count, p == pattern.count {
        return true
      } else if p < pattern.count, t < text.count, pattern[p] == UInt8(ascii: "?") {
        p += 1
        t += characterLength(text, at: t)
      } else if p < pattern.count, t < text.count, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = retry, last.t < text.count {
        retry = (last.p, last.t + 1)
        (p, t) = (last.p, last.t + 1)
      } else {
        return false
      }
    }
  }

  /// Returns the number of bytes of the Unicode scalar at an offset.
  private static func characterLength(_ text: [UInt8], at offset: Int) -> Int {
    var end = offset + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end - offset
  }
}

/// A folder relative to the repository's root, split once for many globs.
public struct FolderPath: Sendable, Equatable {
  let segments: [[UInt8]]

  /// Splits a path; the root is `.`.
  public init(_ path: String) {
    segments = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }.filter { $0 != [UInt8(ascii: ".")] }
  }
}
