/// The deadlines of a loop, the earliest first. Each has a number, small and given by its owner; a number is in the heap once at most,
/// and setting it again moves it.
struct TimerHeap {
  private struct Node {
    var moment: Int64
    var number: UInt32
  }

  private static let absent = UInt32.max

  private var nodes: [Node] = []
  /// Position of each number among the nodes.
  private var positions: [UInt32] = []

  var count: Int { nodes.count }

  /// The earliest moment; `Int64.max` where there is none.
  var earliest: Int64 { nodes.first?.moment ?? .max }

  /// The moment at which the timer of this number goes off; `Int64.max` where it is not set.
  func moment(of number: UInt32) -> Int64 {
    guard Int(number) < positions.count, positions[Int(number)] != Self.absent else { return .max }
    return nodes[Int(positions[Int(number)])].moment
  }

  mutating func set(_ number: UInt32, at moment: Int64) {
    while positions.count <= Int(number) { positions.append(Self.absent) }
    var position = Int(positions[Int(number)])
    if UInt32(position) == Self.absent {
      position = nodes.count
      nodes.append(Node(moment: moment, number: number))
      positions[Int(number)] = UInt32(position)
    } else {
      nodes[position].moment = moment
    }
    if !rise(position) { sink(position) }
  }

  mutating func remove(_ number: UInt32) {
    guard Int(number) < positions.count, positions[Int(number)] != Self.absent else { return }
    let position = Int(positions[Int(number)])
    positions[Int(number)] = Self.absent
    let last = nodes.removeLast()
    if position == nodes.count { return }
    put(last, position)
    if !rise(position) { sink(position) }
  }

  /// Takes out the earliest, if it is due at `moment`.
  mutating func removeDue(at moment: Int64) -> UInt32? {
    guard let first = nodes.first, first.moment <= moment else { return nil }
    remove(first.number)
    return first.number
  }

  private mutating func put(_ node: Node, _ position: Int) {
    nodes[position] = node
    positions[Int(node.number)] = UInt32(position)
  }

  private mutating func rise(_ start: Int) -> Bool {
    var position = start
    let node = nodes[position]
    while position > 0 {
      let parent = (position - 1) / 4
      if nodes[parent].moment <= node.moment { break }
      put(nodes[parent], position)
      position = parent
    }
    if position == start { return false }
    put(node, position)
    return true
  }

  private mutating func sink(_ start: Int) {
    var position = start
    let node = nodes[position]
    while true {
      let firstChild = position * 4 + 1
      if firstChild >= nodes.count { break }
      var least = firstChild
      for child in firstChild..<min(firstChild + 4, nodes.count) where nodes[child].moment < nodes[least].moment { least = child }
      if nodes[least].moment >= node.moment { break }
      put(nodes[least], position)
      position = least
    }
    if position != start { put(node, position) }
  }
}
