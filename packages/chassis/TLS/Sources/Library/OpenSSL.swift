import Platform

/// The functions of the system's OpenSSL 3 that this package calls, found once, when somebody first asks for TLS.
///
/// The names are those of the manual, without the prefix `SSL_`; what the headers have as macros is in `OpenSSL+Macros`.
final class OpenSSL: @unchecked Sendable {
  typealias Connection = OpaquePointer
  typealias Context = OpaquePointer
  typealias Session = OpaquePointer
  typealias Certificate = OpaquePointer
  typealias Verify = @convention(c) (Int32, OpaquePointer?) -> Int32
  typealias NewSession = @convention(c) (Connection?, Session?) -> Int32
  typealias SelectProtocol =
    @convention(c) (
      Connection?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?, UInt32,
      UnsafeMutableRawPointer?
    ) -> Int32
  typealias Passphrase = @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32
  typealias StreamRead = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int, UnsafeMutablePointer<Int>?) -> Int32
  typealias StreamWrite = @convention(c) (OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutablePointer<Int>?) -> Int32
  typealias StreamControl = @convention(c) (OpaquePointer?, Int32, Int, UnsafeMutableRawPointer?) -> Int

  // Contexts.
  let clientMethod: @convention(c) () -> OpaquePointer?
  let serverMethod: @convention(c) () -> OpaquePointer?
  let contextNew: @convention(c) (OpaquePointer?) -> Context?
  let contextFree: @convention(c) (Context?) -> Void
  let contextControl: @convention(c) (Context?, Int32, Int, UnsafeMutableRawPointer?) -> Int
  let contextSetOptions: @convention(c) (Context?, UInt64) -> UInt64
  let contextSetSecurityLevel: @convention(c) (Context?, Int32) -> Void
  let contextSetVerify: @convention(c) (Context?, Int32, Verify?) -> Void
  let contextSetStore: @convention(c) (Context?, OpaquePointer?) -> Void
  let contextSetClientAuthorities: @convention(c) (Context?, OpaquePointer?) -> Void
  let contextUseChain: @convention(c) (Context?, UnsafePointer<CChar>?) -> Int32
  let contextUseKey: @convention(c) (Context?, UnsafePointer<CChar>?, Int32) -> Int32
  let contextCheckKey: @convention(c) (Context?) -> Int32
  let contextSetPassphrase: @convention(c) (Context?, Passphrase?) -> Void
  let contextOfferProtocols: @convention(c) (Context?, UnsafePointer<UInt8>?, UInt32) -> Int32
  let contextSelectProtocol: @convention(c) (Context?, SelectProtocol?, UnsafeMutableRawPointer?) -> Void
  let contextSetSessionScope: @convention(c) (Context?, UnsafePointer<UInt8>?, UInt32) -> Int32
  let contextSetNewSession: @convention(c) (Context?, NewSession?) -> Void
  let loadAuthorityNames: @convention(c) (UnsafePointer<CChar>?) -> OpaquePointer?
  let selectProtocol:
    @convention(c) (
      UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?, UnsafePointer<UInt8>?, UInt32, UnsafePointer<UInt8>?,
      UInt32
    ) -> Int32

  // Connections.
  let new: @convention(c) (Context?) -> Connection?
  let free: @convention(c) (Connection?) -> Void
  let setStream: @convention(c) (Connection?, OpaquePointer?, OpaquePointer?) -> Void
  let setConnectState: @convention(c) (Connection?) -> Void
  let setAcceptState: @convention(c) (Connection?) -> Void
  let setHost: @convention(c) (Connection?, UnsafePointer<CChar>?) -> Int32
  let setHostFlags: @convention(c) (Connection?, UInt32) -> Void
  let verification: @convention(c) (Connection?) -> OpaquePointer?
  let control: @convention(c) (Connection?, Int32, Int, UnsafeMutableRawPointer?) -> Int
  let setData: @convention(c) (Connection?, Int32, UnsafeMutableRawPointer?) -> Int32
  let data: @convention(c) (Connection?, Int32) -> UnsafeMutableRawPointer?
  let handshake: @convention(c) (Connection?) -> Int32
  let read: @convention(c) (Connection?, UnsafeMutableRawPointer?, Int, UnsafeMutablePointer<Int>?) -> Int32
  let write: @convention(c) (Connection?, UnsafeRawPointer?, Int, UnsafeMutablePointer<Int>?) -> Int32
  let hasPending: @convention(c) (Connection?) -> Int32
  let shutdown: @convention(c) (Connection?) -> Int32
  let setShutdown: @convention(c) (Connection?, Int32) -> Void
  let error: @convention(c) (Connection?, Int32) -> Int32
  let version: @convention(c) (Connection?) -> UnsafePointer<CChar>?
  let selectedProtocol: @convention(c) (Connection?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt32>?) -> Void
  let peerCertificate: @convention(c) (Connection?) -> Certificate?
  let ownCertificate: @convention(c) (Connection?) -> Certificate?
  let verifyDataIndex: @convention(c) () -> Int32

  // Sessions.
  let setSession: @convention(c) (Connection?, Session?) -> Int32
  let sessionReused: @convention(c) (Connection?) -> Int32
  let sessionFree: @convention(c) (Session?) -> Void
  let sessionRetain: @convention(c) (Session?) -> Int32
  let sessionVersion: @convention(c) (Session?) -> Int32
  let sessionIsResumable: @convention(c) (Session?) -> Int32

  // Certificates.
  let storeNew: @convention(c) () -> OpaquePointer?
  let storeFree: @convention(c) (OpaquePointer?) -> Void
  let storeLoadFile: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
  let storeLoadDefaults: @convention(c) (OpaquePointer?) -> Int32
  let storeObjects: @convention(c) (OpaquePointer?) -> OpaquePointer?
  let setAddress: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
  let verifyData: @convention(c) (OpaquePointer?, Int32) -> UnsafeMutableRawPointer?
  let verifyError: @convention(c) (OpaquePointer?) -> Int32
  let verifyDepth: @convention(c) (OpaquePointer?) -> Int32
  let verifyCertificate: @convention(c) (OpaquePointer?) -> Certificate?
  let verifyErrorText: @convention(c) (Int) -> UnsafePointer<CChar>?
  let certificateFree: @convention(c) (Certificate?) -> Void
  let digest: @convention(c) (Certificate?, OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt32>?) -> Int32
  let signatureInfo:
    @convention(c) (
      Certificate?, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<UInt32>?
    ) -> Int32
  let subject: @convention(c) (Certificate?) -> OpaquePointer?
  let issuer: @convention(c) (Certificate?) -> OpaquePointer?
  let notBefore: @convention(c) (Certificate?) -> OpaquePointer?
  let notAfter: @convention(c) (Certificate?) -> OpaquePointer?
  let printName: @convention(c) (OpaquePointer?, OpaquePointer?, Int32, UInt) -> Int32
  let printTime: @convention(c) (OpaquePointer?, OpaquePointer?, UInt) -> Int32
  let entryIndex: @convention(c) (OpaquePointer?, Int32, Int32) -> Int32
  let entry: @convention(c) (OpaquePointer?, Int32) -> OpaquePointer?
  let entryText: @convention(c) (OpaquePointer?) -> OpaquePointer?
  let textToUTF8: @convention(c) (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, OpaquePointer?) -> Int32
  let textBytes: @convention(c) (OpaquePointer?) -> UnsafePointer<UInt8>?
  let textLength: @convention(c) (OpaquePointer?) -> Int32
  let extensionValue: @convention(c) (Certificate?, Int32, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?) -> OpaquePointer?
  let nameValue: @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?) -> OpaquePointer?
  let namesFree: @convention(c) (OpaquePointer?) -> Void
  let stackCount: @convention(c) (OpaquePointer?) -> Int32
  let stackValue: @convention(c) (OpaquePointer?, Int32) -> OpaquePointer?
  let digestNamed: @convention(c) (UnsafePointer<CChar>?) -> OpaquePointer?
  let shortName: @convention(c) (Int32) -> UnsafePointer<CChar>?
  let memoryFree: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Int32) -> Void

  // Streams.
  let streamNew: @convention(c) (OpaquePointer?) -> OpaquePointer?
  let streamFree: @convention(c) (OpaquePointer?) -> Int32
  let streamMemory: @convention(c) () -> OpaquePointer?
  let streamTake: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32) -> Int32
  let streamData: @convention(c) (OpaquePointer?) -> UnsafeMutableRawPointer?
  let streamSetData: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Void
  let streamSetFlags: @convention(c) (OpaquePointer?, Int32) -> Void
  let streamClearFlags: @convention(c) (OpaquePointer?, Int32) -> Void
  /// The kind of stream whose other side is a transport (`TransportStream`).
  let transportMethod: OpaquePointer?

  // Errors.
  let clearErrors: @convention(c) () -> Void
  let takeError: @convention(c) () -> UInt
  let errorReason: @convention(c) (UInt) -> UnsafePointer<CChar>?

  /// The library, or why there is none. It is loaded when this is first asked.
  static let shared: Result<OpenSSL, TLSError> = {
    do throws(TLSError) { return .success(try OpenSSL()) } catch { return .failure(error) }
  }()

  /// The library. Only for what exists because it was loaded.
  static var loaded: OpenSSL {
    guard case .success(let library) = shared else { preconditionFailure("a TLS object exists without OpenSSL") }
    return library
  }

  /// Loads the libraries of these file names. Throws where one is missing or is no OpenSSL 3.
  init(_ cryptoName: String = "libcrypto.so.3", _ tlsName: String = "libssl.so.3") throws(TLSError) {
    let crypto = try Self.load(cryptoName)
    let tls = try Self.load(tlsName)
    func find<Function>(_ name: String, in library: SharedLibrary) throws(TLSError) -> Function {
      guard let symbol = library.symbol(name) else {
        throw TLSError("TLS needs OpenSSL 3, and \(library.name) on this system has no \(name): install OpenSSL 3.0 or later")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    clientMethod = try find("TLS_client_method", in: tls)
    serverMethod = try find("TLS_server_method", in: tls)
    contextNew = try find("SSL_CTX_new", in: tls)
    contextFree = try find("SSL_CTX_free", in: tls)
    contextControl = try find("SSL_CTX_ctrl", in: tls)
    contextSetOptions = try find("SSL_CTX_set_options", in: tls)
    contextSetSecurityLevel = try find("SSL_CTX_set_security_level", in: tls)
    contextSetVerify = try find("SSL_CTX_set_verify", in: tls)
    contextSetStore = try find("SSL_CTX_set1_cert_store", in: tls)
    contextSetClientAuthorities = try find("SSL_CTX_set_client_CA_list", in: tls)
    contextUseChain = try find("SSL_CTX_use_certificate_chain_file", in: tls)
    contextUseKey = try find("SSL_CTX_use_PrivateKey_file", in: tls)
    contextCheckKey = try find("SSL_CTX_check_private_key", in: tls)
    contextSetPassphrase = try find("SSL_CTX_set_default_passwd_cb", in: tls)
    contextOfferProtocols = try find("SSL_CTX_set_alpn_protos", in: tls)
    contextSelectProtocol = try find("SSL_CTX_set_alpn_select_cb", in: tls)
    contextSetSessionScope = try find("SSL_CTX_set_session_id_context", in: tls)
    contextSetNewSession = try find("SSL_CTX_sess_set_new_cb", in: tls)
    loadAuthorityNames = try find("SSL_load_client_CA_file", in: tls)
    selectProtocol = try find("SSL_select_next_proto", in: tls)
    new = try find("SSL_new", in: tls)
    free = try find("SSL_free", in: tls)
    setStream = try find("SSL_set_bio", in: tls)
    setConnectState = try find("SSL_set_connect_state", in: tls)
    setAcceptState = try find("SSL_set_accept_state", in: tls)
    setHost = try find("SSL_set1_host", in: tls)
    setHostFlags = try find("SSL_set_hostflags", in: tls)
    verification = try find("SSL_get0_param", in: tls)
    control = try find("SSL_ctrl", in: tls)
    setData = try find("SSL_set_ex_data", in: tls)
    data = try find("SSL_get_ex_data", in: tls)
    handshake = try find("SSL_do_handshake", in: tls)
    read = try find("SSL_read_ex", in: tls)
    write = try find("SSL_write_ex", in: tls)
    hasPending = try find("SSL_has_pending", in: tls)
    shutdown = try find("SSL_shutdown", in: tls)
    setShutdown = try find("SSL_set_shutdown", in: tls)
    error = try find("SSL_get_error", in: tls)
    version = try find("SSL_get_version", in: tls)
    selectedProtocol = try find("SSL_get0_alpn_selected", in: tls)
    peerCertificate = try find("SSL_get1_peer_certificate", in: tls)
    ownCertificate = try find("SSL_get_certificate", in: tls)
    verifyDataIndex = try find("SSL_get_ex_data_X509_STORE_CTX_idx", in: tls)
    setSession = try find("SSL_set_session", in: tls)
    sessionReused = try find("SSL_session_reused", in: tls)
    sessionFree = try find("SSL_SESSION_free", in: tls)
    sessionRetain = try find("SSL_SESSION_up_ref", in: tls)
    sessionVersion = try find("SSL_SESSION_get_protocol_version", in: tls)
    sessionIsResumable = try find("SSL_SESSION_is_resumable", in: tls)
    storeNew = try find("X509_STORE_new", in: crypto)
    storeFree = try find("X509_STORE_free", in: crypto)
    storeLoadFile = try find("X509_STORE_load_file", in: crypto)
    storeLoadDefaults = try find("X509_STORE_set_default_paths", in: crypto)
    storeObjects = try find("X509_STORE_get0_objects", in: crypto)
    setAddress = try find("X509_VERIFY_PARAM_set1_ip_asc", in: crypto)
    verifyData = try find("X509_STORE_CTX_get_ex_data", in: crypto)
    verifyError = try find("X509_STORE_CTX_get_error", in: crypto)
    verifyDepth = try find("X509_STORE_CTX_get_error_depth", in: crypto)
    verifyCertificate = try find("X509_STORE_CTX_get_current_cert", in: crypto)
    verifyErrorText = try find("X509_verify_cert_error_string", in: crypto)
    certificateFree = try find("X509_free", in: crypto)
    digest = try find("X509_digest", in: crypto)
    signatureInfo = try find("X509_get_signature_info", in: crypto)
    subject = try find("X509_get_subject_name", in: crypto)
    issuer = try find("X509_get_issuer_name", in: crypto)
    notBefore = try find("X509_get0_notBefore", in: crypto)
    notAfter = try find("X509_get0_notAfter", in: crypto)
    printName = try find("X509_NAME_print_ex", in: crypto)
    printTime = try find("ASN1_TIME_print_ex", in: crypto)
    entryIndex = try find("X509_NAME_get_index_by_NID", in: crypto)
    entry = try find("X509_NAME_get_entry", in: crypto)
    entryText = try find("X509_NAME_ENTRY_get_data", in: crypto)
    textToUTF8 = try find("ASN1_STRING_to_UTF8", in: crypto)
    textBytes = try find("ASN1_STRING_get0_data", in: crypto)
    textLength = try find("ASN1_STRING_length", in: crypto)
    extensionValue = try find("X509_get_ext_d2i", in: crypto)
    nameValue = try find("GENERAL_NAME_get0_value", in: crypto)
    namesFree = try find("GENERAL_NAMES_free", in: crypto)
    stackCount = try find("OPENSSL_sk_num", in: crypto)
    stackValue = try find("OPENSSL_sk_value", in: crypto)
    digestNamed = try find("EVP_get_digestbyname", in: crypto)
    shortName = try find("OBJ_nid2sn", in: crypto)
    memoryFree = try find("CRYPTO_free", in: crypto)
    streamNew = try find("BIO_new", in: crypto)
    streamFree = try find("BIO_free", in: crypto)
    streamMemory = try find("BIO_s_mem", in: crypto)
    streamTake = try find("BIO_read", in: crypto)
    streamData = try find("BIO_get_data", in: crypto)
    streamSetData = try find("BIO_set_data", in: crypto)
    streamSetFlags = try find("BIO_set_flags", in: crypto)
    streamClearFlags = try find("BIO_clear_flags", in: crypto)
    clearErrors = try find("ERR_clear_error", in: crypto)
    takeError = try find("ERR_get_error", in: crypto)
    errorReason = try find("ERR_reason_error_string", in: crypto)

    let initialize: @convention(c) (UInt64, OpaquePointer?) -> Int32 = try find("OPENSSL_init_ssl", in: tls)
    if initialize(Self.initialization, nil) != 1 { throw TLSError("\(tlsName) cannot be initialised (OPENSSL_init_ssl)") }
    let index: @convention(c) () -> Int32 = try find("BIO_get_new_index", in: crypto)
    let make: @convention(c) (Int32, UnsafePointer<CChar>?) -> OpaquePointer? = try find("BIO_meth_new", in: crypto)
    let setRead: @convention(c) (OpaquePointer?, StreamRead?) -> Int32 = try find("BIO_meth_set_read_ex", in: crypto)
    let setWrite: @convention(c) (OpaquePointer?, StreamWrite?) -> Int32 = try find("BIO_meth_set_write_ex", in: crypto)
    let setControl: @convention(c) (OpaquePointer?, StreamControl?) -> Int32 = try find("BIO_meth_set_ctrl", in: crypto)
    let method = make(index() | Self.sourceAndSink, "transport")
    if setRead(method, TransportStream.read) != 1 || setWrite(method, TransportStream.write) != 1
      || setControl(method, TransportStream.control) != 1
    {
      throw TLSError("\(cryptoName) takes no streams of others (BIO_meth_new)")
    }
    transportMethod = method
  }

  private static func load(_ name: String) throws(TLSError) -> SharedLibrary {
    do throws(SharedLibraryError) { return try SharedLibrary(name) } catch {
      throw TLSError(
        "TLS needs OpenSSL 3, and \(error): install it, on Debian and Ubuntu with `apt-get install openssl` (the library alone is libssl3, or "
          + "libssl3t64), on Fedora and RHEL with `dnf install openssl-libs`")
    }
  }

  /// No clean-up at the process's end, which would race with the loops' threads, and no configuration file, which could weaken what is asked
  /// for here (OPENSSL_INIT_NO_ATEXIT, OPENSSL_INIT_NO_LOAD_CONFIG).
  private static let initialization: UInt64 = 0x80000 | 0x80
  /// BIO_TYPE_SOURCE_SINK.
  private static let sourceAndSink: Int32 = 0x400
}
