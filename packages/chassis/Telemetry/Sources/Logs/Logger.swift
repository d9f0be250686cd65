/// Writes lines to a log, under a name.
///
/// ```swift
/// let logger = Logger("http.client", output: output, fields: ["pool": 3])
/// logger.info("connected", ["host": "\(host)", "port": 5432])
/// try await Logger.with(["job": "nightly"]) {
///   logger.debug("claimed")             // has "job", and the ids of `TraceContext.current`
/// }
/// ```
///
/// Texts and fields are evaluated only if the line will be written: a level that is off costs one atomic load and allocates nothing.
/// Logging never waits for whoever reads the log: see `LogOutput`.
public struct Logger: Sendable {
  /// What the logger is called; parts are separated by dots, and a level set for a part holds for all beneath it.
  public var name: String { source.name }
  public let output: LogOutput

  private let source: LogSource
  private var fields: LogFields

  /// - Parameters:
  ///   - name: names are part of the program, not made from data: each stays known to the output.
  ///   - fields: stand in every line.
  public init(_ name: String, output: LogOutput, fields: LogFields = [:]) {
    self.output = output
    source = output.source(named: name)
    self.fields = fields
  }

  /// The same logger with more fields in every line.
  public func adding(_ more: LogFields) -> Logger {
    var logger = self
    logger.fields = fields.adding(more)
    return logger
  }

  /// Whether a line of this level would be written now.
  public func isEnabled(_ level: LogLevel) -> Bool { source.isEnabled(level) }

  public func log(_ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    guard source.isEnabled(level) else { return }
    source.write(level, message(), LogLine.Fields(logger: self.fields, task: Logger.fields, call: fields()))
  }
}

extension Logger {
  public func trace(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.trace, message(), fields())
  }
  public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.debug, message(), fields())
  }
  public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.info, message(), fields())
  }
  public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.warning, message(), fields())
  }
  public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.error, message(), fields())
  }
  public func critical(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.critical, message(), fields())
  }
}

extension Logger {
  /// The fields that stand in every line which the running task writes.
  @TaskLocal public static var fields: LogFields = [:]

  /// Adds fields to every line written within `body`, by any logger, in this task and its child tasks.
  public static func with<Result, Failure: Error>(
    _ more: LogFields, _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    do {
      return try await $fields.withValue(fields.adding(more), operation: body)
    } catch {
      throw error as! Failure
    }
  }

  /// As the asynchronous form.
  public static func with<Result, Failure: Error>(_ more: LogFields, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    do {
      return try $fields.withValue(fields.adding(more), operation: body)
    } catch {
      throw error as! Failure
    }
  }
}
