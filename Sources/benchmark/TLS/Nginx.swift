import CommandLine
import Platform

/// nginx as one process with one thread, set up for the same work: the same answer, certificate and order of ciphers, no log of requests.
struct Nginx {
  let port: UInt16
  private let process: StartedProcess

  static func find() throws -> String {
    for candidate in ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"] {
      if let path = ChildProcess.file(ofProgram: candidate), (try? File.status(path)) != nil { return path }
    }
    throw Failure("nginx, the peer, is not installed; on Debian: apt install nginx-light")
  }

  /// - Parameter command: what leaves it its processors.
  init(_ program: String, _ certificate: ServerCertificate, in folder: String, under command: [String]) async throws {
    port = try Floor.freePort()
    let file = "\(folder)/nginx.conf"
    try File.write(Array(Self.configuration(port, certificate, folder).utf8), to: file)
    // It holds more connections than the system usually grants.
    let start = command + ["sh", "-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$@\"", "sh", program, "-p", folder, "-e", "stderr", "-c", file]
    process = try StartedProcess(start)
    let deadline = ContinuousClock.now + .seconds(10)
    while (try? Peer(port: port)) == nil {
      if ContinuousClock.now > deadline { throw Failure("nginx does not listen within ten seconds: `nginx -t -c \(file)` says why") }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  var figures: ProcessFigures { process.figures }

  func stop() { process.stop() }

  private static func configuration(_ port: UInt16, _ certificate: ServerCertificate, _ folder: String) -> String {
    """
    daemon off;
    master_process off;
    pid \(folder)/nginx.pid;
    events { worker_connections 8192; }
    http {
      access_log off;
      client_body_temp_path \(folder)/body;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
      keepalive_timeout 75s;
      keepalive_requests 1000000000;
      ssl_certificate \(certificate.certificate);
      ssl_certificate_key \(certificate.key);
      ssl_protocols TLSv1.2 TLSv1.3;
      ssl_prefer_server_ciphers on;
      server {
        listen 127.0.0.1:\(port) ssl backlog=4096;
        location = /plain {
          default_type text/plain;
          return 200 "Hello, World!";
        }
      }
    }

    """
  }
}
