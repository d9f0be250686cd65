import Platform
import Synchronization

/// Certificates for tests, made by the program `openssl`: good ones, and one for each way in which a certificate can be bad.
///
/// All but `self` and `edwards`, which has a key of the kind Ed25519, are issued by the authority `ca`; `other` is an authority that has issued none.
public final class TestCertificates: Sendable {
  private let folder: TemporaryFolder

  private init() throws {
    folder = try TemporaryFolder()
    let script = try folder.write(Self.script, to: "make.sh")
    let outcome = try ChildProcess.run(
      ["sh", "-c", "cd \"$1\" && exec sh \"$2\"", "sh", folder.path, script], environment: Environment.forChildren, seconds: 60)
    if outcome.ending != .exit(0) { throw Failure(text: String(decoding: outcome.errorOutput, as: UTF8.self)) }
  }

  private struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { "openssl made no certificates: \(text)" }
  }

  /// Path of the certificate.
  public func certificate(_ name: String) -> String { "\(folder.path)/\(name).pem" }
  /// Path of its private key.
  public func key(_ name: String) -> String { "\(folder.path)/\(name).key" }
  /// Path of a key that no certificate has, encrypted.
  public var encryptedKey: String { "\(folder.path)/encrypted.key" }

  private struct Shared {
    weak var certificates: TestCertificates?
  }

  private static let shared = Mutex(Shared())

  /// Returns the certificates, which are made anew where no other test has them; `nil`, with a notice printed, where `openssl` is not
  /// installed.
  public static func make(for test: String) throws -> TestCertificates? {
    try shared.withLock { shared in
      if let certificates = shared.certificates { return certificates }
      if ChildProcess.file(ofProgram: "openssl") == nil {
        print("\(test): skipped, the program openssl is not installed")
        return nil
      }
      let certificates = try TestCertificates()
      shared.certificates = certificates
      return certificates
    }
  }

  private static let script = """
    set -e
    key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }
    authority() {
      key "$1"
      openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days 3650 -addext basicConstraints=critical,CA:TRUE \\
        -addext keyUsage=critical,keyCertSign,cRLSign -out "$1.pem"
    }
    # Name, subject, alternative names, first and last day, usage.
    issue() {
      printf 'basicConstraints=CA:FALSE\\nkeyUsage=digitalSignature\\nextendedKeyUsage=%s\\n%s\\n' "$6" "${3:+subjectAltName=$3}" > "$1.ext"
      openssl req -new -key "$1.key" -subj "/CN=$2" -out "$1.csr"
      openssl ca -batch -notext -config ca.cnf -extfile "$1.ext" -in "$1.csr" -out "$1.pem" -startdate "$4" -enddate "$5"
    }
    cat > ca.cnf <<'END'
    [ca]
    default_ca=d
    [d]
    database=index
    new_certs_dir=.
    rand_serial=yes
    certificate=ca.pem
    private_key=ca.key
    default_md=sha256
    policy=p
    unique_subject=no
    [p]
    commonName=supplied
    END
    : > index
    authority ca "Test Authority"
    authority other "Other Authority"
    past=20200101000000Z; soon=20200201000000Z; now=20240101000000Z; later=20990101000000Z; far=21000101000000Z
    for name in server second expired early wrong nameless client wronguse self; do key $name; done
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out weak.key
    openssl genpkey -algorithm ED25519 -out edwards.key
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:secret -out encrypted.key
    issue server server.test "DNS:localhost,DNS:*.wild.test,IP:127.0.0.1,IP:::1" $now $far serverAuth
    issue second second.test DNS:localhost,IP:127.0.0.1 $now $far serverAuth
    issue expired expired.test DNS:localhost $past $soon serverAuth,clientAuth
    issue early early.test DNS:localhost $later $far serverAuth
    issue wrong wrong.test DNS:other.test,IP:10.0.0.1 $now $far serverAuth
    issue nameless localhost "" $now $far serverAuth
    issue weak weak.test DNS:localhost $now $far serverAuth
    issue wronguse wronguse.test DNS:localhost $now $far clientAuth
    issue client "Client One" DNS:client.test,URI:spiffe://test/client $now $far clientAuth
    for name in self edwards; do
      openssl req -x509 -new -key $name.key -subj /CN=$name.test -days 3650 -addext subjectAltName=DNS:localhost -out $name.pem
    done
    """
}
