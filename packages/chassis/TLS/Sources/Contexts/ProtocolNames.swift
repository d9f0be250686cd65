/// Names of protocols as they are sent: each with its length before it (RFC 7301, section 3.1).
final class ProtocolNames: Sendable {
  let bytes: [UInt8]

  init(_ names: [String]) throws(TLSError) {
    if !names.allSatisfy({ (1...255).contains($0.utf8.count) }) { throw Self.wrong }
    bytes = names.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
  }

  static let wrong = TLSError("the name of a protocol over TLS has 1 to 255 bytes")

  /// Chooses the first of our names that the client offers as well; without one the handshake fails, as it has to (RFC 7301, section 3.2).
  static let select: OpenSSL.SelectProtocol = { _, chosen, chosenCount, offered, offeredCount, names in
    guard let names, let chosen else { return fatal }
    let ours = Unmanaged<ProtocolNames>.fromOpaque(names).takeUnretainedValue().bytes
    var found: UnsafeMutablePointer<UInt8>?
    let result = ours.withUnsafeBufferPointer { ours in
      OpenSSL.loaded.selectProtocol(&found, chosenCount, ours.baseAddress, UInt32(ours.count), offered, offeredCount)
    }
    // Without a common one it points into the client's list.
    if result != negotiated { return fatal }
    chosen.pointee = UnsafePointer(found)
    return 0
  }

  /// SSL_TLSEXT_ERR_ALERT_FATAL, OPENSSL_NPN_NEGOTIATED.
  private static let fatal: Int32 = 2
  private static let negotiated: Int32 = 1
}
