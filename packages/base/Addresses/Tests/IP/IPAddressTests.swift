import Addresses
import Platform
import TestSupport
import Testing

@Suite(.blocking) struct IPAddressTests {
  @Test func `addresses of this machine for itself are known, and those that stand for all`() throws {
    for text in ["127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"] { #expect(IPAddress(text)?.isLoopback == true, "\(text)") }
    for text in ["126.255.255.255", "128.0.0.0", "0.0.0.0", "::", "::2", "::ffff:10.0.0.1", "::127.0.0.1"] {
      #expect(IPAddress(text)?.isLoopback == false, "\(text)")
    }
    for text in ["0.0.0.0", "::", "0:0::0"] { #expect(IPAddress(text)?.isUnspecified == true, "\(text)") }
    for text in ["0.0.0.1", "::1"] { #expect(IPAddress(text)?.isUnspecified == false, "\(text)") }
    for (text, reachable) in [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("10.0.0.4", "10.0.0.4"), ("fd00::4", "fd00::4")] {
      #expect(IPAddress(text)?.reachable.description == reachable, "\(text)")
    }
  }

  @Test func `in a URL an IPv6 address has brackets around it`() {
    #expect(IPAddress("10.0.0.4")?.bracketed == "10.0.0.4" && IPAddress("FD00:0::4")?.bracketed == "[fd00::4]")
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "127.0.0.01", "127.0.0.1:80", "1.2.3.4 ", "1.2.3.-4", "0x7f.0.0.1", "2130706433", "1..2.3",
    ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%lo", "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4::",
    ":1:2:3:4:5:6:7", "+1::", "[::1]", "::١", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.04", "localhost",
  ])
  func `what is not an address is not read`(text: String) { #expect(IPAddress(text) == nil) }

  @Test func `one address has one meaning, however it is written`() {
    #expect(IPAddress("::ffff:127.0.0.1") == IPAddress("0:0:0:0:0:FFFF:7f00:0001"))
    #expect(IPAddress("1:2:3:4:5:6:7::") == IPAddress("1:2:3:4:5:6:7:0"))
    #expect(IPAddress("1::1.2.3.4") == IPAddress("1:0:0:0:0:0:102:304"))
    #expect(IPAddress("::1.2.3.4") != IPAddress("1.2.3.4"))
    #expect(IPAddress("1.2.3.4")?.bytes == [1, 2, 3, 4])
    #expect(IPAddress("102:304::5")?.bytes == [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5])
  }

  /// Examples of RFC 5952.
  @Test(arguments: [
    ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8::ABCD", "2001:db8::abcd"), ("0::0", "::"),
    ("0::1", "::1"), ("1::0", "1::"), ("::ffff:c000:201", "::ffff:192.0.2.1"), ("::7f00:1", "::7f00:1"), ("10.0.0.1", "10.0.0.1"),
  ])
  func `an address has one text`(text: String, expected: String) {
    #expect(IPAddress(text)?.description == expected)
  }

  @Test func `Python reads and writes the same addresses`() throws {
    guard let python = Python.withoutPackages(for: "Python reads and writes the same addresses") else { return }
    var random = SeededGenerator(for: "Python reads and writes the same addresses")
    let seeds = ["1.2.3.4", "2001:db8::1", "::ffff:1.2.3.4", "::", "1:2:3:4:5:6:7:8", "fe80::1:0:0:2", "::1.2.3.4", "64:ff9b::10.0.0.1"]
    var texts: [String] = []
    for round in 0..<4000 {
      if round % 2 == 0 {
        var text = Array(seeds[round % seeds.count].utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let byte = Array("0123456789abcdefF:.".utf8).randomElement(using: &random)!
          let place = Int.random(in: 0...text.count, using: &random)
          if Bool.random(using: &random), place < text.count { text[place] = byte } else { text.insert(byte, at: place) }
        }
        texts.append(String(decoding: text, as: UTF8.self))
      } else {
        // Half of the groups are 0, so that there is something to shorten.
        let bytes = (0..<8).flatMap { _ in
          let group = Bool.random(using: &random) ? 0 : UInt16.random(in: 0...UInt16.max, using: &random)
          return [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        texts.append(IPAddress(bytes: round % 20 == 1 ? Array(bytes.suffix(4)) : bytes).description)
      }
    }
    let folder = try TemporaryFolder()
    let list = try folder.write(texts.map { "\($0)\n" }.joined(), to: "texts")
    let program = """
      import ipaddress, sys
      for line in open(sys.argv[1]):
          try:
              print(ipaddress.ip_address(line.rstrip("\\n")).exploded)
          except ValueError:
              print("none")
      """
    let outcome = try ChildProcess.run([python, "-c", program, list], environment: Environment.forChildren)
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(answers.count == texts.count)
    #expect(answers.count { $0 == "none" } > 200)
    for (text, answer) in zip(texts, answers) {
      let address = IPAddress(text)
      #expect(address == IPAddress(answer), "\(text)")
      if let address { #expect(IPAddress(address.description) == address && address.description.utf8.count <= answer.utf8.count, "\(text)") }
    }
  }
}
