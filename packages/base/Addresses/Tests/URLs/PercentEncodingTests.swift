import Addresses
import Testing

@Suite struct PercentEncodingTests {
  @Test func `percent-encoding comes back as it was`() {
    let text = "a b/ü%?&=+~"
    #expect(PercentEncoding.encode(text) == "a%20b%2F%C3%BC%25%3F%26%3D%2B~")
    #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    #expect(PercentEncoding.decode("%c3%bC+") == "ü+")
  }

  @Test(arguments: ["%zz", "a%4", "%", "%ff", "%C3/", "%+1", "%1g"]) func `broken percent-encoding stands for no text`(text: String) {
    #expect(PercentEncoding.decode(text) == nil)
  }

  @Test func `a plus is a space where that is asked for`() {
    let bytes = Array("a+%2B".utf8)
    #expect(bytes.withUnsafeBytes { PercentEncoding.text(of: $0, plusIsSpace: true) } == "a +")
    #expect(bytes.withUnsafeBytes { PercentEncoding.text(of: $0) } == "a++")
    #expect(Array("%FF".utf8).withUnsafeBytes { PercentEncoding.bytes(of: $0) } == [0xFF])
  }
}
