/// One made-up Swift file: what application code is made of, in about the usual proportions. It parses; it says nothing.
struct SampleSource {
  var dice: Dice
  let name: String
  let imports: [String]
  private var lines: [String] = []

  init(dice: Dice, name: String, imports: [String]) {
    self.dice = dice
    self.name = name
    self.imports = imports
  }

  mutating func text() -> String {
    let length = chooseLength()
    addHeader()
    addImports()
    while lines.count < length {
      switch dice.roll(10) {
      case 0: addExtension()
      case 1: addEnum()
      case 2 where dice.once(in: 2): addConditionalPart()
      default: addType(until: min(length, lines.count + 40 + dice.roll(160)))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Many short files, a few very long ones: 220 lines on average.
  private mutating func chooseLength() -> Int {
    switch dice.roll(100) {
    case ..<45: 30 + dice.roll(100)
    case ..<85: 130 + dice.roll(150)
    case ..<97: 300 + dice.roll(440)
    default: 700 + dice.roll(1000)
    }
  }

  private mutating func addHeader() {
    if dice.once(in: 3) {
      lines += ["//===----------------------------------------------------------------------===//", "//"]
      lines += ["// This source file is part of the sample project", "//", "// Licensed under the terms in LICENSE", "//"]
      lines += ["//===----------------------------------------------------------------------===//", ""]
    } else if dice.once(in: 2) {
      lines += ["//", "//  \(name).swift", "//  Sample", "//", ""]
    }
  }

  private mutating func addImports() {
    if dice.roll(3) > 0 { lines.append("import Foundation") }
    for module in imports {
      switch dice.roll(20) {
      case 0: lines.append("@preconcurrency import \(module)")
      case 1: lines.append("public import \(module)")
      case 2: lines.append("import struct \(module).\(dice.pick(SampleRepository.subjects))")
      default: lines.append("import \(module)")
      }
    }
    if dice.once(in: 12) { lines += ["", "#if canImport(UIKit)", "import UIKit", "#elseif canImport(AppKit)", "import AppKit", "#endif"] }
    lines.append("")
  }

  private mutating func addConditionalPart() {
    lines += ["#if os(Linux)"]
    if dice.once(in: 3) { lines.append("import Glibc") }
    addFunction(indent: "")
    lines += ["#else"]
    if dice.once(in: 3) { lines.append("import Darwin") }
    addFunction(indent: "")
    lines += ["#endif", ""]
  }

  private mutating func addType(until length: Int) {
    addDocumentation(indent: "")
    lines.append("\(dice.pick(["public final class", "public struct", "struct", "final class", "actor"])) \(noun())\(dice.pick(Self.roles)) {")
    for _ in 0..<2 + dice.roll(6) { addProperty() }
    lines.append("")
    while lines.count < length { addFunction(indent: "  ") }
    lines += ["}", ""]
  }

  private mutating func addExtension() {
    lines.append("extension \(noun())\(dice.pick(Self.roles)): \(dice.pick(["Sendable", "Equatable", "CustomStringConvertible", "Codable"])) {")
    addFunction(indent: "  ")
    lines += ["}", ""]
  }

  private mutating func addEnum() {
    addDocumentation(indent: "")
    lines.append("enum \(noun())\(dice.pick(["Kind", "State", "Error", "Key"])): String, CaseIterable {")
    for _ in 0..<3 + dice.roll(6) { lines.append("  case \(word())\(noun()) = \"\(word())-\(word())\"") }
    // A member that is called as the keyword is.
    if dice.once(in: 6) { lines.append("  case `import`") }
    lines += ["}", ""]
  }

  private mutating func addProperty() {
    if dice.once(in: 4) { addDocumentation(indent: "  ") }
    lines.append(
      "  \(dice.pick(["private let", "public let", "var", "private var"])) \(word())\(noun()): \(noun())\(dice.pick(["", "?", "ID", "Store"]))")
  }

  private mutating func addDocumentation(indent: String) {
    for _ in 0..<dice.roll(4) { lines.append("\(indent)/// \(sentence())") }
  }

  private mutating func addFunction(indent: String) {
    addDocumentation(indent: indent)
    let inner = indent + "  "
    lines.append(
      "\(indent)\(dice.pick(["func", "public func", "private func"])) \(word())\(noun())(_ \(word()): \(noun()), by \(word()): Int = \(dice.roll(100))) throws -> \(noun())? {"
    )
    for _ in 0..<3 + dice.roll(14) { addStatement(indent: inner) }
    lines += ["\(inner)return \(word())", "\(indent)}", ""]
  }

  private mutating func addStatement(indent: String) {
    switch dice.roll(40) {
    case 0...2: lines.append("\(indent)// \(sentence())")
    case 3: lines += ["\(indent)/* \(sentence())", "\(indent)   /* \(word()) */ \(sentence()) */"]
    case 4...7: lines.append("\(indent)\(word()).\(word())(\"\(sentence()) \\(\(word()).\(word())) \\\"\(word())\\\"\")")
    case 8:
      lines += [
        "\(indent)let \(word()) = \"\"\"", "\(indent)  \(sentence())", "\(indent)  \\(\(word()).map { \"<\\($0)>\" }.joined(separator: \", \"))",
        "\(indent)  \"\"\"",
      ]
    case 9: lines.append("\(indent)let \(word())Pattern = #/^\\s*(\(word())|\(word()))\\s+\"([^\"]*)\"$/#")
    case 10: lines.append("\(indent)let \(word()) = #\"\\d+ \"\(word())\" \\w\"#")
    case 11...15: lines += ["\(indent)guard let \(word()) = \(word()).\(word()), \(word()).count > \(dice.roll(64)) else { return nil }"]
    case 16...19:
      lines += ["\(indent)if \(word()) == \(word()) && !\(word()).isEmpty {", "\(indent)  \(word()).\(word()) += \(dice.roll(1000))", "\(indent)}"]
    case 20...21:
      lines += [
        "\(indent)for (\(word()), index) in zip(\(word()), 0...) where index % \(2 + dice.roll(9)) != 0 {",
        "\(indent)  \(word())(\(word()), at: index / 2)", "\(indent)}",
      ]
    case 22: lines += ["\(indent)#if DEBUG", "\(indent)print(\"\(word()): \\(\(word()))\")", "\(indent)#endif"]
    case 23...25:
      lines.append(
        "\(indent)try await \(word()).\(word())(\(word()): .\(word()), \(word()): [\(dice.roll(9)), \(dice.roll(99)), 0x\(String(dice.roll(4096), radix: 16))])"
      )
    case 26...29: lines.append("\(indent)let \(word()) = \(word()).filter { $0.\(word()) < \(dice.roll(500)) }.map(\\.\(word()))")
    default: lines.append("\(indent)\(word()).\(word()) = \(noun())(\(word()): \(word()), \(word()): \(word()).\(word()))")
    }
  }

  private mutating func sentence() -> String {
    if dice.once(in: 25) {
      return dice.pick([
        "import the settings of the last run first", "See `import \(noun())` for how it is used.", "The import happens once, at start.",
        "TODO: import from the new store", "Don't import twice; it's slow.",
      ])
    }
    return "\(noun()) \(word()) \((0..<3 + dice.roll(7)).map { _ in word() }.joined(separator: " "))."
  }

  private mutating func noun() -> String { dice.pick(SampleRepository.subjects) }
  private mutating func word() -> String { dice.pick(Self.words) }

  private static let roles = ["Store", "Client", "View", "Model", "Controller", "Loader", "Parser", "Provider"]
  private static let words = [
    "value", "items", "request", "load", "key", "index", "update", "buffer", "handler", "first", "result", "state", "token", "name", "path", "fetch",
    "cache", "queue", "remove", "limit", "offset", "apply", "node", "left", "right", "merge", "send", "date", "total", "read", "count", "current",
  ]
}
