import HTTP
import JSON
import Telemetry

/// The administration routes of every process: its log level, read and changed while it runs.
///
/// `GET /log-level` answers `{"level":"info,http=debug"}`; `PUT /log-level` takes the same.
struct AdminRoutes {
  let output: LogOutput
  let logger: Logger

  func declare(in router: inout Router) {
    router.get("/log-level") { _ in answer() }
    router.put("/log-level") { request in
      let bytes = try await request.body.collect(upTo: 4096)
      let value: JSONValue
      do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch { throw Problem(error) }
      guard let text = value["level"]?.string else {
        throw Problem(.unprocessableContent, "expected an object such as {\"level\":\"debug\"}")
      }
      do {
        let levels = try LogLevels(parsing: text)
        logger.warning("the log level changes", ["from": .string("\(output.levels)"), "to": .string("\(levels)")])
        output.levels = levels
      } catch {
        throw Problem(.unprocessableContent, errors: [.init(pointer: "/level", detail: "\(error)")])
      }
      return answer()
    }
  }

  private func answer() -> Response { .json(["level": .string("\(output.levels)")]) }
}
