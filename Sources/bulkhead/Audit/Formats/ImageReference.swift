/// The name of an image: `ghcr.io/owner/name:tag@sha256:…`.
struct ImageReference: Sendable, Equatable {
  var name: String
  var tag: String?
  var digest: String?

  init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    digest = parts.count == 2 ? parts[1] : nil
    var rest = parts.first ?? ""
    // A port of the registry stands before the last slash; braces hold a variable, whose default may have a colon.
    let path = rest.lastIndex(of: "/").map { rest[rest.index(after: $0)...] } ?? rest[...]
    let isVariable = path.firstIndex(of: "$")
    if let colon = path.firstIndex(of: ":"), isVariable.map({ colon < $0 }) ?? true {
      tag = String(rest[rest.index(after: colon)...])
      rest = String(rest[..<colon])
    }
    name = rest
  }

  /// The last part of its name: `swift` of `docker.io/library/swift:6.3`.
  var shortName: String { String(name.split(separator: "/").last ?? "") }

  /// Why what it names can be another image tomorrow; `nil` where it cannot, or only as its maker corrects a version.
  var movingPart: String? {
    if digest != nil { return nil }
    guard let tag else { return "it has no tag, which is latest" }
    let moving = ["latest", "main", "master", "edge", "nightly"]
    if moving.contains(tag) { return "its tag is \(tag)" }
    if let value = moving.first(where: { tag.hasSuffix("-\($0)}") || tag.hasSuffix(":-\($0)}") }) { return "its tag is \(value) where none is given" }
    return nil
  }
}
