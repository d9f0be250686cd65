import JSON
import TestSupport
import Testing
import YAML

/// PyYAML shares nothing with this package.
@Suite(.blocking) struct OracleTests {
  @Test func `PyYAML reads what is written, with the scalars of 1_1 and of 1_2`() throws {
    guard let python = Python.withPackages(for: "PyYAML reads what is written") else { return }
    var random = RandomValue(generator: SeededGenerator(for: "PyYAML reads what is written"))
    let values = (0..<1500).map { _ in random.value() }
    let texts = values.map { Array($0.encoded().utf8) }
    for ((value, text), reading) in zip(zip(values, texts), try Oracle.read(texts, python: python)) {
      let expected = Oracle.shape(value)
      #expect(reading.core == expected && reading.old == expected, "\(String(decoding: text, as: UTF8.self))\n\(reading.error ?? "")")
      #expect(try YAML(parsing: text) == value)
    }
  }

  @Test func `what is read of a damaged text is what PyYAML reads`() throws {
    guard let python = Python.withPackages(for: "a damaged text") else { return }
    var random = RandomValue(generator: SeededGenerator(for: "a damaged text"))
    var accepted: [(text: [UInt8], value: YAML)] = []
    var refused = 0
    while accepted.count < 1500 {
      let text = random.generator.mutated(Array(random.value().encoded().utf8))
      do {
        accepted.append((text, try YAML(parsing: text)))
      } catch {
        refused += 1
      }
    }
    #expect(refused > 100)
    for ((text, value), reading) in zip(accepted, try Oracle.read(accepted.map(\.text), python: python)) {
      #expect(reading.core == Oracle.shape(value), "\(String(decoding: text, as: UTF8.self).debugDescription)\n\(reading.error ?? "")")
    }
  }

  @Test func `any bytes are read or refused, and nothing else happens`() {
    var generator = SeededGenerator(for: "any bytes")
    let alphabet = Array("a: -|>[]{},'\"#&\n\n  \t\\?%".utf8)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
      if let documents = try? YAML.documents(parsing: text) { #expect(!documents.isEmpty) }
      _ = try? YAML.documents(parsing: generator.bytes(upTo: 40))
    }
  }
}
