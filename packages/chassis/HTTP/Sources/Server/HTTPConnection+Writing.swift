import IO

extension HTTPConnection {
  /// Sends all that is to be sent.
  func flush() async throws(Ending) { try await send([]) }

  /// Sends what is to be sent, and `bytes` after it, in one piece where the peer has room.
  func send(_ bytes: [UInt8]) async throws(Ending) {
    var written = 0
    while true {
      do {
        let count = try bytes.withUnsafeBytes {
          try transport.tryWrite(output.bytes, UnsafeRawBufferPointer(rebasing: $0[written...]))
        }
        let ofOutput = min(count, output.count)
        output.drop(ofOutput)
        written += count - ofOutput
        sentCount &+= UInt64(count)
        if output.isEmpty, written == bytes.count { return }
        try await waitForRoom()
      } catch {
        unsentCount = bytes.count - written
        throw .broken
      }
    }
  }

  /// Waits until there is room to send, as long as the peer takes what it was sent, and not too slowly.
  ///
  /// The system takes much at once off the server's hands, and has no room again until the peer has taken much of it. So it is asked how
  /// much the peer has confirmed: that counts, and not when there is room.
  private func waitForRoom() async throws(Ending) {
    // A task that the handler left behind waits for room already.
    if isFlushing { throw .broken }
    isFlushing = true
    // The response is not sent, though its handler is done with it.
    if !isAnswering { serving.counts.requestsInFlight.add(1) }
    defer {
      isFlushing = false
      if !isAnswering { serving.counts.requestsInFlight.add(-1) }
    }
    _ = noteConfirmed()
    // A peer may take long, and there may be many.
    if !serving.pool.account.hasRoom(for: 64 << 10) { output.shrink(&serving.pool) }
    var began = serving.loop.now
    var lastTaken = began
    while true {
      let deadline = min(lastTaken.adding(serving.timings.write), sending.deadline(at: began))
      var hasRoom = true
      do throws(IOError) { try await transport.waitUntilWritable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw .broken }
        hasRoom = false
      }
      let now = serving.loop.now
      sending.waited(now.nanoseconds - began.nanoseconds)
      let hasTaken = noteConfirmed()
      if hasRoom { return }
      if !hasTaken || sending.isExhausted { throw .broken }
      (began, lastTaken) = (now, now)
    }
  }

  /// Credits the peer with what it has confirmed since this was last asked. Returns whether that is anything.
  private func noteConfirmed() -> Bool {
    let confirmed = sentCount &- UInt64(min(transport.unconfirmedBytes, Int(sentCount)))
    if confirmed <= confirmedCount { return false }
    sending.moved(Int(confirmed - confirmedCount))
    confirmedCount = confirmed
    return true
  }

  /// Has what is to be sent go out at the end of the loop's turn, lest it wait for a handler that takes long.
  func planFlush() {
    if isFlushPlanned { return }
    isFlushPlanned = true
    serving.loop.execute { [self] in
      isFlushPlanned = false
      if isFlushing || output.isEmpty { return }
      // What there is no room for, or an error, is for the connection's own task.
      guard let count = try? transport.tryWrite(output.bytes, UnsafeRawBufferPointer(start: nil, count: 0)) else { return }
      output.drop(count)
      sentCount &+= UInt64(count)
      if output.isEmpty { output.release(&serving.pool) }
    }
  }

  /// Sends the rest, and ends the connection so that the peer gets all of it.
  func finish(lingeringFor nanoseconds: Int64) async {
    do { try await flush() } catch { return }
    if nanoseconds > 0 { await linger(for: nanoseconds) }
  }

  /// Says why the request, or the connection, is refused, and ends it.
  func refuse(_ refusal: Refusal) async {
    serving.counts.refused(refusal)
    var problem = Problem(refusal.status, refusal.detail)
    if refusal.status == .serviceUnavailable { problem.fields = [(name: "retry-after", value: "\(serving.configuration.retryAfter)")] }
    let response = problem.response
    let framing = ResponseFraming(response, to: storage.method, isOldVersion: false)
    _ = writeHead(response, framing, keepsAlive: false, isOldVersion: false)
    if framing.hasBody, case .bytes(let bytes) = response.body { bytes.withUnsafeBytes { output.append($0, &serving.pool) } }
    // To wait for the peer would cost the memory, or the descriptor, that there is none of.
    let isShort = refusal == .tooLittleMemory || refusal == .tooFewDescriptors
    await finish(lingeringFor: isShort ? 0 : serving.timings.linger)
  }

  /// Returns whether the connection goes on.
  func writeHead(_ response: Response, _ framing: ResponseFraming, keepsAlive: Bool, isOldVersion: Bool) -> Bool {
    serving.date.refresh(at: serving.loop.now)
    return ResponseHead.write(
      response, framing, keepsAlive: keepsAlive, isOldVersion: isOldVersion, date: serving.date.line, to: &output, &serving.pool)
  }
}
