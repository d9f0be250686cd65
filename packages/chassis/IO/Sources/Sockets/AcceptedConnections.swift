import Synchronization

/// A connection that was accepted, and has no task yet.
struct AcceptedConnection: Sendable {
  let descriptor: Int32
  let peer: RawAddress
  /// Why it is turned away; `nil` where it may stay.
  var refusal: Listener.Refusal?
}

/// Connections that other loops accepted for this one. Any thread may add.
struct AcceptedConnections: ~Copyable, Sendable {
  // Not private: a private part of a noncopyable type breaks Swift 6.3.1 where another file stores the type.
  struct State {
    var connections: [AcceptedConnection] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  var isEmpty: Bool { state.withLock { $0.connections.isEmpty } }

  /// Adds the connection, unless the box is closed; whether it is the first since `take`, of which the loop has to be told.
  func add(_ connection: AcceptedConnection) -> (isTaken: Bool, isFirst: Bool) {
    state.withLock { state in
      if state.isClosed { return (false, false) }
      state.connections.append(connection)
      return (true, state.connections.count == 1)
    }
  }

  func take() -> [AcceptedConnection] {
    state.withLock { state in
      if state.connections.isEmpty { return [] }
      defer { state.connections.removeAll(keepingCapacity: true) }
      return state.connections
    }
  }

  /// Takes the last ones; from here on `add` takes none.
  func close() -> [AcceptedConnection] {
    state.withLock { state in
      state.isClosed = true
      defer { state.connections = [] }
      return state.connections
    }
  }
}
