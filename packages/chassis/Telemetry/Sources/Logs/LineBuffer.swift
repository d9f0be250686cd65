/// A buffer of bytes of a fixed size.
struct LineBuffer {
  let base: UnsafeMutablePointer<UInt8>
  private(set) var limit: Int
  private(set) var count = 0
  /// Whether something was left out without breaking the remainder: the end of a text, or a field.
  private(set) var isShortened = false
  /// Whether something did not fit, so that the content may be broken.
  private(set) var isOverflowing = false

  init(_ base: UnsafeMutablePointer<UInt8>, limit: Int) {
    self.base = base
    self.limit = limit
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Drops all bytes after an earlier `count`.
  mutating func drop(to earlier: Int) { count = earlier }

  /// Releases the room that was reserved for the end of the line.
  mutating func raiseLimit(to higher: Int) { limit = higher }

  mutating func shorten() { isShortened = true }

  /// Appends all bytes that `body` writes or, where they do not fit, none.
  mutating func appendWhole(_ body: (inout LineBuffer) -> Void) {
    let start = count
    body(&self)
    if isOverflowing {
      count = start
      isOverflowing = false
      isShortened = true
    }
  }

  mutating func append(_ byte: UInt8) {
    guard count < limit else {
      isOverflowing = true
      return
    }
    base[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= limit - count else {
      isOverflowing = true
      return
    }
    guard let source = bytes.baseAddress else { return }
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  /// Appends the text unchanged.
  mutating func append(_ text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
    if isDone == nil { append(Array(text.utf8)) }
  }

  /// Appends the text unchanged.
  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var index = 20
    var rest = number.magnitude
    repeat {
      index -= 1
      digits[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    while index < 20 {
      append(digits[index])
      index += 1
    }
  }

  /// Appends the lower-case hexadecimal digits of all eight bytes.
  mutating func appendHexadecimal(_ number: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) { append(hexadecimalDigit(UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 15)) }
  }
}

func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
