import IO
import Lifecycle
import TLS
import Telemetry

/// The part that follows the files of a certificate: a new one is used for new connections, without a restart.
struct CertificateWatch: Part {
  let name = "certificate"
  let source: TLSServerSource
  let logger: Logger
  /// The time between two looks at the files.
  var interval = Duration.seconds(10)

  func start() async throws {}
  func stop(deadline: ContinuousClock.Instant) async throws {}

  func run() async throws {
    var lastComplaint: String?
    while true {
      do throws(IOError) { try await EventLoop.sleep(until: .after(interval)) } catch { return }
      do throws(TLSError) {
        if try source.refresh() { logger.info("a new certificate is used") }
        lastComplaint = nil
      } catch {
        // Told once, not at every look.
        if error.description != lastComplaint {
          logger.error("the certificate has changed and cannot be used; the one before stays", ["reason": .string(error.description)])
        }
        lastComplaint = error.description
      }
    }
  }
}
