import Synchronization

/// The authorities whose certificates are trusted (an `X509_STORE`).
final class TrustStore: @unchecked Sendable {
  let pointer: OpaquePointer
  private let openSSL: OpenSSL

  private init() throws(TLSError) {
    openSSL = try OpenSSL.shared.get()
    guard let pointer = openSSL.storeNew() else { throw TLSError("no memory for certificates") }
    self.pointer = pointer
  }

  deinit { openSSL.storeFree(pointer) }

  /// The authorities of a file in PEM form, and no others.
  convenience init(file path: String) throws(TLSError) {
    try self.init()
    _ = try ContextHandle.read(path)
    openSSL.clearErrors()
    if openSSL.storeLoadFile(pointer, path) != 1 || isEmpty {
      let failure = openSSL.takeFailure()
      throw TLSError("\(path) holds no certificates of authorities in PEM form (\(failure.sentence))")
    }
  }

  /// The authorities that the system trusts: those of OpenSSL's own file, which `SSL_CERT_FILE` replaces, or where that has none of the file
  /// where the distribution keeps them. They are read once, which takes about 60 ms.
  static func system() throws(TLSError) -> TrustStore {
    try known.withLock { known throws(TLSError) in
      if let store = known { return store }
      let store = try readSystem()
      known = store
      return store
    }
  }

  private static let known = Mutex<TrustStore?>(nil)

  /// Where distributions keep the authorities: Debian, Ubuntu and Arch; Fedora; RHEL; SUSE; Alpine.
  private static let files = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
  ]

  private static func readSystem() throws(TLSError) -> TrustStore {
    let store = try TrustStore()
    defer { store.openSSL.clearErrors() }
    // The library itself looks at its variables, and then at the file that it was built with.
    _ = store.openSSL.storeLoadDefaults(store.pointer)
    if !store.isEmpty || files.contains(where: { store.openSSL.storeLoadFile(store.pointer, $0) == 1 }) { return store }
    throw TLSError(
      "the system has no certificates of authorities to trust, at none of \(files.joined(separator: ", ")): install the package ca-certificates, or "
        + "name a file by SSL_CERT_FILE")
  }

  private var isEmpty: Bool { openSSL.stackCount(openSSL.storeObjects(pointer)) <= 0 }
}
