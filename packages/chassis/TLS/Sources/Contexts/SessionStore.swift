import Synchronization

/// Sessions that servers have given, by which a later connection is made with half of the work (RFC 8446, section 2.2). Any thread may ask.
final class SessionStore: Sendable {
  /// Hosts that are kept in mind, and sessions of each.
  private static let hostLimit = 256
  private static let sessionLimit = 8

  private struct Kept: @unchecked Sendable {
    let session: OpenSSL.Session
  }

  private let openSSL: OpenSSL
  private let kept = Mutex<[String: [Kept]]>([:])

  init(_ openSSL: OpenSSL) { self.openSSL = openSSL }

  deinit {
    for sessions in kept.withLock({ $0 }).values { for kept in sessions { openSSL.sessionFree(kept.session) } }
  }

  /// Takes a session over, and returns whether it did. Of those that are too many, the oldest goes.
  func add(_ session: OpenSSL.Session, for host: String) -> Bool {
    let new = Kept(session: session)
    let (isTaken, old): (Bool, Kept?) = kept.withLock { kept in
      var sessions = kept[host] ?? []
      if sessions.isEmpty, kept.count >= Self.hostLimit { return (false, nil) }
      let old = sessions.count == Self.sessionLimit ? sessions.removeFirst() : nil
      sessions.append(new)
      kept[host] = sessions
      return (true, old)
    }
    if let old { openSSL.sessionFree(old.session) }
    return isTaken
  }

  /// Returns the newest session with the host, which the caller has to free. One of TLS 1.3 is used once, lest somebody who listens knows two
  /// connections for those of one client (RFC 8446, appendix C.4); an older one stays.
  func take(for host: String) -> OpenSSL.Session? {
    kept.withLock { kept -> Kept? in
      guard var sessions = kept[host] else { return nil }
      defer { kept[host] = sessions.isEmpty ? nil : sessions }
      while let last = sessions.popLast() {
        if openSSL.sessionIsResumable(last.session) != 1 {
          openSSL.sessionFree(last.session)
          continue
        }
        if openSSL.sessionVersion(last.session) < Int32(OpenSSL.tls13), openSSL.sessionRetain(last.session) == 1 { sessions.append(last) }
        return last
      }
      return nil
    }?.session
  }
}
