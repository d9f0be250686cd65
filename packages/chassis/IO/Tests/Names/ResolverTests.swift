import IOTesting
import Testing

@testable import IO

struct ResolverTests {
  @Test(arguments: ["127.0.0.1", "::1", "[::1]"]) func `a numeric address is its own, on no loop and at once`(host: String) async throws {
    let addresses = try await Resolver.resolve(host: host, port: 80, deadline: Deadline(nanoseconds: 0))
    #expect(addresses == [.ip(host == "[::1]" ? "::1" : host, port: 80)])
  }

  @Test func `the name of this machine has an address that a server is reached at`() async throws {
    try await withServer(echo) { listener, _ in
      let addresses = try await Resolver.resolve(host: "localhost", port: listener.address.port!, deadline: .generous)
      let socket = try await Connector.connect(toFirstOf: addresses, deadline: .generous)
      try await socket.write("x")
      #expect(try await socket.read(count: 1) == [UInt8(ascii: "x")])
      socket.close()
    }
  }

  @Test(arguments: ["", "a\0b", String(repeating: "a", count: 254)]) func `what can be no name is not asked for`(host: String) async throws {
    try await withLoops { _ in
      await #expect(throws: IOError.unresolved(host: host, reason: "no such name is possible")) {
        try await Resolver.resolve(host: host, port: 80, deadline: .generous)
      }
    }
  }

  @Test func `a name that is never given out has no address`() async throws {
    try await withLoops { _ in
      // RFC 6761, section 6.4.
      let error = await #expect(throws: IOError.self) { try await Resolver.resolve(host: "bulkhead.invalid", port: 80, deadline: .generous) }
      guard case .unresolved("bulkhead.invalid", _)? = error else { return #expect(error == .timedOut) }
    }
  }

  @Test func `a deadline and a cancellation end the wait for a name`() async throws {
    try await withLoops { loops in
      await #expect(throws: IOError.timedOut) { try await Resolver.resolve(host: "localhost", port: 80, deadline: Deadline(nanoseconds: 0)) }
      let asking = Task(executorPreference: loops.all[0]) {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await Resolver.resolve(host: "localhost", port: 80, deadline: .generous)
      }
      await #expect(throws: IOError.cancelled) { _ = try await asking.value }
    }
  }
}
