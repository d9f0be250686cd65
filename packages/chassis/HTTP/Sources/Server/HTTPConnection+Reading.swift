import IO

extension HTTPConnection {
  /// Takes what has come. 0 is the end of the stream; `nil` says to wait, and then an empty connection holds no memory.
  func receive() throws(Ending) -> Int? {
    do throws(IOError) {
      let count = try transport.tryRead(into: input.reserve(1024, &serving.pool))
      if let count {
        input.commit(count)
      } else if input.isEmpty {
        input.release(&serving.pool)
        if output.isEmpty { output.release(&serving.pool) }
      }
      return count
    } catch {
      throw .broken
    }
  }

  /// Reads what comes and drops it, so that the peer can read what was sent to it before the connection ends
  /// (RFC 9112, section 9.6).
  func linger(for nanoseconds: Int64) async {
    transport.finishWriting()
    let deadline = serving.loop.now.adding(nanoseconds)
    do {
      while serving.loop.now < deadline {
        input.drop(input.count)
        guard let count = try receive() else {
          try await transport.waitUntilReadable(deadline: deadline)
          continue
        }
        if count == 0 { return }
      }
    } catch {
      // Gone, or out of time: either way there is nothing left to do.
    }
  }
}

extension HTTPConnection: BodySource {
  func read(request: UInt64, toCollect: Bool) async throws -> [UInt8]? {
    if serving.loop.isCurrent { return try await readBody(request, toCollect) }
    return try await serving.loop.run { () async throws(BodyError) in try await self.readBody(request, toCollect) }
  }

  private func readBody(_ request: UInt64, _ toCollect: Bool) async throws(BodyError) -> [UInt8]? {
    let bytes = try await readBody(request)
    if let bytes, toCollect, !countCollected(bytes.count) {
      serving.counts.refused(.tooLittleMemory)
      throw fail(.tooLittleMemory)
    }
    return bytes
  }

  func trailers(request: UInt64) async -> Headers {
    if serving.loop.isCurrent { return bodyTrailers(request) }
    return await serving.loop.run { self.bodyTrailers(request) }
  }

  private func bodyTrailers(_ request: UInt64) -> Headers {
    guard request == requestNumber, case .complete = incoming.state else { return [:] }
    return incoming.decoder.trailers
  }

  /// The next bytes of the request's body.
  func readBody(_ request: UInt64) async throws(BodyError) -> [UInt8]? {
    while true {
      if request != requestNumber { throw .requestEnded }
      switch incoming.state {
      case .complete: return nil
      case .failed(let error): throw error
      case .length(let left):
        if let bytes = try takeLength(left) { return bytes }
      case .chunked:
        if let bytes = try takeChunks() { return bytes }
        if incoming.isComplete { return nil }
      }
      try await receiveBody(request)
    }
  }

  /// Bytes of a body whose length is known. A large one is read into the array that the handler gets.
  private func takeLength(_ left: Int) throws(BodyError) -> [UInt8]? {
    let count = min(left, input.count)
    if count > 0 {
      let bytes = [UInt8](UnsafeRawBufferPointer(rebasing: input.bytes[..<count]))
      input.drop(count)
      return take(bytes, of: left)
    }
    if left < BufferPool.size || incoming.awaitsContinue { return nil }
    var end = false
    let bytes: [UInt8]
    do {
      bytes = try [UInt8](unsafeUninitializedCapacity: min(left, 4 * BufferPool.size)) { buffer, initialized in
        let read = try transport.tryRead(into: UnsafeMutableRawBufferPointer(buffer))
        end = read == 0
        initialized = read ?? 0
      }
    } catch {
      throw fail(.disconnected)
    }
    if end { throw fail(.disconnected) }
    if bytes.isEmpty { return nil }
    incoming.meter.moved(bytes.count)
    return take(bytes, of: left)
  }

  private func take(_ bytes: [UInt8], of left: Int) -> [UInt8] {
    incoming.state = left == bytes.count ? .complete : .length(left - bytes.count)
    return bytes
  }

  /// Bytes of all chunks that have come.
  private func takeChunks() throws(BodyError) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let input = self.input.bytes
      do throws(Refusal) {
        let (consumed, step) = try incoming.decoder.next(input)
        if case .data(let range) = step { bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[range])) }
        self.input.drop(consumed)
        if step == .end { incoming.state = .complete }
        if step == .end || step == .needsMore { return bytes.isEmpty ? nil : bytes }
      } catch {
        serving.counts.refused(error)
        throw fail(error == .bodyTooLarge ? .tooLarge(limit: serving.configuration.limits.bodyBytes) : .malformed(error.detail))
      }
    }
  }

  /// Waits for more of the body, and has what was to be sent before go out: the peer may be waiting for it.
  private func receiveBody(_ request: UInt64) async throws(BodyError) {
    if isReceiving { throw .overlapping }
    isReceiving = true
    defer { isReceiving = false }
    if incoming.awaitsContinue {
      incoming.awaitsContinue = false
      if input.isEmpty, case .none = outgoing { output.append("HTTP/1.1 100 Continue\r\n\r\n", &serving.pool) }
    }
    if !output.isEmpty, !isFlushing, case .none = outgoing {
      do throws(Ending) { try await flush() } catch { throw fail(.disconnected) }
    }
    while true {
      let count: Int?
      do throws(Ending) { count = try receive() } catch { throw fail(.disconnected) }
      if count == 0 { throw fail(.disconnected) }
      if let count { return incoming.meter.moved(count) }
      let began = serving.loop.now
      let deadline = min(began.adding(serving.timings.body - incoming.waited), incoming.meter.deadline(at: began))
      do throws(IOError) { try await transport.waitUntilReadable(deadline: deadline) } catch {
        guard case .timedOut = error else { throw fail(.disconnected) }
        serving.counts.refused(.bodyTimeout)
        throw fail(.timedOut)
      }
      if request != requestNumber { throw .requestEnded }
      let waited = serving.loop.now.nanoseconds - began.nanoseconds
      incoming.waited += waited
      incoming.meter.waited(waited)
    }
  }

  private func fail(_ error: BodyError) -> BodyError {
    incoming.state = .failed(error)
    return error
  }

  /// Reads what the handler left of the body. False where the next request cannot be found after it.
  func dropBody() async -> Bool {
    var left = serving.configuration.drainBytes
    do {
      while let bytes = try await readBody(requestNumber) {
        left -= bytes.count
        if left < 0 { return false }
      }
      return true
    } catch {
      return false
    }
  }
}
