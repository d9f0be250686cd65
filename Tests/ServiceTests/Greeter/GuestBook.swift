import Synchronization

/// Who was there.
final class GuestBook: Sendable {
  private let guests = Atomic(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var isFull: Bool { guests.load(ordering: .relaxed) >= limit }

  /// Whether there was room for one more.
  func enter() -> Bool { guests.add(1, ordering: .relaxed).newValue <= limit }
}

struct HouseIsFull: Error {}
