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
        sending.moved(count)
        if output.isEmpty, written == bytes.count { return }
      } catch {
        throw .broken
      }
      try await waitForRoom()
    }
  }

  private func waitForRoom() async throws(Ending) {
    // A task that the handler left behind waits for room already.
    if isFlushing { throw .broken }
    let began = serving.loop.now
    let deadline = min(began.adding(serving.timings.write), sending.deadline(at: began))
    isFlushing = true
    defer { isFlushing = false }
    do throws(IOError) { try await transport.waitUntilWritable(deadline: deadline) } catch { throw .broken }
    sending.waited(serving.loop.now.nanoseconds - began.nanoseconds)
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
      sending.moved(count)
      sentCount &+= UInt64(count)
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
    await finish(lingeringFor: serving.timings.linger)
  }

  /// Returns whether the connection goes on.
  func writeHead(_ response: Response, _ framing: ResponseFraming, keepsAlive: Bool, isOldVersion: Bool) -> Bool {
    serving.date.refresh(at: serving.loop.now)
    return ResponseHead.write(
      response, framing, keepsAlive: keepsAlive, isOldVersion: isOldVersion, date: serving.date.line, to: &output, &serving.pool)
  }
}
