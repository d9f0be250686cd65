/// A named logger.
///
/// ```swift
/// let logger = Logger("http.client", output: output, fields: ["pool": 3])
/// logger.info("connected", ["host": "\(host)", "port": 5432])
/// try await Logger.with(["job": "nightly"]) {
///   logger.debug("claimed")             // has "job", and the ids of `TraceContext.current`
/// }
/// ```
///
/// Messages and fields are evaluated only if the record will be written: a level that is off costs one atomic load and allocates nothing.
/// Logging never waits for the reader of the log: see `LogOutput`.
public struct Logger: Sendable {
  /// The name; its parts are separated by dots, and a level set for a part holds for all names below it.
  public var name: String { source.name }
  /// The output that the logger writes to.
  public let output: LogOutput

  private let source: LogSource
  private var fields: LogFields

  /// Creates a logger.
  ///
  /// - Parameters:
  ///   - name: A constant of the program, not made from data: the output keeps every name.
  ///   - output: The output to write to.
  ///   - fields: Fields of every record.
  public init(_ name: String, output: LogOutput, fields: LogFields = [:]) {
    self.output = output
    source = output.source(named: name)
    self.fields = fields
  }

  /// Returns the same logger with more fields in every record.
  public func adding(_ more: LogFields) -> Logger {
    var logger = self
    logger.fields = fields.adding(more)
    return logger
  }

  /// Returns whether a record of this level would be written now.
  public func isEnabled(_ level: LogLevel) -> Bool { source.isEnabled(level) }

  /// Writes a record of the level, if that is enabled.
  public func log(_ level: LogLevel, _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    guard source.isEnabled(level) else { return }
    source.write(level, message(), LogLine.Fields(logger: self.fields, task: Logger.fields, call: fields()))
  }
}

extension Logger {
  /// Writes a record of the level `trace`.
  public func trace(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.trace, message(), fields())
  }
  /// Writes a record of the level `debug`.
  public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.debug, message(), fields())
  }
  /// Writes a record of the level `info`.
  public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.info, message(), fields())
  }
  /// Writes a record of the level `warning`.
  public func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.warning, message(), fields())
  }
  /// Writes a record of the level `error`.
  public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.error, message(), fields())
  }
  /// Writes a record of the level `critical`.
  public func critical(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
    log(.critical, message(), fields())
  }
}

extension Logger {
  /// The fields of every record that the running task writes.
  @TaskLocal public static var fields: LogFields = [:]

  /// Adds fields to every record written within `body`, by any logger, in this task and its child tasks.
  public static func with<Result, Failure: Error>(
    _ more: LogFields, _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    do {
      return try await $fields.withValue(fields.adding(more), operation: body)
    } catch {
      throw error as! Failure
    }
  }

  /// Adds fields to every record written within `body`, by any logger.
  public static func with<Result, Failure: Error>(_ more: LogFields, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    do {
      return try $fields.withValue(fields.adding(more), operation: body)
    } catch {
      throw error as! Failure
    }
  }
}
