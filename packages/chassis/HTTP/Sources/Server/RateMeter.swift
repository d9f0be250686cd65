import IO

/// Holds a peer to a minimum rate. It has so much credit, in time, to make the server wait; bytes earn it, waiting uses it up.
struct RateMeter {
  /// What one byte earns; 0 where there is no minimum.
  private let nanosecondsPerByte: Int64
  private let most: Int64
  private var credit: Int64

  /// - Parameters:
  ///   - rate: bytes in a second; 0 for no minimum.
  ///   - grace: the credit to start with, in nanoseconds.
  ///   - burst: so many bytes may come at once and be lived on; what comes beyond them at once is worth no more.
  init(rate: Int, grace: Int64, burst: Int) {
    nanosecondsPerByte = rate > 0 ? max(1, 1_000_000_000 / Int64(rate)) : 0
    let (earned, overflows) = Int64(burst).multipliedReportingOverflow(by: nanosecondsPerByte)
    most = overflows ? .max / 2 : grace + earned
    credit = grace
  }

  mutating func moved(_ count: Int) {
    let (earned, overflows) = Int64(count).multipliedReportingOverflow(by: nanosecondsPerByte)
    credit = overflows ? most : min(most, credit &+ earned)
  }

  mutating func waited(_ nanoseconds: Int64) { credit &-= nanoseconds }

  /// The peer has made the server wait longer than it may.
  var isExhausted: Bool { nanosecondsPerByte > 0 && credit <= 0 }

  /// Until when it may be waited now.
  func deadline(at now: Deadline) -> Deadline {
    nanosecondsPerByte == 0 ? .never : Deadline(nanoseconds: now.nanoseconds &+ max(0, credit))
  }
}
