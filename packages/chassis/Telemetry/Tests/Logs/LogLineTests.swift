import JSON
import Platform
import TestSupport
import Testing

@testable import Telemetry

@Suite(.blocking) struct LogLineTests {
  private func line(_ message: String, _ fields: LogFields = [:], logger: String = "jobs") throws -> JSONValue {
    let output = LogOutput.inMemory()
    Logger(logger, output: output).info(message, fields)
    let line = try #require(output.lines.first)
    #expect(line.utf8.count < LogScratch.lineCapacity)
    return try JSONValue(parsing: Array(line.utf8))
  }

  @Test func `any text arrives as it was`() throws {
    let everything = String(String.UnicodeScalarView((0...0x2FFF).compactMap(Unicode.Scalar.init)))
    for text in [everything, "", "\"\\\u{0}\u{1B}[31m\u{7F}\u{9B}é\u{10FFFF}", "a\r\nb\tc", "\u{2028}\u{FEFF}"] {
      // The whole of Unicode up to there is more than fits into one line, so it goes by pieces.
      for start in stride(from: 0, through: text.unicodeScalars.count, by: 500) {
        let piece = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(start).prefix(500)))
        let line = try line(piece, ["key": .string(piece), piece: 1, "nested": ["in": [.string(piece)]]])
        #expect(line["message"]?.string?.utf8.elementsEqual(piece.utf8) == true)
        #expect(line["key"]?.string?.utf8.elementsEqual(piece.utf8) == true)
        #expect(line["nested"]?["in"]?.array?.first?.string?.utf8.elementsEqual(piece.utf8) == true)
      }
    }
  }

  @Test func `no control character reaches a terminal`() throws {
    let controls = String(String.UnicodeScalarView((0...0x9F).compactMap(Unicode.Scalar.init)))
    for format in [LogFormat.json, .text(isColoured: false)] {
      let output = LogOutput.inMemory(format: format)
      Logger(controls, output: output).info(controls, [controls: .string(controls)])
      let line = try #require(output.lines.first)
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }, "\(line)")
    }
  }

  @Test func `a field with a key of the line's own gets another`() throws {
    let line = try line("text", ["time": 1, "level": 2, "service": 3, "logger": 4, "message": 5, "span_id": 6, "truncated": 7, "field_time": 8])
    let members = try #require(line.object)
    #expect(Set(members.map(\.key)).count == members.count, "no key stands twice")
    #expect(line["message"]?.string == "text")
    #expect(line["field_time"]?.int == 8, "the later of two counts")
    #expect(line["field_level"]?.int == 2)
    #expect(line["field_truncated"]?.int == 7)
    #expect(line["truncated"] == nil)
  }

  @Test func `numbers that JSON has no way to write are words`() throws {
    let line = try line(
      "x",
      ["nan": .double(.nan), "inf": .double(.infinity), "ninf": .double(-.infinity), "small": .double(.leastNonzeroMagnitude), "min": .int(.min)])
    #expect(line["nan"]?.string == "NaN")
    #expect(line["inf"]?.string == "Infinity")
    #expect(line["ninf"]?.string == "-Infinity")
    #expect(line["small"]?.double == .leastNonzeroMagnitude)
    #expect(line["min"]?.int == .min)
    #expect(LogValue.seconds(.milliseconds(1250)) == 1.25)
  }

  @Test func `a text too long ends early, between two characters`() throws {
    for character in ["x", "é", "€", "😀", "\"", "\u{1}", "\u{85}"] {
      let long = String(repeating: character, count: 20_000)
      let line = try line(long, ["key": .string(long), "after": 1])
      for text in [line["message"]?.string, line["key"]?.string] {
        let text = try #require(text)
        #expect(text.hasSuffix("…") && text.count > 500, "\(text.count)")
        #expect(text.dropLast().allSatisfy { String($0) == character })
      }
      #expect(line["after"]?.int == 1)
      #expect(line["truncated"]?.bool == true)
    }
  }

  @Test func `a field that does not fit is left out whole`() throws {
    let long = LogValue.string(String(repeating: "x", count: 4000))
    let line = try line("x", ["a": long, "b": long, "c": [long, long, long], "d": long, "e": 5])
    #expect(line["a"] != nil && line["b"] != nil && line["d"] != nil)
    #expect(line["c"] == nil)
    #expect(line["e"]?.int == 5)
    #expect(line["truncated"]?.bool == true)
  }

  @Test func `a line that ends anywhere inside a value is still JSON`() throws {
    let long = LogValue.string(String(repeating: "x", count: 4000))
    for length in 3940..<4095 {
      let last = LogValue.string(String(repeating: "y", count: length))
      let values: [LogValue] = [.double(-1.2345678901234567e-300), .int(.min), true, nil, "€", ["€", 1.5], ["€": "€"]]
      let fields = LogFields(values.enumerated().map { .init("k\($0.offset)", $0.element) })
      let first: LogFields = ["a": long, "b": long, "c": long, "d": last, "nested": .fields(fields)]
      let line = try line("x", first.adding(fields))
      #expect(line["truncated"]?.bool == true)
    }
  }

  @Test func `deep, wide and many fields are bounded`() throws {
    var deep: LogValue = 1
    for _ in 0..<10_000 { deep = [deep] }
    let wide = LogFields((0..<5000).map { LogFields.Field("k\($0)", .int($0)) })
    var line = try line("x", ["deep": deep, "wide": .fields(wide), "list": .list(Array(repeating: 1, count: 100_000)), "last": 1])
    #expect(line["last"]?.int == 1)
    #expect(line["list"] == nil)
    #expect(line["wide"]?.object?.count == LogLine.maximumFieldCount)
    #expect(line["truncated"]?.bool == true)
    line = try self.line("x", wide)
    #expect(line.object?.count == 5 + LogLine.maximumFieldCount + 1)
  }

  @Test func `random fields come out as lines of JSON`() throws {
    var generator = SeededGenerator(for: "random fields come out as lines of JSON")
    for _ in 0..<200 {
      let fields = LogFields(
        (0..<Int.random(in: 0...20, using: &generator)).map { _ in
          .init(generator.text(upTo: 6), generator.value(depth: 4))
        })
      let logger = generator.text(upTo: 20)
      let line = try line(generator.text(upTo: 2000), fields, logger: logger)
      let members = try #require(line.object)
      let own = ["time", "level", "service"] + (logger.isEmpty ? [] : ["logger"]) + ["message"]
      #expect(Array(members.map(\.key).prefix(own.count)) == own)
      #expect(Set(members.map { Array($0.key.utf8) }).count == members.count)
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func text(upTo length: Int) -> String {
    if Int.random(in: 0..<8, using: &self) == 0 { return ["time", "message", "truncated", "field_time"].randomElement(using: &self)! }
    return String(decoding: bytes(upTo: length), as: UTF8.self)
  }

  fileprivate mutating func value(depth: Int) -> LogValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: nil
    case 1: .bool(Bool.random(using: &self))
    case 2: .int(Int.random(in: .min ... .max, using: &self))
    case 3: .double(Double(bitPattern: next()))
    case 4: .string(text(upTo: 3000))
    case 5: .list((0..<Int.random(in: 0...3, using: &self)).map { _ in value(depth: depth - 1) })
    default: .fields(LogFields((0..<Int.random(in: 0...3, using: &self)).map { _ in .init(text(upTo: 5), value(depth: depth - 1)) }))
    }
  }
}
