import Platform

/// A certificate and its private key, by which one side proves who it is.
public struct TLSIdentity: Sendable, Hashable {
  /// Path of the certificate, in PEM form, followed by those of the authorities between it and the root.
  public var certificateFile: String
  /// Path of the private key, in PEM form, not encrypted.
  public var keyFile: String

  public init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }
}

extension ContextHandle {
  /// Shows the certificate to the other side. Throws what is wrong with the files.
  func use(_ identity: TLSIdentity) throws(TLSError) {
    let (certificate, key) = (identity.certificateFile, identity.keyFile)
    _ = try Self.read(certificate)
    if String(decoding: try Self.read(key), as: UTF8.self).contains("ENCRYPTED") {
      throw TLSError("the key \(key) is encrypted; give one without a passphrase, in a file that only the process reads")
    }
    openSSL.clearErrors()
    if openSSL.contextUseChain(pointer, certificate) != 1 {
      let failure = openSSL.takeFailure()
      throw TLSError(
        failure.isEmptyFile ? "\(certificate) holds no certificate in PEM form" : "the certificate \(certificate) cannot be used: \(failure.sentence)"
      )
    }
    if openSSL.contextUseKey(pointer, key, OpenSSL.pem) != 1 {
      let failure = openSSL.takeFailure()
      if failure.isMismatch { throw TLSError("the key \(key) does not belong to the certificate \(certificate)") }
      throw TLSError("\(key) holds no private key in PEM form (\(failure.sentence))")
    }
    if openSSL.contextCheckKey(pointer) != 1 {
      openSSL.clearErrors()
      throw TLSError("the key \(key) does not belong to the certificate \(certificate)")
    }
  }

  /// Reads a file that the library then reads itself, whose reasons say nothing of files.
  static func read(_ path: String) throws(TLSError) -> [UInt8] {
    do throws(RegularFileError) { return try File.readRegular(path, upTo: 4 << 20) } catch { throw TLSError(error.description) }
  }
}
