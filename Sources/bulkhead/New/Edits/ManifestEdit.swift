import CommandLine
import PackageGraph

/// The text of a manifest, to which products and targets are added: each behind one of its kind that is there.
struct ManifestEdit {
  private(set) var bytes: [UInt8]
  private let environment: [String]

  private static let path = "Package.swift"
  /// Without the indentation of a list's elements.
  private static let width = 146

  init(_ text: [UInt8], environment: [String]) {
    bytes = text
    self.environment = environment
  }

  /// Adds an element behind the one of that name, or behind the last of its kind.
  mutating func add(_ callee: String, _ arguments: [String], _ kind: ManifestText.Kind, behind neighbour: String?) throws {
    let element = Self.element(callee, arguments)
    guard let text = ManifestText(bytes, environment: environment) else {
      throw Failure(
        placed: "\(Self.path):1:1: this manifest is computed, so nothing can be added to its text; declare products and targets as literals, "
          + "or add this by hand:\n\(element),")
    }
    let elements = text.elements.filter { $0.kind == kind }
    guard let place = elements.last(where: { $0.name == neighbour }) ?? elements.last else {
      throw Failure(
        placed: "\(Self.path):1:1: there is nothing in the list \(kind.rawValue) that this could be put behind; add it by hand:\n\(element),")
    }
    bytes = text.inserting(element, after: place)
  }

  /// The call on one line where it fits, else its arguments below it, as many on a line as fit.
  static func element(_ callee: String, _ arguments: [String]) -> String {
    let line = "\(callee)(\(arguments.joined(separator: ", ")))"
    if line.utf8.count + 1 <= width { return line }
    var lines: [String] = []
    for argument in arguments {
      if let last = lines.last, last.utf8.count + argument.utf8.count + 4 <= width {
        lines[lines.count - 1] += ", \(argument)"
      } else {
        if let last = lines.popLast() { lines.append("\(last),") }
        lines.append("  \(argument)")
      }
    }
    return "\(callee)(\n\(lines.joined(separator: "\n")))"
  }

  /// `["HTTP", "JSON"]`.
  static func list(_ names: [String]) -> String { "[\(names.map { "\"\($0)\"" }.joined(separator: ", "))]" }
}
