/// A decimal number of any length, or one of NaN and the infinities: what `numeric` holds. No digit is ever rounded.
public struct Numeric: Sendable, Hashable {
  private enum Sign: UInt16 {
    case positive = 0x0000
    case negative = 0x4000
    case nan = 0xC000
    case infinity = 0xD000
    case negativeInfinity = 0xF000
  }

  private var sign: Sign
  /// Power of 10,000 of the first digit.
  private var weight: Int16
  /// Decimal digits behind the point.
  private var scale: UInt16
  /// Digits of base 10,000, the most significant first; none of them at either end is 0.
  private var digits: [UInt16]

  private init(_ sign: Sign, weight: Int16 = 0, scale: UInt16 = 0, digits: [UInt16] = []) {
    (self.sign, self.weight, self.scale, self.digits) = (sign, weight, scale, digits)
  }

  public static let nan = Numeric(.nan)
  public static let infinity = Numeric(.infinity)
  public static let negativeInfinity = Numeric(.negativeInfinity)

  /// Whether it is a number.
  public var isFinite: Bool { sign == .positive || sign == .negative }

  public init(_ number: Int) { self.init("\(number)")! }

  /// The number that the text is: `-12.50`, `NaN`, `Infinity`, `-Infinity`. Digits behind the point are kept, zeros too. `nil` for any other
  /// text, such as one with an exponent, and for more digits than the database takes.
  public init?(_ text: String) {
    switch text {
    case "NaN": self = .nan
    case "Infinity": self = .infinity
    case "-Infinity": self = .negativeInfinity
    default:
      let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
      let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let fraction = parts.count == 2 ? Array(parts[1].utf8) : []
      let whole = Array(parts[0].utf8)
      guard !whole.isEmpty || !fraction.isEmpty, (whole + fraction).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      guard whole.count <= 131_072, fraction.count <= 16_383 else { return nil }
      self.init(isNegative: text.hasPrefix("-"), whole, fraction)
    }
  }

  private init(isNegative: Bool, _ whole: [UInt8], _ fraction: [UInt8]) {
    let zero = UInt8(ascii: "0")
    let before = [UInt8](repeating: zero, count: (4 - whole.count % 4) % 4)
    let behind = [UInt8](repeating: zero, count: (4 - fraction.count % 4) % 4)
    let decimals = before + whole + fraction + behind
    var digits = stride(from: 0, to: decimals.count, by: 4).map { start in
      decimals[start..<(start + 4)].reduce(UInt16(0)) { $0 * 10 + UInt16($1 - zero) }
    }
    var weight = (before.count + whole.count) / 4 - 1
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    weight -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { weight = 0 }
    self.init(
      isNegative && !digits.isEmpty ? .negative : .positive, weight: Int16(weight), scale: UInt16(fraction.count), digits: digits)
  }

  // MARK: the binary form

  /// Bytes in the server's form: the number of digits, weight, sign, scale, and the digits.
  func append(to output: OutputBuffer) {
    output.append(UInt16(truncatingIfNeeded: digits.count))
    output.append(weight)
    output.append(sign.rawValue)
    output.append(scale)
    for digit in digits { output.append(digit) }
  }

  /// The number of these bytes.
  init(_ bytes: UnsafeRawBufferPointer) throws(MalformedMessage) {
    var reader = MessageReader(bytes)
    let count = Int(try reader.integer(UInt16.self))
    let weight = try reader.integer(Int16.self)
    guard let sign = Sign(rawValue: try reader.integer(UInt16.self)) else { throw MalformedMessage("a numeric of an unknown sign") }
    let scale = try reader.integer(UInt16.self)
    if reader.count != count * 2 || scale > 16_383 { throw MalformedMessage("a numeric of another length than it says") }
    var digits: [UInt16] = []
    digits.reserveCapacity(count)
    for _ in 0..<count {
      let digit = try reader.integer(UInt16.self)
      if digit >= 10_000 { throw MalformedMessage("a numeric with a digit of \(digit)") }
      digits.append(digit)
    }
    // The server gives what is no number a scale, which means nothing.
    if sign == .positive || sign == .negative { self.init(sign, weight: weight, scale: scale, digits: digits) } else { self.init(sign) }
  }

  /// The whole number, where it is one and an `Int` holds it.
  public var int: Int? {
    if !isFinite { return nil }
    let parts = description.split(separator: ".")
    return parts.count < 2 || parts[1].allSatisfy { $0 == "0" } ? Int(parts[0]) : nil
  }
}

extension Numeric: CustomStringConvertible {
  /// The number with all its digits: `-12.50`.
  public var description: String {
    switch sign {
    case .nan: return "NaN"
    case .infinity: return "Infinity"
    case .negativeInfinity: return "-Infinity"
    case .positive, .negative: break
    }
    var text = sign == .negative ? "-" : ""
    if weight < 0 { text += "0" }
    var place = 0
    while place <= Int(weight) {
      text += place == 0 ? "\(digit(0))" : Self.padded(digit(place))
      place += 1
    }
    if scale == 0 { return text }
    var fraction = ""
    place = Int(weight) + 1
    // Digits between the point and the first one are 0.
    if weight < -1 { fraction = String(repeating: "0000", count: -Int(weight) - 1) }
    if weight < 0 { place = 0 }
    while fraction.utf8.count < Int(scale) {
      fraction += Self.padded(digit(place))
      place += 1
    }
    return "\(text).\(fraction.prefix(Int(scale)))"
  }

  private func digit(_ place: Int) -> UInt16 { place < digits.count ? digits[place] : 0 }

  private static func padded(_ digit: UInt16) -> String {
    let text = "\(digit)"
    return String(repeating: "0", count: 4 - text.utf8.count) + text
  }
}

extension Numeric: PostgresDecodable, PostgresEncodable {
  public static func decode(_ field: borrowing PostgresField) throws(PostgresValueError) -> Numeric {
    switch field.type {
    case .numeric:
      let content = try field.content
      do throws(MalformedMessage) { return try Numeric(content) } catch { throw field.malformed }
    case .int2, .int4, .int8: return Numeric(try Int.decode(field))
    default: throw field.mismatch(Numeric.self)
    }
  }

  public var postgresValue: PostgresValue { .numeric(self) }
}
