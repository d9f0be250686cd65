import JSON
import TestSupport
import Testing

@Suite(.blocking) struct RandomTests {
  @Test(arguments: [JSONValue.Layout.compact, .indented])
  func `what is written reads back equal`(layout: JSONValue.Layout) throws {
    var generator = SeededGenerator(for: "what is written reads back equal")
    for _ in 0..<2000 {
      let value = generator.jsonValue(depth: 5)
      let bytes = value.encoded(layout)
      let parsed = try JSONValue(parsing: bytes)
      #expect(parsed == value)
      #expect(parsed.encoded(layout) == bytes)
    }
  }

  @Test func `random and mutated bytes are refused or read, and what is read is read the same again`() throws {
    var generator = SeededGenerator(for: "random and mutated bytes")
    var accepted = 0
    for round in 0..<10_000 {
      let bytes = round % 4 == 0 ? generator.bytes(upTo: 40) : generator.mutated(generator.jsonValue(depth: 4).encoded(.compact))
      do throws(JSONError) {
        let value = try JSONValue(parsing: bytes)
        accepted += 1
        #expect(try! JSONValue(parsing: value.encoded(.compact)) == value)
      } catch {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        try #require((1...lines.count).contains(error.position.line), "\(error) in \(bytes)")
        #expect((1...lines[error.position.line - 1].count + 1).contains(error.position.column), "\(error) in \(bytes)")
      }
    }
    #expect(accepted > 0)
  }
}

extension SeededGenerator {
  /// Any JSON value with at most `depth` levels below it.
  mutating func jsonValue(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(Int(truncatingIfNeeded: next()) >> Int.random(in: 0..<64, using: &self))
    case 3:
      let number = Double(bitPattern: next())
      return .number(number.isFinite ? number : 0.5)
    case 4: return .string(text())
    case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in jsonValue(depth: depth - 1) })
    default:
      var members: [JSONValue.Member] = []
      for index in 0..<Int.random(in: 0...4, using: &self) { members.append(.init("\(index)\(text())", jsonValue(depth: depth - 1))) }
      return .object(members)
    }
  }

  private mutating func text() -> String {
    let scalars = (0..<Int.random(in: 0...8, using: &self)).map { _ -> Unicode.Scalar in
      let limit: UInt32 = [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &self)!
      return Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) ?? "\u{FFFD}"
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
