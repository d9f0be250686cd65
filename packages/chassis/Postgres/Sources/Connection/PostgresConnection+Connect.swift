import IO

extension PostgresConnection {
  /// Connects to the first host of the configuration that can be reached and is what it should be, on the loop of the calling task.
  ///
  /// Throws `connectionFailed`, with the reason for the last host; `invalid` where the settings cannot be; `timedOut` at the deadline, or
  /// when the configuration's time for connecting is over; and `cancelled`.
  public static func connect(_ configuration: PostgresConfiguration, deadline: Deadline? = nil) async throws(PostgresError) -> PostgresConnection {
    guard let loop = EventLoop.current else { throw PostgresError(IOError.noLoop) }
    let deadline = deadline ?? .after(configuration.connectTimeout)
    var failure = PostgresError.settings("the configuration names no host")
    // Where a standby is preferred and there is none, any server will do.
    let wishes: [PostgresConfiguration.SessionAttributes] =
      configuration.sessionAttributes == .preferStandby ? [.standby, .any] : [configuration.sessionAttributes]
    for wish in wishes {
      for (position, host) in configuration.hosts.enumerated() {
        let now = Deadline.now
        let share = deadline == .never ? deadline : now + (deadline - now) / (configuration.hosts.count - position)
        do throws(PostgresError) {
          return try await connect(to: host, wish, configuration, on: loop, share)
        } catch {
          failure = error
          if error.isFinal || error.kind == .timedOut && share == deadline { throw error }
        }
      }
    }
    throw failure
  }

  private static func connect(
    to host: PostgresConfiguration.Host, _ wish: PostgresConfiguration.SessionAttributes, _ configuration: PostgresConfiguration,
    on loop: EventLoop, _ deadline: Deadline
  ) async throws(PostgresError) -> PostgresConnection {
    let session = try await Session.begin(with: host, configuration, deadline: deadline)
    let address = session.cancellation.address
    let connection = PostgresConnection(session, configuration, on: loop)
    do throws(PostgresError) {
      if try await connection.fulfils(wish, deadline) { return connection }
      throw PostgresError(.connectionFailed, "\(address) is not what target_session_attrs=\(wish.rawValue) asks for")
    } catch {
      connection.close()
      throw error.withoutSession(at: address)
    }
  }

  /// Whether the server is what is wished for. Servers since version 14 tell it as they begin the session, others are asked.
  private func fulfils(_ wish: PostgresConfiguration.SessionAttributes, _ deadline: Deadline) async throws(PostgresError) -> Bool {
    if wish == .any { return true }
    let isStandby: Bool
    let isReadOnly: Bool
    if let standby = parameters["in_hot_standby"], let readOnly = parameters["default_transaction_read_only"] {
      isStandby = standby == "on"
      isReadOnly = readOnly == "on" || isStandby
    } else {
      let answer = try await first(
        "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')", as: (Bool, String).self, deadline: deadline)
      isStandby = answer?.0 ?? false
      isReadOnly = answer?.1 == "on" || isStandby
    }
    return switch wish {
    case .any, .preferStandby: true
    case .readWrite: !isReadOnly
    case .readOnly: isReadOnly
    case .primary: !isStandby
    case .standby: isStandby
    }
  }
}

extension PostgresError {
  /// Whether another host would say the same, or nobody waits any more.
  var isFinal: Bool {
    switch kind {
    case .invalid, .cancelled, .closed: true
    default: ["28000", "28P01", "3D000", "42501"].contains(sqlState)
    }
  }
}
