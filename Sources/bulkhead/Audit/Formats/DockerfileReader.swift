import CommandLine
import SwiftImports

/// Reads the instructions of a Dockerfile: comments, continued lines, flags, words in quotes. Other escapes than `\` and heredocs are refused.
struct DockerfileReader {
  private struct PlacedByte {
    var byte: UInt8
    var position: SourcePosition
  }

  private static let names: Set<String> = [
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL",
    "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
  ]

  let lines: [String]
  let path: String

  func instructions() throws -> [DockerfileText.Instruction] {
    var instructions: [DockerfileText.Instruction] = []
    var index = 0
    while index < lines.count {
      let line = lines[index].drop(while: Self.isBlank)
      if line.hasPrefix("#") {
        try checkDirective(line, at: index)
        index += 1
      } else if line.isEmpty {
        index += 1
      } else {
        instructions.append(try instruction(logicalLine(from: &index)))
      }
    }
    return instructions
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  /// The line with those that continue it; comments and empty lines between them are passed over.
  private func logicalLine(from index: inout Int) -> [PlacedByte] {
    var text: [PlacedByte] = []
    var isContinued = true
    while isContinued, index < lines.count {
      let line = lines[index]
      let trimmed = line.drop(while: Self.isBlank)
      index += 1
      if !text.isEmpty, trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      var bytes = Array(line.utf8)
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
      isContinued = bytes.last == UInt8(ascii: "\\")
      if isContinued { bytes.removeLast() }
      text += bytes.enumerated().map { PlacedByte(byte: $1, position: SourcePosition(line: index, column: $0 + 1)) }
      if isContinued { text.append(PlacedByte(byte: 0x20, position: SourcePosition(line: index, column: bytes.count + 1))) }
    }
    return text
  }

  /// A parser directive that changes how the file is read.
  private func checkDirective(_ line: Substring, at index: Int) throws {
    let text = line.dropFirst().filter { !Self.isBlank($0) }.lowercased()
    guard text.hasPrefix("escape="), text != "escape=\\", lines[..<index].allSatisfy({ $0.hasPrefix("#") }) else { return }
    throw Failure(placed: "\(path):\(index + 1):1: another escape character than \\ is not read here")
  }

  private func instruction(_ text: [PlacedByte]) throws -> DockerfileText.Instruction {
    var words = try Self.words(text, path: path)
    let first = words.removeFirst()
    let name = first.text.uppercased()
    let place = "\(path):\(first.position.line):\(first.position.column)"
    if !Self.names.contains(name) { throw Failure(placed: "\(place): there is no instruction \(first.text)") }
    if words.isEmpty { throw Failure(placed: "\(place): \(name) has no arguments") }
    var flags: [(name: String, value: String)] = []
    while let word = words.first, word.text.hasPrefix("--"), ["ADD", "COPY", "FROM", "HEALTHCHECK", "RUN"].contains(name) {
      let parts = word.text.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      flags.append((String(parts[0]), parts.count == 2 ? String(parts[1]) : ""))
      words.removeFirst()
    }
    if ["RUN", "COPY", "ADD"].contains(name), let heredoc = words.first(where: { Self.isHeredoc($0.text) }) {
      throw Failure(
        placed: "\(path):\(heredoc.position.line):\(heredoc.position.column): heredocs are not read here; write the commands in lines joined by \\")
    }
    let start = words.first?.position
    let rest = text[(text.firstIndex { $0.position == start } ?? text.endIndex)...]
    return DockerfileText.Instruction(
      name: name, text: String(decoding: rest.map(\.byte), as: UTF8.self), flags: flags, words: words, position: first.position)
  }

  /// `<<EOF`, `<<-"EOF"`, `3<<EOF`.
  private static func isHeredoc(_ word: String) -> Bool {
    let rest = word.drop { $0.isNumber }
    guard rest.hasPrefix("<<"), !rest.hasPrefix("<<<") else { return false }
    return rest.dropFirst(2).first.map { $0 == "-" || $0 == "\"" || $0 == "'" || $0.isLetter || $0 == "_" } ?? false
  }

  /// Parted at blanks outside quotes, which fall away.
  private static func words(_ text: [PlacedByte], path: String) throws -> [DockerfileText.Word] {
    var words: [DockerfileText.Word] = []
    var bytes: [UInt8] = []
    var start: SourcePosition?
    var quote: (byte: UInt8, position: SourcePosition)?
    var isEscaped = false
    func end() {
      if let place = start { words.append(DockerfileText.Word(text: String(decoding: bytes, as: UTF8.self), position: place)) }
      bytes = []
      start = nil
    }
    for character in text {
      let byte = character.byte
      if isEscaped {
        bytes.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote?.byte != UInt8(ascii: "'") {
        start = start ?? character.position
        isEscaped = true
      } else if let open = quote {
        if byte == open.byte { quote = nil } else { bytes.append(byte) }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        start = start ?? character.position
        quote = (byte, character.position)
      } else if byte == 0x20 || byte == 0x09 {
        end()
      } else {
        start = start ?? character.position
        bytes.append(byte)
      }
    }
    if let quote { throw Failure(placed: "\(path):\(quote.position.line):\(quote.position.column): this quotation mark is not closed") }
    end()
    return words
  }
}
