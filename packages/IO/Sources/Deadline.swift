import Platform

/// A moment of the monotonic clock until which something may take; `never` for no limit.
public struct Deadline: Sendable, Hashable, Comparable {
  /// Nanoseconds of the monotonic clock.
  public let nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static let never = Deadline(nanoseconds: .max)

  public static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }
}
