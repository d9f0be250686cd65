/// Method of a request (RFC 9110, section 9), by its case-sensitive name.
public struct Method: Sendable, Hashable, CustomStringConvertible {
  /// Below 9 for the well-known ones, which compare by it alone; the others by name too.
  private let code: UInt8
  private let otherName: String

  /// Makes the method of that name, which should be a token (RFC 9110, section 5.6.2).
  public init(_ name: String) {
    self.code = UInt8(Self.names.firstIndex(of: name) ?? Self.names.count)
    self.otherName = code < Self.names.count ? "" : name
  }

  private init(number: UInt8) {
    self.code = number
    self.otherName = ""
  }

  /// GET: a representation of the resource (RFC 9110, section 9.3.1).
  public static let get = Method(number: 0)
  /// HEAD: GET without the body (section 9.3.2).
  public static let head = Method(number: 1)
  /// POST: whatever the resource does with the body (section 9.3.3).
  public static let post = Method(number: 2)
  /// PUT: the resource replaced (section 9.3.4).
  public static let put = Method(number: 3)
  /// PATCH: the resource changed in part (RFC 5789).
  public static let patch = Method(number: 4)
  /// DELETE: the resource removed (section 9.3.5).
  public static let delete = Method(number: 5)
  /// OPTIONS: what may be asked (section 9.3.7).
  public static let options = Method(number: 6)
  /// CONNECT: a tunnel through a proxy (section 9.3.6).
  public static let connect = Method(number: 7)
  /// TRACE: the request sent back (section 9.3.8).
  public static let trace = Method(number: 8)

  private static let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]

  /// A number for each of the well-known ones, and 9 for all others.
  var number: Int { Int(code) }

  /// Name as it is sent.
  public var name: String { code < 9 ? Self.names[Int(code)] : otherName }

  /// Name as it is sent.
  public var description: String { name }

  /// Whether asking for it changes nothing (RFC 9110, section 9.2.1).
  public var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }

  /// Whether asking several times means the same as asking once (RFC 9110, section 9.2.2).
  public var isIdempotent: Bool { isSafe || self == .put || self == .delete }

  /// The method with these bytes as its name, which are known to be a token.
  init(bytes: UnsafeRawBufferPointer) {
    let number: UInt8? =
      switch bytes.count {
      case 3: bytes.isEqual(to: "GET") ? 0 : bytes.isEqual(to: "PUT") ? 3 : nil
      case 4: bytes.isEqual(to: "POST") ? 2 : bytes.isEqual(to: "HEAD") ? 1 : nil
      case 5: bytes.isEqual(to: "PATCH") ? 4 : bytes.isEqual(to: "TRACE") ? 8 : nil
      case 6: bytes.isEqual(to: "DELETE") ? 5 : nil
      case 7: bytes.isEqual(to: "OPTIONS") ? 6 : bytes.isEqual(to: "CONNECT") ? 7 : nil
      default: nil
      }
    if let number { self.init(number: number) } else { self.init(String(decoding: bytes, as: UTF8.self)) }
  }
}
