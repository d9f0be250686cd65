import Addresses

/// Why OpenSSL does not accept a certificate, as a sentence.
enum Verification {
  /// Called by OpenSSL for each certificate of a chain. It changes no verdict, and only notes the reason of a refusal.
  static let callback: OpenSSL.Verify = { isAccepted, store in
    if isAccepted == 1 { return 1 }
    let openSSL = OpenSSL.loaded
    guard let connection = openSSL.verifyData(store, openSSL.verifyDataIndex()).map(OpaquePointer.init),
      let transport = openSSL.data(connection, 0)
    else { return 0 }
    let transportObject = Unmanaged<TLSTransport>.fromOpaque(transport).takeUnretainedValue()
    transportObject.refuse(
      sentence(openSSL.verifyError(store), depth: openSSL.verifyDepth(store), openSSL.verifyCertificate(store), openSSL))
    return 0
  }

  /// - Parameters:
  ///   - error: number of `x509_vfy.h`.
  ///   - depth: 0 for the peer's own certificate, more for those that it stands on.
  private static func sentence(_ error: Int32, depth: Int32, _ certificate: OpenSSL.Certificate?, _ openSSL: OpenSSL) -> String {
    guard let certificate else { return text(error, openSSL) }
    let which = depth == 0 ? "the certificate" : "the certificate of the authority \(openSSL.text(ofName: openSSL.subject(certificate)))"
    switch error {
    case 9:
      return "\(which) is not valid before \(openSSL.text(ofTime: openSSL.notBefore(certificate))), and by this machine's clock that has not come"
    case 10: return "\(which) expired at \(openSSL.text(ofTime: openSSL.notAfter(certificate)))"
    case 18: return "\(which) is signed by itself alone, and is not among those trusted here"
    case 19: return "the chain ends at \(openSSL.text(ofName: openSSL.subject(certificate))), which is no authority that is trusted here"
    case 2, 20, 21: return "\(which) is issued by \(openSSL.text(ofName: openSSL.issuer(certificate))), which is no authority that is trusted here"
    case 7: return "the signature of \(which) is wrong"
    case 23: return "\(which) is revoked"
    case 26: return "\(which) is for another purpose"
    case 62, 64: return "the certificate is for another host: \(names(of: certificate, openSSL))"
    case 66: return "the certificate's key is too weak; RSA needs 2048 bits"
    case 67: return "the key of \(which) is too weak; RSA needs 2048 bits"
    case 68: return "\(which) is signed with a hash that is too weak"
    case 79: return "\(which) may issue no others"
    default: return "\(which) is refused: \(text(error, openSSL))"
    }
  }

  private static func text(_ error: Int32, _ openSSL: OpenSSL) -> String {
    openSSL.verifyErrorText(Int(error)).map { String(cString: $0) } ?? "error \(error)"
  }

  /// The first names that a certificate is for.
  private static func names(of certificate: OpenSSL.Certificate, _ openSSL: OpenSSL) -> String {
    let (dns, _, addresses) = openSSL.alternativeNames(of: certificate)
    let all = dns + addresses.filter { $0.count == 4 || $0.count == 16 }.map { "\(IPAddress(bytes: $0))" }
    if all.isEmpty { return "it names none (a common name does not count)" }
    return all.prefix(5).joined(separator: ", ") + (all.count > 5 ? " and \(all.count - 5) more" : "")
  }
}
