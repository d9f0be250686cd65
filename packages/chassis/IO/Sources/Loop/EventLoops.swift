import Platform
import Synchronization

/// The event loops of a process, each on a thread of its own.
public final class EventLoops: Sendable {
  public let all: [EventLoop]
  private let turn = Atomic<Int>(0)
  private let threads: Mutex<[NamedThread]>

  /// Starts the loops; by default one for each processor.
  public init(count: Int = Threads.processorCount) throws(IOError) {
    var loops: [EventLoop] = []
    var threads: [NamedThread] = []
    do throws(IOError) {
      for index in 0..<max(1, count) {
        let loop = try EventLoop(index: index)
        do { threads.append(try NamedThread("loop-\(index)") { loop.run() }) } catch {
          throw IOError.system(action: "start", subject: "the thread of loop \(index)", code: error.code)
        }
        loops.append(loop)
      }
    } catch {
      Self.end(loops, threads)
      throw error
    }
    all = loops
    self.threads = Mutex(threads)
  }

  /// One after the other.
  public func next() -> EventLoop {
    all[Int(UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(all.count))]
  }

  /// Closes what is open on the loops, so that what waits there throws `closed`, runs their tasks until none of them has anything to
  /// do, and waits for the threads to end. Never from one of the loops. May be called more than once.
  public func stop() {
    precondition(EventLoop.current.map { loop in !all.contains { $0 === loop } } ?? true, "a loop cannot wait for its own end")
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    Self.end(all, threads)
  }

  private static func end(_ loops: [EventLoop], _ threads: [NamedThread]) {
    for loop in loops { _ = loop.post { $0.isStopRequested = true } }
    for thread in threads { thread.join() }
  }
}
