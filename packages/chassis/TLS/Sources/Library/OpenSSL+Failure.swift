extension OpenSSL {
  /// What the library's queue of errors says, in a sentence of our own where people meet it.
  struct Failure {
    /// Code of the first error; 0 where there was none.
    let code: UInt
    /// The library's own words.
    let words: String

    /// Part of the library that an error comes from, and its number there.
    var source: Int { Int(code >> 23 & 0xFF) }
    var reason: Int { Int(code & 0x7F_FFFF) }

    private static let tls = 20
    private static let x509 = 11
    private static let pem = 9

    /// Whether the stream ended without a close_notify.
    var isTruncation: Bool { source == Self.tls && reason == 294 }
    /// Whether a file has nothing in it of what was looked for.
    var isEmptyFile: Bool { source == Self.pem && reason == 108 }
    /// Whether a private key belongs to another certificate.
    var isMismatch: Bool { source == Self.x509 && (reason == 115 || reason == 116) }

    var sentence: String {
      if source == Self.tls, let sentence = Self.sentences[reason] { return sentence }
      return words
    }

    /// Sentences by the numbers of `sslerr.h`; from 1000 on they are the peer's alerts (RFC 8446, section 6.2).
    private static let sentences: [Int: String] = [
      118: "the two sides have no kind of signature in common",
      123: "a signature of the peer is wrong",
      155: "the peer spoke to a proxy in plain HTTP, and no TLS",
      156: "the peer spoke plain HTTP, and no TLS; it has to use https",
      191: "the two sides have no version of TLS in common; 1.2 and 1.3 are spoken here",
      193: "the two sides have no cipher in common",
      198: "what the peer sent is no TLS; perhaps the port is one without",
      199: "the client has shown no certificate, and one is required",
      235: "the two sides have no protocol in common that could be spoken over TLS (ALPN)",
      252: "the two sides have no version of TLS in common; 1.2 and 1.3 are spoken here",
      258: "the peer speaks no version of TLS that is safe; 1.2 and 1.3 are spoken here",
      267: "what the peer sent is no TLS; perhaps the port is one without",
      281: "bytes were changed on their way",
      376: "the two sides have no kind of signature in common",
      394: "the peer's key for the exchange is too weak (Diffie-Hellman of fewer than 2048 bits)",
      397: "the key of an authority's certificate is too weak; RSA needs 2048 bits",
      398: "an authority's certificate is signed with a hash that is too weak",
      399: "the certificate's key is too weak; RSA needs 2048 bits",
      1010: "the peer did not expect what it got (alert unexpected_message)",
      1020: "the peer found bytes changed on their way (alert bad_record_mac)",
      1040: "the peer refused the handshake (alert handshake_failure): it shares no version, cipher or kind of certificate, or misses ours",
      1042: "the peer refused our certificate (alert bad_certificate)",
      1043: "the peer refused our certificate, whose kind it does not take (alert unsupported_certificate)",
      1044: "the peer refused our certificate, which is revoked (alert certificate_revoked)",
      1045: "the peer refused our certificate, which has expired (alert certificate_expired)",
      1046: "the peer refused our certificate (alert certificate_unknown)",
      1048: "the peer refused our certificate, whose authority it does not trust (alert unknown_ca)",
      1049: "the peer refused our certificate, which may not come in (alert access_denied)",
      1051: "the peer found a signature or a key wrong (alert decrypt_error)",
      1070: "the peer speaks no version of TLS that is safe; 1.2 and 1.3 are spoken here (alert protocol_version)",
      1071: "the peer demands stronger ciphers (alert insufficient_security)",
      1080: "the peer failed by an error of its own (alert internal_error)",
      1100: "the peer refused another handshake (alert no_renegotiation)",
      1112: "the peer knows no host of that name (alert unrecognized_name)",
      1116: "the peer requires a certificate, and none was shown (alert certificate_required)",
      1120: "the peer speaks none of our protocols over TLS (alert no_application_protocol)",
    ]
  }

  /// Takes the errors of this thread's queue, of which the first tells the cause.
  func takeFailure() -> Failure {
    let code = takeError()
    clearErrors()
    return Failure(
      code: code, words: errorReason(code).map { String(cString: $0) } ?? "OpenSSL does not say why (error \(String(code, radix: 16)))")
  }
}
