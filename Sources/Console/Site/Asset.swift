/// A file of the page, from the folder `Page`: a part of the program, so that the image is one file.
struct Asset: Sendable {
  /// Path that it is served at.
  let path: String
  /// Media type (RFC 9110, section 8.3.1).
  let type: String
  /// Content as the file had it when the program was built.
  let bytes: [UInt8]

  private static func script(_ path: String, _ bytes: [UInt8]) -> Asset { Asset(path: path, type: "text/javascript; charset=utf-8", bytes: bytes) }

  /// Every file of the folder.
  static let all = [
    Asset(path: "/", type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    Asset(path: "/icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg),
    Asset(path: "/style.css", type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
    script("/elements.js", PackageResources.elements_js), script("/fleet.js", PackageResources.fleet_js),
    script("/main.js", PackageResources.main_js), script("/map.js", PackageResources.map_js), script("/panel.js", PackageResources.panel_js),
    script("/rules.js", PackageResources.rules_js),
  ]
}
