/// Comparison of secrets.
public enum ConstantTime {
  /// Returns whether the bytes are equal. The time it takes depends on their number, and not on their values.
  @inline(never)
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    if left.count != right.count { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
