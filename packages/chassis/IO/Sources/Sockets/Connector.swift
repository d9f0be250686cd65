import Glibc

/// Connections to addresses, made from this side.
public enum Connector {
  /// Connects to the address, on the loop of the calling task (connect(2)). Throws `IOError.noLoop` where there is none, `IOError.timedOut` at
  /// the deadline, and `IOError.system` where the connection is refused or the address cannot be reached.
  public static func connect(to address: SocketAddress, deadline: Deadline) async throws(IOError) -> Socket {
    guard let loop = EventLoop.current else { throw .noLoop }
    guard let raw = RawAddress(address) else { throw .system(action: "connect to", subject: "\(address)", code: EINVAL) }
    let descriptor = try IOError.check(System.socket(family: raw.systemFamily), "make a socket for", "\(address)")
    let socket = Socket(descriptor, peer: raw, on: loop, isConnected: false)
    do throws(IOError) {
      try await finish(socket, descriptor, raw, deadline)
      return socket
    } catch {
      socket.close()
      throw error
    }
  }

  /// Connects to the first of the addresses that answers, one after the other; each gets its share of the time that is left.
  /// Throws the error of the last one; `IOError.system` where there are none.
  public static func connect(toFirstOf addresses: [SocketAddress], deadline: Deadline) async throws(IOError) -> Socket {
    var failure = IOError.system(action: "connect to", subject: "no address", code: EDESTADDRREQ)
    for (position, address) in addresses.enumerated() {
      let now = Deadline.now
      let share = deadline == .never ? deadline : now + (deadline - now) / (addresses.count - position)
      do throws(IOError) {
        return try await connect(to: address, deadline: share)
      } catch {
        failure = error
        if error == .cancelled || error == .closed || error == .noLoop { break }
      }
    }
    throw failure
  }

  private static func finish(_ socket: Socket, _ descriptor: Int32, _ address: RawAddress, _ deadline: Deadline) async throws(IOError) {
    var pause = Duration.milliseconds(1)
    while true {
      let result = System.connect(descriptor, address)
      if result == 0 { break }
      if result == -Int(EINPROGRESS) {
        try await socket.waitUntilWritable(deadline: deadline)
        let error = socket.takeError()
        if error != 0 { throw socket.failure("connect to", -Int(error)) }
        break
      }
      // A Unix listener whose queue is full says so, and nothing tells when it has room again.
      if result != -Int(EAGAIN) || address.family != .unix { throw socket.failure("connect to", result) }
      if deadline <= .now { throw .timedOut }
      try await EventLoop.sleep(until: min(deadline, .after(pause)))
      pause = min(pause * 2, .milliseconds(50))
    }
    socket.becameConnected()
    if address.family != .unix, socket.isConnectedToItself { throw socket.failure("connect to", -Int(ECONNREFUSED)) }
  }
}
