import TestSupport
import Testing

@testable import SchedulerWorker

@Suite struct AddressPolicyTests {
  private let policy = AddressPolicy(allowsPrivate: false, allowed: [])

  private func allows(_ text: String, by policy: AddressPolicy) throws -> Bool { policy.allows(try #require(IPAddress(text))) }

  @Test(arguments: [
    "0.0.0.0", "0.255.255.255", "10.0.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:a9fe:a9fe", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:0101::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2001::1",
    "100::1", "3fff::1", "4000::1",
  ])
  func `an address that is not public is refused`(text: String) throws { #expect(try !allows(text, by: policy)) }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
    "223.255.255.255",
    "168.63.129.17", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:0808:0808::1",
  ])
  func `a public address is allowed`(text: String) throws { #expect(try allows(text, by: policy)) }

  @Test func `what is listed is allowed, and all is where private addresses are`() throws {
    let listed = AddressPolicy(allowsPrivate: false, allowed: [AddressRange("10.1.0.0/16")!, AddressRange("fd00::/8")!, AddressRange("127.0.0.1")!])
    for text in ["10.1.2.3", "fd12::1", "127.0.0.1", "1.1.1.1"] { #expect(try allows(text, by: listed), "\(text)") }
    for text in ["10.2.0.1", "fc00::1", "127.0.0.2", "::1", "::ffff:10.1.2.3"] { #expect(try !allows(text, by: listed), "\(text)") }
    #expect(try allows("169.254.169.254", by: AddressPolicy(allowsPrivate: true, allowed: [])))
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "0x7f.0.0.1", "2130706433", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
    "12345::", "g::", "::1%lo", "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4::", ":1:2:3:4:5:6:7", "+1::",
  ])
  func `what is not an address is not read`(text: String) { #expect(IPAddress(text) == nil) }

  @Test func `one address has one meaning, however it is written`() {
    #expect(IPAddress("::ffff:127.0.0.1") == IPAddress("0:0:0:0:0:FFFF:7f00:0001"))
    #expect(IPAddress("1:2:3:4:5:6:7::") == IPAddress("1:2:3:4:5:6:7:0"))
    #expect(IPAddress("1::1.2.3.4") == IPAddress("1:0:0:0:0:0:102:304"))
  }

  @Test(arguments: ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "/8", "10.0.0.0/-1", "fd00::/129", "fd00::1/64", "10.0.0.0/8/8", "host/8"])
  func `what is not a block of addresses is not read`(text: String) { #expect(AddressRange(text) == nil) }

  @Test func `a block holds the addresses with its prefix and no others`() throws {
    var random = SeededGenerator(for: "address blocks")
    for _ in 0..<2000 {
      let count = Bool.random(using: &random) ? 4 : 16
      let prefix = Int.random(in: 0...count * 8, using: &random)
      var base = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var other = base
      for bit in prefix..<count * 8 { base[bit / 8] &= ~(0x80 >> UInt8(bit % 8)) }
      let text =
        base.count == 4
        ? base.map { "\($0)" }.joined(separator: ".")
        : stride(from: 0, to: 16, by: 2).map {
          String(Int(base[$0]) << 8 | Int(base[$0 + 1]), radix: 16)
        }.joined(separator: ":")
      let range = try #require(AddressRange("\(text)/\(prefix)"))
      #expect(range.contains(IPAddress(bytes: other)))
      if prefix > 0 {
        let bit = Int.random(in: 0..<prefix, using: &random)
        other[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        #expect(!range.contains(IPAddress(bytes: other)))
      }
    }
  }
}
