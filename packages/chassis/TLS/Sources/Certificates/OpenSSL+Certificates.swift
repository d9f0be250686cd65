/// What is read from certificates.
extension OpenSSL {
  /// The names that the certificate is for, beside its subject (RFC 5280, section 4.2.1.6).
  func alternativeNames(of certificate: Certificate) -> (dns: [String], uris: [String], addresses: [[UInt8]]) {
    var (dns, uris, addresses): ([String], [String], [[UInt8]]) = ([], [], [])
    guard let names = extensionValue(certificate, Self.subjectAlternativeNames, nil, nil) else { return (dns, uris, addresses) }
    defer { namesFree(names) }
    for index in 0..<max(0, stackCount(names)) {
      var kind: Int32 = 0
      guard let value = nameValue(stackValue(names, index), &kind) else { continue }
      switch kind {
      case 2: dns.append(String(decoding: bytes(of: value), as: UTF8.self))
      case 6: uris.append(String(decoding: bytes(of: value), as: UTF8.self))
      case 7: addresses.append(bytes(of: value))
      default: break
      }
    }
    return (dns, uris, addresses)
  }

  /// The last common name of the certificate's subject, which stands for whom it was issued to.
  func commonName(of certificate: Certificate) -> String? {
    let name = subject(certificate)
    var position: Int32 = -1
    while true {
      let next = entryIndex(name, Self.commonName, position)
      if next < 0 { break }
      position = next
    }
    if position < 0 { return nil }
    var text: UnsafeMutablePointer<UInt8>?
    let count = textToUTF8(&text, entryText(entry(name, position)))
    guard count >= 0, let text else { return nil }
    defer { memoryFree(text, nil, 0) }
    return String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  }

  /// A distinguished name as text: "CN=Some CA,O=Example" (RFC 2253).
  func text(ofName name: OpaquePointer?) -> String { print { printName($0, name, 0, Self.rfc2253) } }

  /// A time as text: "2026-01-31 00:00:00Z".
  func text(ofTime time: OpaquePointer?) -> String { print { printTime($0, time, Self.iso8601) } }

  /// The hash of the certificate (tls-server-end-point, RFC 5929, section 4.1): with that of its signature, and SHA-256 in place of MD5 and
  /// SHA-1. `nil` where the signature has none of its own.
  func endPoint(of certificate: Certificate) -> [UInt8]? {
    var hash: Int32 = 0
    if signatureInfo(certificate, &hash, nil, nil, nil) != 1 || hash == 0 { return nil }
    if hash == Self.md5 || hash == Self.sha1 { hash = Self.sha256 }
    return digest(of: certificate, shortName(hash))
  }

  /// The SHA-256 hash of the certificate, by which it is known.
  func fingerprint(of certificate: Certificate) -> [UInt8] { digest(of: certificate, shortName(Self.sha256)) ?? [] }

  private func digest(of certificate: Certificate, _ name: UnsafePointer<CChar>?) -> [UInt8]? {
    guard let algorithm = digestNamed(name) else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.longestDigest)
    var count: UInt32 = 0
    if digest(certificate, algorithm, &bytes, &count) != 1 { return nil }
    return Array(bytes.prefix(Int(count)))
  }

  private func bytes(of text: OpaquePointer) -> [UInt8] {
    guard let bytes = textBytes(text) else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(textLength(text))))
  }

  /// The text that `body` writes into a stream in memory; what is longer is cut.
  private func print(_ body: (OpaquePointer?) -> Int32) -> String {
    guard let stream = streamNew(streamMemory()) else { return "" }
    defer { _ = streamFree(stream) }
    _ = body(stream)
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = streamTake(stream, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
  }

  // Numbers of hashes in `obj_mac.h`.
  private static let md5: Int32 = 4
  private static let sha1: Int32 = 64
  private static let sha256: Int32 = 672
  /// EVP_MAX_MD_SIZE.
  private static let longestDigest = 64
  /// XN_FLAG_RFC2253 with other letters than ASCII as they are.
  private static let rfc2253: UInt = 1 | 2 | 0x10 | 0x100 | 0x200 | 1 << 16 | 1 << 20 | 1 << 24
  /// ASN1_DTFLGS_ISO8601.
  private static let iso8601: UInt = 1
}
