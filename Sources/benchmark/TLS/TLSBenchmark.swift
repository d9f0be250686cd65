import CommandLine
import Platform

/// The HTTP server over TLS beside nginx, with the same certificate and cipher, each a process with one thread on the same processor, under
/// the same load; their runs alternate, and of each the best counts.
///
/// Where a server does not use all of its processor, the load is what limits it, and what it does in each second of its processor time says
/// more: with two processors that is so of handshakes, which cost a client more than a server.
struct TLSBenchmark {
  private static let scratch = ".build/benchmark/tls"
  private static let target = 0.9
  private static let keepAlive = Scenario(
    name: "tls-keep-alive-64", title: "keep-alive, 64 connections", connections: 64, request: Scenario.get("/plain"))

  private let runs: Int
  /// How long each run is.
  private let seconds: Int
  private let connections: Int
  private let placement = Placement(serverThreads: 1)

  init(_ arguments: Arguments) {
    runs = arguments.number(.tlsRuns)
    seconds = arguments.number(.seconds)
    connections = arguments.number(.secureConnections)
  }

  /// One of the two servers.
  private struct Side {
    let name: String
    let port: UInt16
    let figures: ProcessFigures
    var keepAlive = Best()
    var handshakes = Best()
  }

  func run() async throws -> BenchmarkReport {
    try Load.find()
    let program = try Nginx.find()
    try Folder.create(Self.scratch)
    let scratch = try File.realPath(Self.scratch)
    let certificate = try ServerCertificate(in: scratch)
    let server = try await ServedProcess(Self.serve(certificate), under: placement.server)
    defer { server.stop() }
    let nginx = try await Nginx(program, certificate, in: scratch, under: placement.server)
    defer { nginx.stop() }
    let agreements = try [server.port, nginx.port].map { try ServerCertificate.agreement(port: $0) }
    if agreements[0] != agreements[1] { throw Failure("the servers differ: \(agreements[0]) here, \(agreements[1]) with nginx") }
    var ours = Side(name: "this server", port: server.port, figures: server.figures)
    var theirs = Side(name: "nginx", port: nginx.port, figures: nginx.figures)
    for _ in 0..<runs {
      try measure(&theirs, Load(scratch: scratch))
      try measure(&ours, Load(scratch: scratch))
    }
    var report = BenchmarkReport()
    report.text += """
      HTTPS server (router, metrics, no access log) beside nginx, \(agreements[0]), the same P-256 certificate; one thread each, \
      \(placement.description); best of \(runs) interleaved runs of \(seconds) s
      Load: wrk with one thread; full handshakes by \(HandshakeLoad.processes) processes of openssl s_time.

                                                    each second              target     for each s of processor time       processor in use
                                              server     nginx    ratio               server     nginx    ratio     server     nginx

      """
    add("keep-alive", Self.keepAlive.title, "requests", ours.keepAlive, theirs.keepAlive, &report)
    add("handshakes", "full handshakes", "handshakes", ours.handshakes, theirs.handshakes, &report)
    // What the load left behind is no part of what idle connections hold.
    let memory = try await [idleMemory(certificate, ours: true, program, scratch), idleMemory(certificate, ours: false, program, scratch)]
    let ratio = memory[0] / memory[1]
    report.add("tls-idle-connection", memory[0], "B", versus: "nginx", ratio: ratio)
    report.text += "\n  \(connections) idle connections, each".padded(to: 35) + "\(memory[0].text(digits: 0)) B".aligned(right: 10)
    report.text += "\(memory[1].text(digits: 0)) B".aligned(right: 10) + "\(ratio.text(digits: 2)) ×".aligned(right: 9) + "\n"
    return report
  }

  private static func serve(_ certificate: ServerCertificate) -> [String] {
    ["https", "--loops", "1", certificate.certificate, certificate.key]
  }

  private func measure(_ side: inout Side, _ load: Load) throws {
    var before = try side.figures.processorTime()
    let requests: Load.Figures
    do { requests = try load.run(Self.keepAlive, port: side.port, isSecure: true, seconds: seconds, under: placement.load) } catch {
      throw Failure("\(side.name): \(error)")
    }
    if requests.errors > 0 { throw Failure("\(side.name): \(requests.errors) requests over TLS failed") }
    side.keepAlive.add(requests, processorTime: try side.figures.processorTime() - before)
    before = try side.figures.processorTime()
    let made = try HandshakeLoad.run(port: side.port, seconds: seconds, under: placement.load)
    side.handshakes.add(made.handshakes, perSecond: made.handshakesPerSecond, processorTime: try side.figures.processorTime() - before)
  }

  private func add(_ name: String, _ title: String, _ unit: String, _ ours: Best, _ theirs: Best, _ report: inout BenchmarkReport) {
    let ratio = ours.requestsPerSecond / theirs.requestsPerSecond
    let costRatio = ours.requestsPerProcessorSecond / theirs.requestsPerProcessorSecond
    report.add("tls-\(name)", ours.requestsPerSecond, "\(unit)/s", versus: "nginx", ratio: ratio)
    report.add("tls-\(name)-processor", ours.requestsPerProcessorSecond, "\(unit)/s of processor time", versus: "nginx", ratio: costRatio)
    report.text += "  " + title.padded(to: 34) + HTTPBenchmark.pair(ours.requestsPerSecond, theirs.requestsPerSecond, ratio)
    report.text += "\(Self.target.text(digits: 2)) ×".aligned(right: 9) + "  "
    report.text += HTTPBenchmark.pair(ours.requestsPerProcessorSecond, theirs.requestsPerProcessorSecond, costRatio)
    report.text += [ours, theirs].map { "\(($0.use * 100).text(digits: 0)) %".aligned(right: 10) }.joined() + "\n"
  }

  /// Bytes that each connection adds which waits for its next request, to a server that has done nothing else.
  private func idleMemory(_ certificate: ServerCertificate, ours: Bool, _ program: String, _ scratch: String) async throws -> Double {
    if ours {
      let server = try await ServedProcess(Self.serve(certificate))
      defer { server.stop() }
      return try await idleMemory(certificate, server.port, server.figures)
    }
    let nginx = try await Nginx(program, certificate, in: scratch, under: [])
    defer { nginx.stop() }
    return try await idleMemory(certificate, nginx.port, nginx.figures)
  }

  private func idleMemory(_ certificate: ServerCertificate, _ port: UInt16, _ figures: ProcessFigures) async throws -> Double {
    // Once around, so that what is made for the first connection is there.
    let first = try await hold(1, certificate, port)
    defer { first.stop() }
    let before = try figures.residentMemory()
    let holder = try await hold(connections, certificate, port)
    defer { holder.stop() }
    return Double(try figures.residentMemory() - before) / Double(connections)
  }

  /// A process that holds so many connections, each of which has had an answer.
  private func hold(_ count: Int, _ certificate: ServerCertificate, _ port: UInt16) async throws -> ServedProcess {
    try await ServedProcess(["secure-holder", "--loops", "1", "\(port)", "\(count)", certificate.certificate])
  }
}
