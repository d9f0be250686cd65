import CommandLine
import Platform

/// Full handshakes, made by several processes of `openssl s_time -new` at once, each of which makes one after the other and resumes none.
struct HandshakeLoad {
  struct Figures {
    let handshakes: Double
    let handshakesPerSecond: Double
  }

  static let processes = 4

  /// - Parameter command: what leaves the load its processors.
  static func run(port: UInt16, seconds: Int, under command: [String]) throws -> Figures {
    let results = Threads.map(processes, workers: processes) { _ in
      Result { () throws -> Figures in
        let outcome = try Processes().run(
          command + ["openssl", "s_time", "-connect", "127.0.0.1:\(port)", "-new", "-tls1_3", "-time", "\(seconds)"])
        let count = try connections(in: String(decoding: outcome.output, as: UTF8.self))
        return Figures(handshakes: count, handshakesPerSecond: count / (outcome.duration / .seconds(1)))
      }
    }
    let all = try results.map { try $0.get() }
    return Figures(
      handshakes: all.reduce(0) { $0 + $1.handshakes }, handshakesPerSecond: all.reduce(0) { $0 + $1.handshakesPerSecond })
  }

  /// The number in `1234 connections in 4 real seconds, 0 bytes read per connection`.
  static func connections(in text: String) throws -> Double {
    guard let line = text.split(separator: "\n").first(where: { $0.contains(" connections in ") && $0.contains(" real seconds") }),
      let number = line.split(separator: " ").first.flatMap({ Double($0) }), number > 0
    else { throw Failure("the figures of openssl s_time are not understood:\n\(text)") }
    return number
  }
}
