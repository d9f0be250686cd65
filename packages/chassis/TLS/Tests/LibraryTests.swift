import Testing

@testable import TLS

struct LibraryTests {
  @Test func `a missing library is told with the package to install`() {
    let error = #expect(throws: TLSError.self) { try OpenSSL("libcrypto.so.3", "libssl-of-nobody.so.3") }
    #expect(error?.description.hasPrefix("TLS needs OpenSSL 3, and cannot load libssl-of-nobody.so.3: ") == true)
    #expect(error?.description.contains("`apt-get install openssl`") == true)
  }

  @Test func `a library of that name that is another one is told`() {
    let error = #expect(throws: TLSError.self) { try OpenSSL("libcrypto.so.3", "libm.so.6") }
    #expect(error?.description == "TLS needs OpenSSL 3, and libm.so.6 on this system has no TLS_client_method: install OpenSSL 3.0 or later")
  }

  @Test func `the system's library is loaded once`() throws {
    try TLSLibrary.load()
    #expect(try OpenSSL.shared.get() === OpenSSL.loaded)
  }
}
