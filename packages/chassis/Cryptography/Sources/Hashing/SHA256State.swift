/// The eight words that SHA-256 carries from block to block (FIPS 180-4, section 6.2).
struct SHA256State: Sendable {
  private var words: SIMD8<UInt32>

  /// The initial hash value (section 5.3.3).
  static let initial = SHA256State(
    words: SIMD8(0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19))

  private init(words: SIMD8<UInt32>) { self.words = words }

  /// The words as 32 bytes, the most significant of each first.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: SHA256.digestLength) { buffer, count in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      count = SHA256.digestLength
    }
  }

  func write(to buffer: UnsafeMutableRawBufferPointer) {
    for index in 0..<8 { buffer.storeBytes(of: words[index].bigEndian, toByteOffset: 4 * index, as: UInt32.self) }
  }

  mutating func combine(_ other: SHA256State) { words ^= other.words }

  /// Processes whole blocks of 64 bytes.
  mutating func compress(_ input: UnsafeRawPointer, blocks: Int) {
    let constants = Self.roundConstants
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
      let schedule = buffer.baseAddress!
      var block = input
      for _ in 0..<blocks {
        Self.fill(schedule, from: block)
        rounds(schedule, constants)
        block += SHA256.blockLength
      }
    }
  }

  /// Fills the message schedule (section 6.2.2, step 1).
  @inline(__always)
  private static func fill(_ schedule: UnsafeMutablePointer<UInt32>, from block: UnsafeRawPointer) {
    for index in 0..<16 { schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)) }
    for index in 16..<64 {
      let (near, far) = (schedule[index - 2], schedule[index - 15])
      let small0 = rotated(far, 7) ^ rotated(far, 18) ^ (far &>> 3)
      let small1 = rotated(near, 17) ^ rotated(near, 19) ^ (near &>> 10)
      schedule[index] = schedule[index - 16] &+ small0 &+ schedule[index - 7] &+ small1
    }
  }

  /// Performs the rounds (section 6.2.2, steps 2 to 4).
  @inline(__always)
  private mutating func rounds(_ schedule: UnsafeMutablePointer<UInt32>, _ constants: UnsafePointer<UInt32>) {
    var (a, b, c, d, e, f, g, h) = (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7])
    // Eight rounds at a time, so that the words change their roles without being moved.
    for index in stride(from: 0, to: 64, by: 8) {
      Self.round(a, b, c, &d, e, f, g, &h, constants[index] &+ schedule[index])
      Self.round(h, a, b, &c, d, e, f, &g, constants[index &+ 1] &+ schedule[index &+ 1])
      Self.round(g, h, a, &b, c, d, e, &f, constants[index &+ 2] &+ schedule[index &+ 2])
      Self.round(f, g, h, &a, b, c, d, &e, constants[index &+ 3] &+ schedule[index &+ 3])
      Self.round(e, f, g, &h, a, b, c, &d, constants[index &+ 4] &+ schedule[index &+ 4])
      Self.round(d, e, f, &g, h, a, b, &c, constants[index &+ 5] &+ schedule[index &+ 5])
      Self.round(c, d, e, &f, g, h, a, &b, constants[index &+ 6] &+ schedule[index &+ 6])
      Self.round(b, c, d, &e, f, g, h, &a, constants[index &+ 7] &+ schedule[index &+ 7])
    }
    words &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  /// Performs one round: `d` becomes the next `e`, and `h` the next `a`.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ (g ^ (e & (f ^ g))) &+ input
    d = d &+ first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

  /// The constants of section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  nonisolated(unsafe) private static let roundConstants: UnsafePointer<UInt32> = {
    let constants: [UInt32] = [
      0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
      0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
      0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
      0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
      0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
      0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
      0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
      0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: constants.count)
    table.initialize(from: constants, count: constants.count)
    return UnsafePointer(table)
  }()
}
