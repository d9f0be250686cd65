import CommandLine
import Platform
import TLS

/// The servers that are measured, each in a process of its own, and those that hold connections to them: `serve floor …`, `serve http …`.
enum Serve {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count >= 3, arguments[1] == "--loops", let loops = Int(arguments[2]) else {
      throw Failure("serve is for the benchmark's own use")
    }
    try ThisProcess.setOpenFileLimit(ThisProcess.largestOpenFileLimit)
    if arguments[0] == "floor", arguments.count == 6, let requestLength = Int(arguments[4]) {
      let response = try File.read(arguments[3])
      try floor(Floor(response: response, requestLength: requestLength, closes: arguments[5] == "close"), loops)
    } else if arguments[0] == "holder", arguments.count == 5, let port = UInt16(arguments[3]), let count = Int(arguments[4]) {
      try IdleBenchmark.hold(count, port: port)
    } else if arguments[0] == "secure-holder", arguments.count == 6, let port = UInt16(arguments[3]), let count = Int(arguments[4]) {
      try await SecureHolder.hold(count, port: port, trusting: arguments[5])
    } else if arguments[0] == "https", arguments.count == 5 {
      try await MeasuredServer.run(loops: loops, identity: TLSIdentity(certificateFile: arguments[3], keyFile: arguments[4]))
    } else {
      try await MeasuredServer.run(loops: loops)
    }
  }

  private static func floor(_ floor: Floor, _ threads: Int) throws {
    let first = try Floor.listener(port: 0)
    var listeners = [first.descriptor]
    for _ in 1..<threads { listeners.append(try Floor.listener(port: first.port).descriptor) }
    try announce(first.port)
    let all = listeners
    Threads.run(threads) { floor.serve(all[$0]) }
  }

  static func announce(_ port: UInt16) throws {
    try StandardStream.output.write("\(port)\n")
  }
}
