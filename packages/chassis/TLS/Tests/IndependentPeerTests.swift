import IO
import IOTesting
import Platform
import TLS
import TestSupport
import Testing

/// Peers that others have written: Python's `ssl`, the programs of OpenSSL, and nginx.
struct IndependentPeerTests {
  private let certificates: TestCertificates?
  private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  init() throws { certificates = try TestCertificates.make(for: "independent TLS peers") }

  @Test(arguments: ["TLSv1_2", "TLSv1_3"]) func `python's server sends back what it got, and both say their end`(version: String) async throws {
    guard let certificates, let python = try await onOwnThread({ Python.withoutPackages(for: "python's TLS server") }) else { return }
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/socket"
    let script = """
      import socket, ssl, sys
      path, certificate, key, authority, version = sys.argv[1:]
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain(certificate, key)
      context.load_verify_locations(authority)
      context.verify_mode = ssl.CERT_REQUIRED
      context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
      context.set_alpn_protocols(['other', 'echo'])
      listener = socket.socket(socket.AF_UNIX)
      listener.bind(path)
      listener.listen()
      for number in range(2):
          connection = context.wrap_socket(listener.accept()[0], server_side=True, suppress_ragged_eofs=False)
          all = b''
          while part := connection.recv(65536): all += part
          connection.sendall(all)
          subject = dict(x[0] for x in connection.getpeercert()['subject'])
          print(connection.version(), connection.selected_alpn_protocol(), connection.session_reused, subject['commonName'], len(all))
          connection.unwrap().close()
      """
    let arguments = [
      python, "-c", script, path, certificates.certificate("server"), certificates.key("server"), certificates.certificate("ca"), version,
    ]
    async let server = onOwnThread { try ChildProcess.run(arguments, environment: Environment.forChildren, seconds: 60) }
    try await onLoop {
      let context = try certificates.client(as: "client", protocols: ["echo"])
      for isSecond in [false, true] {
        let transport = try await TLSTransport.connect(over: try await socket(in: folder), to: "localhost", context, deadline: .generous)
        async let writing: Void = {
          try await transport.write(Self.bytes, deadline: .generous)
          transport.finishWriting()
        }()
        #expect(try await transport.read(count: .max) == Self.bytes)
        try await writing
        #expect(transport.applicationProtocol == "echo" && transport.isResumed == isSecond)
        transport.close()
      }
    }
    let outcome = try await server
    let name = version.replacing("_", with: ".")
    #expect(
      String(decoding: outcome.output, as: UTF8.self) == "\(name) echo False Client One 300000\n\(name) echo True Client One 300000\n",
      "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
  }

  @Test(arguments: ["TLSv1_2", "TLSv1_3"]) func `python's client is served, and both say their end`(version: String) async throws {
    guard let certificates, let python = try await onOwnThread({ Python.withoutPackages(for: "python's TLS client") }) else { return }
    let script = """
      import socket, ssl, sys
      port, authority, version = sys.argv[1:]
      context = ssl.create_default_context(cafile=authority)
      context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
      context.set_alpn_protocols(['echo'])
      session = None
      for number in range(2):
          plain = socket.create_connection(('127.0.0.1', int(port)))
          connection = context.wrap_socket(plain, server_hostname='localhost', session=session, suppress_ragged_eofs=False)
          connection.sendall(b'hello ' * 10000)
          got = b''
          while len(got) < 60000: got += connection.recv(65536)
          session = connection.session
          print(connection.version(), connection.selected_alpn_protocol(), connection.session_reused, got == b'hello ' * 10000)
          connection.unwrap().close()
      """
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    let context = try certificates.server(protocols: ["echo"])
    async let accepting: Void = listener.accept(on: loops) { socket in
      guard let transport = try? await TLSTransport.accept(over: socket, context, deadline: .generous) else { return }
      await echo(transport)
      transport.close()
    }
    let arguments = [python, "-c", script, "\(listener.address.port!)", certificates.certificate("ca"), version]
    let outcome = try await onOwnThread { try ChildProcess.run(arguments, environment: Environment.forChildren, seconds: 60) }
    let name = version.replacing("_", with: ".")
    #expect(
      String(decoding: outcome.output, as: UTF8.self) == "\(name) echo False True\n\(name) echo True True\n",
      "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    listener.close()
    await accepting
  }

