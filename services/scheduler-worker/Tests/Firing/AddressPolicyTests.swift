import Addresses
import IO
import Testing

@testable import SchedulerWorker

@Suite struct AddressPolicyTests {
  private let policy = AddressPolicy(allowsPrivate: false, allowed: [])

  private func allows(_ text: String, by policy: AddressPolicy) throws -> Bool { policy.allows(try #require(IPAddress(text))) }

  @Test(arguments: ["127.0.0.1", "10.0.0.1", "169.254.169.254", "168.63.129.16", "::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "fd00:ec2::254"])
  func `an address that is not public is refused`(text: String) throws { #expect(try !allows(text, by: policy)) }

  @Test(arguments: ["1.1.1.1", "168.63.129.17", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
  func `a public address is allowed`(text: String) throws { #expect(try allows(text, by: policy)) }

  @Test func `what is listed is allowed, and all is where private addresses are`() throws {
    let listed = AddressPolicy(allowsPrivate: false, allowed: [AddressBlock("10.1.0.0/16")!, AddressBlock("fd00::/8")!, AddressBlock("127.0.0.1")!])
    for text in ["10.1.2.3", "fd12::1", "127.0.0.1", "1.1.1.1"] { #expect(try allows(text, by: listed), "\(text)") }
    for text in ["10.2.0.1", "fc00::1", "127.0.0.2", "::1", "::ffff:10.1.2.3"] { #expect(try !allows(text, by: listed), "\(text)") }
    #expect(try allows("169.254.169.254", by: AddressPolicy(allowsPrivate: true, allowed: [])))
  }

  @Test func `a path, and an address with a zone, are never allowed`() {
    let all = AddressPolicy(allowsPrivate: false, allowed: [AddressBlock("::/0")!, AddressBlock("0.0.0.0/0")!])
    #expect(all.allows(.ip("10.0.0.1", port: 80)) && all.allows(.ip("fe80::1", port: 80)))
    #expect(!all.allows(.unix(path: "/run/x.sock")) && !all.allows(.ip("fe80::1%1", port: 80)))
  }
}
