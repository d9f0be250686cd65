import Testing

@testable import HTTP

@Suite struct HeadersTests {
  @Test func `names compare without regard to case, and values keep their order`() {
    var headers: Headers = ["Accept": "a", "X": "y"]
    headers.append("ACCEPT", "b")
    #expect(headers["accept"] == "a")
    #expect(headers.values("Accept") == ["a", "b"])
    #expect(headers.count == 3)
    #expect(headers.fields.map(\.name) == ["Accept", "X", "ACCEPT"])
  }

  @Test func `letters match in both cases, and no other bytes do`() {
    for byte in UInt8(0x21)..<0x7F where Headers.isValid(name: String(Unicode.Scalar(byte))) {
      let name = String(Unicode.Scalar(byte))
      let headers: Headers = [name: "x"]
      for other in UInt8(0x21)..<0x7F {
        let otherName = String(Unicode.Scalar(other))
        #expect(headers.contains(otherName) == (name.lowercased() == otherName.lowercased()))
      }
    }
  }

  @Test func `setting a field replaces all of its values, and nil removes them`() {
    var headers: Headers = ["a": "1", "b": "2", "A": "3"]
    headers["A"] = "4"
    #expect(headers == ["b": "2", "a": "4"])
    headers["a"] = nil
    #expect(headers == ["b": "2"])
    headers.remove("b")
    #expect(headers.isEmpty)
  }

  @Test func `what would end the field becomes a space, and a name that is none is left out`() {
    var headers: Headers = ["location": "/a\r\nSet-Cookie: b\0c"]
    headers.append("x: y\r\nz", "a")
    headers.append("", "a")
    #expect(headers.fields == [Headers.Field(name: "location", value: "/a  Set-Cookie: b c")])
    #expect(!Headers.isValid(value: "a\r\nb") && !Headers.isValid(value: " a") && Headers.isValid(value: "a\tb"))
    #expect(!Headers.isValid(name: "") && !Headers.isValid(name: "a b") && Headers.isValid(name: "X-a.b"))
  }

  @Test func `control characters become spaces, but for the tab`() {
    for byte in UInt8(0)..<0x80 {
      let character = String(Unicode.Scalar(byte))
      let isControl = byte < 0x20 && byte != 0x09 || byte == 0x7F
      var headers: Headers = [:]
      headers.append("x", "a\(character)b")
      #expect(headers["x"] == (isControl ? "a b" : "a\(character)b"), "\(byte)")
      #expect(Headers.isValid(value: "a\(character)b") == !isControl, "\(byte)")
    }
  }

  @Test func `members of lists are found in all fields of the name`() {
    let headers: Headers = ["connection": "a, B ,c", "Connection": "d"]
    #expect(headers.lists("b", in: "CONNECTION") && headers.lists("D", in: "connection"))
    #expect(!headers.lists("e", in: "connection") && !headers.lists("a", in: "accept"))
  }

  @Test func `a copy is a value of its own`() {
    let original: Headers = ["a": "1"]
    var copy = original
    copy["a"] = "2"
    #expect(original["a"] == "1" && copy["a"] == "2")
  }
}
