import Addresses
import TestSupport
import Testing

@Suite struct AddressBlockTests {
  @Test(arguments: [
    "", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "/8", "10.0.0.0/-1", "10.0.0.0/+8", "fd00::/129", "fd00::1/64", "10.0.0.0/8/8", "host/8", "::1/0",
  ])
  func `what is not a block of addresses is not read`(text: String) { #expect(AddressBlock(text) == nil) }

  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8"), ("127.0.0.1", "127.0.0.1/32"), ("FD00::/8", "fd00::/8"), ("::1", "::1/128"), ("0.0.0.0/0", "0.0.0.0/0"),
  ])
  func `a block has one text`(text: String, expected: String) { #expect(AddressBlock(text)?.description == expected) }

  @Test func `a block holds the addresses with its prefix and no others`() throws {
    var random = SeededGenerator(for: "address blocks")
    for _ in 0..<2000 {
      let count = Bool.random(using: &random) ? 4 : 16
      let prefix = Int.random(in: 0...count * 8, using: &random)
      var base = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var other = base
      for bit in prefix..<count * 8 { base[bit / 8] &= ~(0x80 >> UInt8(bit % 8)) }
      let block = try #require(AddressBlock("\(IPAddress(bytes: base))/\(prefix)"))
      #expect(block.contains(IPAddress(bytes: other)))
      if prefix > 0 {
        let bit = Int.random(in: 0..<prefix, using: &random)
        other[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        #expect(!block.contains(IPAddress(bytes: other)))
      }
    }
  }

  @Test func `a block of one kind of address holds none of the other`() throws {
    #expect(try !#require(AddressBlock("0.0.0.0/0")).contains(#require(IPAddress("::"))))
    #expect(try !#require(AddressBlock("::/0")).contains(#require(IPAddress("0.0.0.0"))))
  }
}
