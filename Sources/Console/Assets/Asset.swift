/// A file of the page, which is a part of the program: the image is one file.
struct Asset: Sendable {
  /// Where it is served.
  let path: String
  /// Its media type.
  let type: String
  let text: String

  static let all = [page, icon, style, mainScript, elementsScript, mapScript, panelScript, rulesScript, fleetScript]
}
