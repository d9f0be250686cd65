import JSON

extension ArchitectureMap {
  /// Value for the page: boxes with numbers, lines as SVG paths.
  var json: JSONValue {
    [
      "width": Self.number(width), "height": Self.number(height),
      "decks": .array(bands.map { ["label": .string($0.label), "y": Self.number($0.y), "height": Self.number($0.height)] }),
      "boxes": .array(
        boxes.map {
          [
            "module": .number($0.module), "row": .number($0.row), "x": Self.number($0.x), "y": Self.number($0.y), "width": Self.number($0.width),
            "height": Self.number($0.height),
          ]
        }),
      "routes": .array(
        routes.map { route in
          .members([
            ("edge", .number(route.edge)), ("path", .string(route.svgPath)), ("implied", route.isImplied ? true : nil),
            ("stray", route.isStray ? true : nil),
          ])
        }),
    ]
  }

  /// Number with a tenth of a point, which is finer than a screen.
  fileprivate static func number(_ value: Double) -> JSONValue { JSONValue(.number(text(value))) }

  fileprivate static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let tenth = abs(tenths) % 10
    return "\(sign)\(abs(tenths) / 10)" + (tenth == 0 ? "" : ".\(tenth)")
  }
}

extension ArchitectureMap.Route {
  /// Line as the `d` of an SVG path.
  var svgPath: String {
    let text = ArchitectureMap.text
    guard let first = points.first else { return "" }
    var path = "M\(text(first.x)) \(text(first.y))"
    for index in points.indices.dropFirst() {
      let (from, to) = (points[index - 1], points[index])
      if index.isMultiple(of: 2) {
        path += "V\(text(to.y))"
      } else {
        // Curves leave and arrive upright; one between two boxes of a row hangs below them.
        let (leave, arrive) = from.y == to.y ? (from.y + 34, to.y + 34) : ((from.y + to.y) / 2, (from.y + to.y) / 2)
        path += "C\(text(from.x)) \(text(leave)) \(text(to.x)) \(text(arrive)) \(text(to.x)) \(text(to.y))"
      }
    }
    return path
  }
}
