import HTTP
import IO

/// `--check-health`: a second process of the service asks the one that runs beside it whether it is ready.
///
/// An image without a shell has nothing else that could ask. The answer is a line, and the exit status.
struct OwnHealth {
  /// For all of it, from connecting to the last byte; less than what orchestrators allow.
  private static let timeout = Duration.seconds(3)
  private static let answerLimit = 64 * 1024

  let service: String
  /// What the running process was told to listen on.
  let host: String
  let port: UInt16

  struct Answer: Equatable {
    let isReady: Bool
    let line: String
  }

  /// Where a process that listens on every address is asked: on this machine.
  var address: String {
    switch host {
    case "0.0.0.0": "127.0.0.1:\(port)"
    case "::": "[::1]:\(port)"
    case let host where host.utf8.contains(UInt8(ascii: ":")): "[\(host)]:\(port)"
    default: "\(host):\(port)"
    }
  }

  func ask(_ client: Client) async -> Answer {
    if port == 0 { return no("HEALTH_PORT is 0, so that nobody can tell which port the running process has; set it to another") }
    do {
      let request = try ClientRequest(.get, "http://\(address)/readyz?verbose", timeout: Self.timeout, bodyLimit: Self.answerLimit)
      let response = try await client.send(request)
      let text = String(decoding: try await response.body.collect(upTo: Self.answerLimit), as: UTF8.self)
      if response.status == .ok { return Answer(isReady: true, line: "\(service): ready") }
      let failing = text.split(separator: "\n").filter { $0.hasPrefix("[-]") }.map { $0.dropFirst(3) }
      return no(failing.isEmpty ? "/readyz on \(address) answers \(response.status.code)" : failing.joined(separator: "; "))
    } catch {
      return no("\(error)")
    }
  }

  private func no(_ reason: String) -> Answer { Answer(isReady: false, line: "\(service): not ready: \(reason)") }
}
