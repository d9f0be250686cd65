import Platform
import Synchronization

/// The event loops of a process, each on a thread of its own.
public final class EventLoops: Sendable {
  /// The loops, in the order of their `index`.
  public let all: [EventLoop]
  private let nextIndex = Atomic<Int>(0)
  private let threads: Mutex<[NamedThread]>

  /// Starts `count` loops, and one at least; by default one for each processor. Throws `IOError.system` where the process may open no
  /// more descriptors or start no more threads.
  public init(count: Int = Threads.processorCount) throws(IOError) {
    var loops: [EventLoop] = []
    var threads: [NamedThread] = []
    do throws(IOError) {
      for index in 0..<max(1, count) {
        let loop = try EventLoop(index: index)
        do { threads.append(try NamedThread("loop-\(index)") { loop.runTurns() }) } catch {
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

  /// The next loop of all, in turn. Any thread may ask.
  public func next() -> EventLoop {
    all[Int(UInt(bitPattern: nextIndex.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(all.count))]
  }

  /// Closes what is open on the loops, so that what waits there throws `IOError.closed`, runs their tasks until none of them has anything
  /// to do, and waits for the threads to end. A call from one of the loops ends the process; calls after the first do nothing.
  public func stop() {
    precondition(EventLoop.current.map { loop in !all.contains { $0 === loop } } ?? true, "a loop cannot wait for its own end")
    let threads = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    Self.end(all, threads)
  }

  private static func end(_ loops: [EventLoop], _ threads: [NamedThread]) {
    for loop in loops { loop.requestStop() }
    for thread in threads { thread.join() }
  }
}
