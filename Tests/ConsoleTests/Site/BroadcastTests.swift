import Testing

@testable import Console

@Suite struct BroadcastTests {
  private func event(_ name: String, _ data: String) -> Broadcast.Event { .init(name: name, data: data) }

  @Test func `who comes later hears the last event of each name first`() async throws {
    let broadcast = Broadcast(limit: 2)
    for data in ["1", "2"] { broadcast.tell(event("fleet", data)) }
    broadcast.tell(event("architecture", "a"))
    let events = try #require(broadcast.watch())
    broadcast.tell(event("fleet", "3"))
    broadcast.close()
    var heard: [Broadcast.Event] = []
    for await event in events { heard.append(event) }
    #expect(heard == [event("fleet", "2"), event("architecture", "a"), event("fleet", "3")])
  }

  @Test func `no more viewers than may be, and room again when one has gone`() async throws {
    let broadcast = Broadcast(limit: 1)
    do {
      let viewer = try #require(broadcast.watch())
      #expect(broadcast.watch() == nil)
      withExtendedLifetime(viewer) {}
    }
    #expect(broadcast.viewerCount == 0)
    #expect(broadcast.watch() != nil)
    broadcast.close()
    #expect(broadcast.watch() == nil)
  }

  @Test func `who is slow misses events in between, and hears the last`() async throws {
    let broadcast = Broadcast(limit: 1)
    let events = try #require(broadcast.watch())
    for number in 1...1000 { broadcast.tell(event("fleet", "\(number)")) }
    broadcast.close()
    var heard: [String] = []
    for await event in events { heard.append(event.data) }
    #expect(heard.count < 20 && heard.last == "1000")
  }
}
