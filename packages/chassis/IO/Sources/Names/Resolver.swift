import Platform
import Synchronization

/// Finds the addresses of names by the system's resolver (getaddrinfo(3)). That one blocks, so it runs on threads of its own, a few at
/// most, which end when there is nothing to find.
public enum Resolver {
  private static let threadLimit = 4
  private static let queueLimit = 1024
  private static let queue = Mutex(Queue())

  private struct Queue: Sendable {
    var questions: [Question] = []
    var threads = 0
  }

  /// Addresses of the host, in the order in which they should be tried (RFC 6724); a numeric address is its own, at once.
  ///
  /// A name is looked up for a task of an event loop alone, else `IOError.noLoop` is thrown. `IOError.unresolved` says that the name has
  /// no address. At the deadline it throws `IOError.timedOut`, and gives the question up, though the system's resolver may go on.
  public static func resolve(host: String, port: UInt16, deadline: Deadline) async throws(IOError) -> [SocketAddress] {
    let numeric = SocketAddress.ip(host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host, port: port)
    if RawAddress(numeric) != nil { return [numeric] }
    if host.isEmpty || host.utf8.count > 253 || host.utf8.contains(0) { throw .unresolved(host: host, reason: "no such name is possible") }
    guard let loop = EventLoop.current else { throw .noLoop }
    let question = Question(host, loop)
    defer { question.giveUp() }
    if !ask(question) { throw .unresolved(host: host, reason: "too many names are being looked up") }
    try await question.wait(.read, until: deadline).get()
    switch question.answer.withLock({ $0 }) {
    case .addresses(let addresses): return addresses.compactMap { $0.with(port: port) }
    case .failure(let reason): throw .unresolved(host: host, reason: reason)
    case nil: throw .closed
    }
  }

  private static func ask(_ question: Question) -> Bool {
    let isTaken = queue.withLock { queue in
      if queue.questions.count >= queueLimit { return false }
      queue.questions.append(question)
      if queue.threads >= threadLimit { return true }
      // Where no thread can be made, one of those that run takes the question; without any, nobody would.
      guard let thread = try? NamedThread("resolver", { work() }) else {
        if queue.threads == 0 { queue.questions.removeLast() }
        return queue.threads > 0
      }
      thread.detach()
      queue.threads += 1
      return true
    }
    return isTaken
  }

  private static func work() {
    while true {
      let question = queue.withLock { queue -> Question? in
        if queue.questions.isEmpty {
          queue.threads -= 1
          return nil
        }
        return queue.questions.removeFirst()
      }
      guard let question else { return }
      if question.isGivenUp { continue }
      let answer = System.lookUp(question.host)
      question.answer.withLock { $0 = answer }
      question.loop.execute { question.wake(.read) }
    }
  }
}

/// A task that waits for the addresses of a name.
private final class Question: LoopMember, @unchecked Sendable {
  let host: String
  let answer = Mutex<System.HostLookup?>(nil)
  private let gaveUp = Atomic<Bool>(false)

  init(_ host: String, _ loop: EventLoop) {
    self.host = host
    super.init(loop)
  }

  var isGivenUp: Bool { gaveUp.load(ordering: .relaxed) }

  /// Nobody waits any more.
  func giveUp() {
    gaveUp.store(true, ordering: .relaxed)
    leave(.closed)
  }

  override func loopStops() { giveUp() }
}
