/// The deadlines of a loop, the earliest first. Each has a number, small and given by its owner; a number is in the heap once at most,
/// and setting it again moves it.
struct TimerHeap {
  private struct Node {
    var moment: Int64
    var number: UInt32
  }

  private static let absent = UInt32.max

  private var nodes: [Node] = []
  /// Where each number is among the nodes.
  private var places: [UInt32] = []

  var count: Int { nodes.count }

  /// The earliest moment; `Int64.max` where there is none.
  var earliest: Int64 { nodes.first?.moment ?? .max }

  /// When the timer of this number goes off; `Int64.max` where it is not set.
  func moment(of number: UInt32) -> Int64 {
    guard Int(number) < places.count, places[Int(number)] != Self.absent else { return .max }
    return nodes[Int(places[Int(number)])].moment
  }

  mutating func set(_ number: UInt32, at moment: Int64) {
    while places.count <= Int(number) { places.append(Self.absent) }
    var place = Int(places[Int(number)])
    if UInt32(place) == Self.absent {
      place = nodes.count
      nodes.append(Node(moment: moment, number: number))
      places[Int(number)] = UInt32(place)
    } else {
      nodes[place].moment = moment
    }
    if !rise(place) { sink(place) }
  }

  mutating func remove(_ number: UInt32) {
    guard Int(number) < places.count, places[Int(number)] != Self.absent else { return }
    let place = Int(places[Int(number)])
    places[Int(number)] = Self.absent
    let last = nodes.removeLast()
    if place == nodes.count { return }
    put(last, place)
    if !rise(place) { sink(place) }
  }

  /// Takes out the earliest, if it is due at `moment`.
  mutating func removeDue(at moment: Int64) -> UInt32? {
    guard let first = nodes.first, first.moment <= moment else { return nil }
    remove(first.number)
    return first.number
  }

  private mutating func put(_ node: Node, _ place: Int) {
    nodes[place] = node
    places[Int(node.number)] = UInt32(place)
  }

  private mutating func rise(_ start: Int) -> Bool {
    var place = start
    let node = nodes[place]
    while place > 0 {
      let parent = (place - 1) / 4
      if nodes[parent].moment <= node.moment { break }
      put(nodes[parent], place)
      place = parent
    }
    if place == start { return false }
    put(node, place)
    return true
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let node = nodes[place]
    while true {
      let firstChild = place * 4 + 1
      if firstChild >= nodes.count { break }
      var least = firstChild
      for child in firstChild..<min(firstChild + 4, nodes.count) where nodes[child].moment < nodes[least].moment { least = child }
      if nodes[least].moment >= node.moment { break }
      put(nodes[least], place)
      place = least
    }
    if place != start { put(node, place) }
  }
}
