/// Writes SVG text: elements, attributes, and nothing that a name could break out of.
struct SVGWriter {
  private(set) var text = ""

  mutating func open(_ element: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    text += "<\(element)\(SVGWriter.joined(attributes))>\n"
  }

  mutating func close(_ element: String) { text += "</\(element)>\n" }

  mutating func empty(_ element: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(element)\(SVGWriter.joined(attributes))/>\n"
  }

  mutating func element(_ element: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String) {
    text += "<\(element)\(SVGWriter.joined(attributes))>\(XML.text(content))</\(element)>\n"
  }

  /// - Parameter text: written as it is: style sheets and other trusted text.
  mutating func raw(_ text: String) { self.text += text + "\n" }

  /// To a tenth: coordinates then never differ by how a machine prints its floating point.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let magnitude = abs(tenths)
    return (tenths < 0 ? "-" : "") + "\(magnitude / 10)" + (magnitude % 10 == 0 ? "" : ".\(magnitude % 10)")
  }

  private static func joined(_ attributes: KeyValuePairs<String, String>) -> String {
    attributes.map { " \($0.key)=\"\(XML.attribute($0.value))\"" }.joined()
  }
}
