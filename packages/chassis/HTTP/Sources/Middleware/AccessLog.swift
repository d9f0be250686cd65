import IO
import Platform
import Telemetry

/// Log of requests: a line of level `info` for each, when its last byte is written, with method, path, route and status, `seconds` that it
/// took, and `bytes` of the body that were sent; `cut_off` where the connection broke off before its end. The query is left out, as it may
/// hold what is nobody else's business.
public struct AccessLog: Middleware {
  private let logger: Logger

  /// Makes the middleware.
  /// - Parameter logger: gets the lines.
  public init(_ logger: Logger) { self.logger = logger }

  /// Has `next` answer, and logs how it went.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    guard logger.isEnabled(.info) else { return try await next(request) }
    let start = Clocks.monotonic
    do {
      var response = try await next(request)
      let status = response.status
      if response.isSentApart(answering: request.method) {
        let context = TraceContext.current
        response.body = response.body.observed { ending in
          TraceContext.$current.withValue(context) { log(request, status, start, ending.bytes, isCutOff: !ending.isComplete) }
        }
      } else {
        log(request, status, start, response.body.length)
      }
      return response
    } catch {
      log(request, ErrorAnswer(to: error).status, start, nil)
      throw error
    }
  }

  private func log(_ request: Request, _ status: Status, _ start: Int, _ bytes: Int?, isCutOff: Bool = false) {
    var fields = fields(request, status, Clocks.monotonic - start, bytes)
    if isCutOff { fields["cut_off"] = .bool(true) }
    logger.info("request", fields)
  }

  private func fields(_ request: Request, _ status: Status, _ nanoseconds: Int, _ length: Int?) -> LogFields {
    var fields: LogFields = ["method": .string(request.method.name), "path": .string(request.path)]
    if let route = request.route { fields["route"] = .string(route) }
    fields["status"] = .int(status.code)
    fields["seconds"] = .double(Double(nanoseconds) / 1e9)
    if let length { fields["bytes"] = .int(length) }
    if case .ip(let address, _) = request.peer { fields["peer"] = .string(address) }
    return fields
  }
}