  @Test(arguments: [
    (
      "TLSv1_1", "server", "UNSUPPORTED_PROTOCOL",
      "the peer speaks no version of TLS that is safe; 1.2 and 1.3 are spoken here (alert protocol_version)"
    ),
    ("TLSv1_2", "weak", "SSLV3_ALERT_BAD_CERTIFICATE", "the certificate's key is too weak; RSA needs 2048 bits"),
    ("TLSv1_3", "weak", "SSLV3_ALERT_BAD_CERTIFICATE", "the certificate's key is too weak; RSA needs 2048 bits"),
  ])
  func `a server of a version or with a key that is not safe is refused`(version: String, name: String, reason: String, sentence: String) async throws
  {
    guard let certificates, let python = try await onOwnThread({ Python.withoutPackages(for: "unsafe TLS servers") }) else { return }
    let folder = try TemporaryFolder()
    let script = """
      import socket, ssl, sys, warnings
      warnings.simplefilter('ignore')
      path, certificate, key, version = sys.argv[1:]
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.set_ciphers('DEFAULT:@SECLEVEL=0')
      context.load_cert_chain(certificate, key)
      context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
      listener = socket.socket(socket.AF_UNIX)
      listener.bind(path)
      listener.listen()
      try: context.wrap_socket(listener.accept()[0], server_side=True)
      except ssl.SSLError as error: print(error.reason)
      """
    let arguments = [python, "-c", script, "\(folder.path)/socket", certificates.certificate(name), certificates.key(name), version]
    async let server = onOwnThread { try ChildProcess.run(arguments, environment: Environment.forChildren, seconds: 60) }
    try await onLoop {
      let context = try certificates.client()
      let base = try await socket(in: folder)
      let error = await #expect(throws: IOError.self) {
        _ = try await TLSTransport.connect(over: base, to: "localhost", context, deadline: .generous)
      }
      #expect(error?.description == "TLS with localhost: \(sentence)")
    }
    #expect(String(decoding: try await server.output, as: UTF8.self) == "\(reason)\n")
  }

  @Test(arguments: ["tls1_2", "tls1_3"]) func `openssl's server knows the client, and answers each line backwards`(version: String) async throws {
    guard let certificates else { return }
    let folder = try TemporaryFolder()
    let options = "-\(version) -CAfile \(certificates.certificate("ca")) -Verify 1 -rev"
    async let said = server(options, in: folder)
    try await onLoop {
      let base = try await socket(in: folder)
      let transport = try await TLSTransport.connect(over: base, to: "localhost", certificates.client(as: "client"), deadline: .generous)
      try await transport.write("there\nback\n")
      #expect(try await transport.readText(11) == "ereht\nkcab\n")
      transport.finishWriting()
      transport.close()
    }
    let words = try await said
    #expect(words.contains("CN = Client One"), "\(words)")
  }

  @Test func `a server of openssl that begins another handshake is refused it`() async throws {
    guard let certificates else { return }
    let folder = try TemporaryFolder()
    // What it is told is read when a connection is there alone, and the end of that would end the server.
    let orders = "until [ -e connected ]; do sleep 0.02; done; echo r; until [ -e done ]; do sleep 0.02; done"
    async let said = server("-tls1_2", in: folder, orders: orders)
    try await onLoop {
      let base = try await socket(in: folder)
      let transport = try await TLSTransport.connect(over: base, to: "localhost", certificates.client(), deadline: .generous)
      try folder.write("", to: "connected")
      await #expect(throws: IOError.self) { _ = try await transport.read(count: 1) }
      transport.close()
      try folder.write("", to: "done")
    }
    let words = try await said
    #expect(words.contains("no renegotiation"), "\(words)")
  }

  @Test func `a client of openssl that begins another handshake is refused it`() async throws {
    guard let certificates else { return }
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/socket"
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let listener = try Listener.bind(.unix(path: path))
    let context = try certificates.server()
    async let accepting: Void = listener.accept(on: loops) { socket in
      guard let transport = try? await TLSTransport.accept(over: socket, context, deadline: .generous) else { return }
      await echo(transport)
      transport.close()
    }
    let command = "printf 'R\\n' | openssl s_client -unix \(path) -tls1_2 -CAfile \(certificates.certificate("ca")) -servername localhost"
    let outcome = try await onOwnThread { try ChildProcess.run(["sh", "-c", command], environment: Environment.forChildren, seconds: 60) }
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self).contains("no renegotiation"))
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("Verify return code: 0 (ok)"))
    listener.close()
    await accepting
    withExtendedLifetime(folder) {}
  }

  @Test func `nginx passes a request on, from a client to a server that are ours`() async throws {
    guard let certificates else { return }
    guard ChildProcess.file(ofProgram: "nginx") != nil else { return print("independent TLS peers: skipped for nginx, which is not installed") }
    let folder = try TemporaryFolder()
    let configuration = """
      daemon off; master_process off; pid \(folder.path)/pid; error_log stderr;
      events { worker_connections 64; }
      http {
        access_log off; ssl_protocols TLSv1.3; proxy_ssl_protocols TLSv1.3;
        client_body_temp_path \(folder.path)/a; proxy_temp_path \(folder.path)/b; fastcgi_temp_path \(folder.path)/c;
        uwsgi_temp_path \(folder.path)/d; scgi_temp_path \(folder.path)/e;
        ssl_certificate \(certificates.certificate("server")); ssl_certificate_key \(certificates.key("server"));
        ssl_client_certificate \(certificates.certificate("ca")); ssl_verify_client on;
        proxy_ssl_certificate \(certificates.certificate("client")); proxy_ssl_certificate_key \(certificates.key("client"));
        proxy_ssl_trusted_certificate \(certificates.certificate("ca")); proxy_ssl_verify on; proxy_ssl_name localhost;
        server {
          listen unix:\(folder.path)/socket ssl;
          location / { proxy_pass https://unix:\(folder.path)/ours:/; proxy_set_header host "$ssl_protocol $ssl_client_s_dn"; }
        }
      }
      """
    let file = try folder.write(configuration, to: "nginx.conf")
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let listener = try Listener.bind(.unix(path: "\(folder.path)/ours"))
    let authorities = certificates.certificate("ca")
    let context = try certificates.server(clients: .required(authorities: authorities))
    async let accepting: Void = listener.accept(on: loops) { socket in
      guard let transport = try? await TLSTransport.accept(over: socket, context, deadline: .generous) else { return }
      var head = ""
      while !head.hasSuffix("\r\n\r\n"), let next = try? await transport.readText(1), next != "" { head += next }
      let answer =
        "\(transport.peerCertificate?.name ?? "nobody") asked: \(head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("host:") } ?? "")"
      try? await transport.write("HTTP/1.1 200 OK\r\ncontent-length: \(answer.utf8.count)\r\nconnection: close\r\n\r\n\(answer)")
      transport.finishWriting()
      transport.close()
    }
    let command = ["nginx", "-e", "stderr", "-p", folder.path, "-c", file]
    async let nginx = onOwnThread { try ChildProcess.run(command, environment: Environment.forChildren, seconds: 60) }
    try await onLoop {
      let base = try await socket(in: folder)
      let transport = try await TLSTransport.connect(over: base, to: "localhost", certificates.client(as: "client"), deadline: .generous)
      try await transport.write("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
      let answer = try await transport.readText(.max)
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nClient One asked: host: TLSv1.3 CN=Client One"), "\(answer)")
      transport.close()
    }
    _ = try await onOwnThread { try ChildProcess.run(command + ["-s", "stop"], environment: Environment.forChildren, seconds: 60) }
    let outcome = try await nginx
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    listener.close()
    await accepting
  }

  /// Runs openssl's server of one connection at the socket in the folder, and tells what it wrote.
  ///
  /// - Parameter orders: a shell's commands, whose output the server reads.
  private func server(_ options: String, in folder: TemporaryFolder, orders: String = ":") async throws -> String {
    guard let certificates else { return "" }
    let identity = "-cert \(certificates.certificate("server")) -key \(certificates.key("server"))"
    // It takes no socket whose path is longer than 31 bytes.
    let command = "cd \(folder.path) && { \(orders); } | openssl s_server -unix socket -naccept 1 \(identity) \(options)"
    return try await onOwnThread {
      let outcome = try ChildProcess.run(["sh", "-c", command], environment: Environment.forChildren, seconds: 120)
      return String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self)
    }
  }

  /// A connection to the socket in the folder, once somebody listens there.
  private func socket(in folder: TemporaryFolder) async throws -> Socket {
    let patience = Deadline.generous
    while true {
      do throws(IOError) { return try await Connector.connect(to: .unix(path: "\(folder.path)/socket"), deadline: .generous) } catch {
        if !error.isRefused || patience < .now { throw error }
        try await EventLoop.sleep(until: .after(.milliseconds(5)))
      }
    }
  }
}
