import TestSupport
import Testing

@testable import Cryptography

@Suite struct EncodingTests {
  /// RFC 4648, section 10.
  private static let published = [
    ("", "", ""), ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"), ("foob", "Zm9vYg==", "666f6f62"),
    ("fooba", "Zm9vYmE=", "666f6f6261"), ("foobar", "Zm9vYmFy", "666f6f626172"),
  ]

  @Test func `the examples of RFC 4648 come out, and go back in`() throws {
    for (text, base64, hexadecimal) in Self.published {
      let bytes = Array(text.utf8)
      let unpadded = base64.filter { $0 != "=" }
      #expect(Base64.standard.encode(bytes) == base64)
      #expect(Base64.url.encode(bytes) == unpadded)
      #expect(Hexadecimal.encode(bytes) == hexadecimal)
      #expect(try Base64.standard.decode(base64) == bytes)
      #expect(try Base64.url.decode(unpadded) == bytes)
      #expect(try Hexadecimal.decode(hexadecimal.uppercased()) == bytes)
    }
  }

  @Test func `the two alphabets differ in their last two characters`() throws {
    #expect(Base64.standard.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
    #expect(Base64.url.encode([0xFB, 0xFF, 0xBF]) == "-_-_")
    #expect(throws: MalformedEncoding(offset: 0, fault: .character)) { try Base64.standard.decode("-_-_") }
    #expect(throws: MalformedEncoding(offset: 0, fault: .character)) { try Base64.url.decode("+/+/") }
  }

  @Test(
    arguments: [
      ("Zg", 2, .padding), ("Zg=", 2, .padding), ("Zg===", 2, .padding), ("Zg=a", 2, .padding), ("=", 0, .padding), ("====", 0, .padding),
      ("Zm9v=", 4, .padding), ("Z===", 1, .padding), ("Zh==", 1, .strayBits), ("Zm9=", 2, .strayBits), ("Zm9v\n", 4, .character),
      (" Zm9v", 0, .character), ("Zm 9", 2, .character), ("Zm9é", 3, .character), ("Zg==Zg==", 2, .padding),
    ] as [(String, Int, MalformedEncoding.Fault)])
  func `base64 that no encoder writes is refused`(text: String, offset: Int, fault: MalformedEncoding.Fault) {
    #expect(throws: MalformedEncoding(offset: offset, fault: fault)) { try Base64.standard.decode(text) }
  }

  @Test(
    arguments: [
      ("Zg==", 2, .padding), ("Z", 1, .length), ("Zm9vZ", 5, .length), ("Zh", 1, .strayBits), ("Zm9", 2, .strayBits), ("Zg\n", 2, .character),
    ] as [(String, Int, MalformedEncoding.Fault)])
  func `base64url that no encoder writes is refused`(text: String, offset: Int, fault: MalformedEncoding.Fault) {
    #expect(throws: MalformedEncoding(offset: offset, fault: fault)) { try Base64.url.decode(text) }
  }

  @Test func `hexadecimal digits come in pairs, and are nothing else`() {
    #expect(throws: MalformedEncoding(offset: 3, fault: .length)) { try Hexadecimal.decode("abc") }
    #expect(throws: MalformedEncoding(offset: 1, fault: .character)) { try Hexadecimal.decode("0x12") }
    #expect(throws: MalformedEncoding(offset: 2, fault: .character)) { try Hexadecimal.decode("12 34") }
  }

  @Test func `whatever decodes is what the bytes encode to`() {
    var generator = SeededGenerator(for: "whatever decodes is what the bytes encode to")
    var refused = 0
    for _ in 0..<3000 {
      for encoding in [Base64.standard, Base64.url] {
        let bytes = generator.bytes(upTo: 20)
        let text = encoding.encode(bytes)
        #expect((try? encoding.decode(text)) == bytes)
        let mutated = String(decoding: generator.mutated(Array(text.utf8)), as: UTF8.self)
        guard let decoded = try? encoding.decode(mutated) else {
          refused += 1
          continue
        }
        #expect(encoding.encode(decoded) == mutated)
      }
    }
    #expect(refused > 100)
  }
}
