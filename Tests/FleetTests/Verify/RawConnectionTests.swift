import IO
import Testing

@testable import Fleet

/// The client against a peer that answers with bytes made for the test.
@Suite struct RawConnectionTests {
  /// What the client makes of one connection on which the peer says this and ends.
  private func answer(_ text: String) async throws -> Result<RawResponse, RawError> {
    let loops = try EventLoops(count: 1)
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    let serving = Task {
      await listener.accept(on: loops) { socket in
        // The request is read before the connection ends, or else its end would be a reset.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 1)
        defer { memory.deallocate() }
        _ = try? await socket.read(into: memory, deadline: .after(.seconds(60)))
        try? await socket.write(Array(text.utf8), deadline: .after(.seconds(60)))
      }
    }
    let address = "\(listener.address)"
    let asking = Task(executorPreference: loops.all[0]) { () -> Result<RawResponse, RawError> in
      do throws(RawError) { return .success(try await RawConnection.get("/", at: address, within: .seconds(60))) } catch { return .failure(error) }
    }
    let result = await asking.value
    listener.close()
    await serving.value
    loops.stop()
    return result
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
    ("HTTP/1.1 200 OK\r\ncontent-length:2 \r\n\r\nok more", 200, "ok"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n1\r\n!\r\n0\r\nT: 1\r\n\r\n", 200, "ok!"),
    ("HTTP/1.1 503 \r\nConnection: close\r\n\r\ngoing", 503, "going"),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 204, ""),
  ])
  func `a response is read whole, however it is framed`(text: String, status: Int, body: String) async throws {
    let response = try await answer(text).get()
    #expect(response.status == status)
    #expect(response.text == body)
  }

  @Test(
    arguments: [
      ("", .droppedBeforeResponse),
      ("HTTP/1.1 200 OK\r\nContent-Le", .cutOff),
      ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok", .cutOff),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", .cutOff),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", .malformed("the chunk size 'x'")),
      ("HTTP/2 200\r\n\r\n", .malformed("the status line 'HTTP/2 200'")),
      ("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", .malformed("the header line 'No colon'")),
      ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .malformed("the length '-1'")),
    ] as [(String, RawError)])
  func `what is no whole response is told apart`(text: String, expected: RawError) async throws {
    #expect(try await answer(text) == .failure(expected))
  }

  @Test func `nobody there is a refusal`() async throws {
    let loops = try EventLoops(count: 1)
    // A port that was free a moment ago may be another test's by now; nobody is given this one.
    let asking = Task(executorPreference: loops.all[0]) { () -> RawError? in
      do throws(RawError) { _ = try await RawConnection.get("/", at: "127.0.0.1:1", within: .seconds(60)) } catch { return error }
      return nil
    }
    #expect(await asking.value == .refused)
    loops.stop()
  }
}
