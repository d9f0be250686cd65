/// What the connections of one kind have in common (an `SSL_CTX`): not changed once one has been made.
protocol TLSContext: AnyObject, Sendable {
  var handle: OpenSSL.Context { get }
}

/// The owner of an `SSL_CTX`, with what both sides set alike.
final class ContextHandle: @unchecked Sendable {
  let openSSL: OpenSSL
  let pointer: OpenSSL.Context

  init(_ method: (OpenSSL) -> OpaquePointer?) throws(TLSError) {
    openSSL = try OpenSSL.shared.get()
    openSSL.clearErrors()
    guard let pointer = openSSL.contextNew(method(openSSL)) else {
      throw TLSError("TLS cannot be set up: \(openSSL.takeFailure().sentence)")
    }
    self.pointer = pointer
    openSSL.setVersions(pointer)
    openSSL.setModes(pointer)
    _ = openSSL.contextSetOptions(pointer, OpenSSL.options)
    openSSL.contextSetSecurityLevel(pointer, OpenSSL.securityLevel)
    // Without it, the library would ask the terminal.
    openSSL.contextSetPassphrase(pointer) { _, _, _, _ in -1 }
  }

  deinit { openSSL.contextFree(pointer) }

  /// Has the other side's certificates verified with those of the store.
  func verify(_ mode: OpenSSL.VerifyMode, with store: TrustStore) {
    openSSL.contextSetStore(pointer, store.pointer)
    openSSL.contextSetVerify(pointer, mode.rawValue, Verification.callback)
  }
}
