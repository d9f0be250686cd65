/// Comparing secrets.
public enum ConstantTime {
  /// Whether the bytes are the same. How long that takes depends on how many there are, and not on what they are.
  @inline(never)
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    if left.count != right.count { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
