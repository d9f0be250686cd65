import Addresses
import HTTP
import IO

/// The option `--check-health`: a second process of the service asks the running one whether it is ready.
///
/// It is for images without a shell, in which nothing else could ask. The answer is one line and the exit status.
struct OwnHealth {
  /// The time limit from connecting to the last byte; less than what orchestrators allow.
  private static let timeout = Duration.seconds(3)
  private static let answerLimit = 64 * 1024

  let service: String
  /// The address that the running process listens on, by the same settings.
  let host: String
  let port: UInt16

  struct Answer: Equatable {
    let isReady: Bool
    let line: String
  }

  /// Address to ask at: on this machine, where the process listens on every address.
  private var address: String { "\(IPAddress(host)?.reachable.bracketed ?? host):\(port)" }

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
