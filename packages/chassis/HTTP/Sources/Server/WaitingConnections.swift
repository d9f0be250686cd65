/// The connections of a loop that wait for a request, in the order in which each began to: the first to be closed where there is no room.
///
/// It is a list through the connections themselves, so that one is found and taken out at once. A connection is removed before it goes.
struct WaitingConnections {
  /// What a connection has sent of its next request.
  enum Kind { case nothing, head }

  private var idle = WaitingList()
  private var unfinished = WaitingList()

  /// The connection that has waited longest with part of a head, which holds memory; without any, the one that has sent nothing.
  var first: HTTPConnection? { unfinished.first ?? idle.first }

  /// The connection that has waited longest.
  var longest: HTTPConnection? {
    guard let one = unfinished.first else { return idle.first }
    guard let other = idle.first else { return one }
    return other.waitBegan < one.waitBegan ? other : one
  }

  /// Adds the connection as the last of its kind; one that waits as such already keeps its place.
  mutating func add(_ connection: HTTPConnection, _ kind: Kind) {
    if connection.place.kind == kind { return }
    remove(connection)
    connection.place.kind = kind
    if kind == .head { unfinished.append(connection) } else { idle.append(connection) }
  }

  @inline(__always) mutating func remove(_ connection: HTTPConnection) {
    guard let kind = connection.place.kind else { return }
    if kind == .head { unfinished.remove(connection) } else { idle.remove(connection) }
    connection.place = WaitingPlace()
  }
}

/// Where a connection is among those that wait.
struct WaitingPlace {
  fileprivate(set) var kind: WaitingConnections.Kind?
  fileprivate var previous: Unmanaged<HTTPConnection>?
  fileprivate var next: Unmanaged<HTTPConnection>?
}

private struct WaitingList {
  private var head: Unmanaged<HTTPConnection>?
  private var tail: Unmanaged<HTTPConnection>?

  var first: HTTPConnection? { head?.takeUnretainedValue() }

  mutating func append(_ connection: HTTPConnection) {
    let reference = Unmanaged.passUnretained(connection)
    connection.place.previous = tail
    if let tail { tail.takeUnretainedValue().place.next = reference } else { head = reference }
    tail = reference
  }

  mutating func remove(_ connection: HTTPConnection) {
    let place = connection.place
    if let previous = place.previous { previous.takeUnretainedValue().place.next = place.next } else { head = place.next }
    if let next = place.next { next.takeUnretainedValue().place.previous = place.previous } else { tail = place.previous }
  }
}
