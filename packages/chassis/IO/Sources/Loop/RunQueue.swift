/// A queue that grows to what it once held and then allocates nothing.
struct RunQueue<Element>: ~Copyable {
  private var storage: UnsafeMutablePointer<Element>
  private var capacity: Int
  private var head = 0
  private(set) var count = 0

  /// - Parameter capacity: a power of two.
  init(capacity: Int = 64) {
    self.capacity = capacity
    storage = .allocate(capacity: capacity)
  }

  deinit {
    for position in 0..<count { (storage + ((head + position) & (capacity - 1))).deinitialize(count: 1) }
    storage.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  mutating func append(_ element: consuming Element) {
    if count == capacity { grow() }
    (storage + ((head + count) & (capacity - 1))).initialize(to: element)
    count += 1
  }

  /// The element that has been in it longest. It must not be empty.
  @inline(__always)
  mutating func removeFirst() -> Element {
    precondition(count > 0, "the queue is empty")
    let element = (storage + head).move()
    head = (head + 1) & (capacity - 1)
    count -= 1
    return element
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    for position in 0..<count { (larger + position).initialize(to: (storage + ((head + position) & (capacity - 1))).move()) }
    storage.deallocate()
    storage = larger
    head = 0
    capacity *= 2
  }
}
