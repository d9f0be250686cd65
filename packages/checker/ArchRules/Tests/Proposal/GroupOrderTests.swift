import Testing

@testable import ArchRules

@Suite struct GroupOrderTests {
  @Test func `sets stand as high as their imports demand, the top first`() {
    let order = GroupOrder(of: [[0, 1], [2], [3, 4]], [(0, 2), (1, 2), (2, 3), (0, 1)])
    #expect(order.layers == [[[0]], [[1]], [[2]]])
    #expect(order.edgeCount == 3 && order.againstCount == 0)
  }

  @Test func `a few imports against many decide nothing, and are counted`() {
    let down = (0..<9).map { (from: $0, to: 20) }
    let order = GroupOrder(of: [Array(0..<9), [20]], down + [(20, 0)])
    #expect(order.layers == [[[0]], [[1]]])
    #expect(order.againstCount == 1)
  }

  @Test func `sets that import one another alike are one, and so is a circle of several`() {
    #expect(GroupOrder(of: [[0], [1]], [(0, 1), (1, 0)]).layers == [[[0, 1]]])
    #expect(GroupOrder(of: [[0], [1], [2], [3]], [(0, 1), (1, 2), (2, 0), (2, 3)]).layers == [[[0, 1, 2]], [[3]]])
  }

  @Test func `modules in a circle stand on one height`() {
    #expect(GroupOrder.heights(of: [5, 6, 7, 8], [(5, 6), (6, 7), (7, 6), (7, 8), (9, 5)]) == [2, 1, 1, 0])
  }

  @Test func `a name is made of words`() {
    #expect(NameWords("HTTPClientLive").words == ["HTTP", "Client", "Live"])
    #expect(NameWords("My App_v2").dashed == "my-app-v2")
    #expect(NameWords("Core2").last == "Core")
    #expect(["Feature", "Library", "API", "Live", "Helpers"].map(NameWords.plural) == ["features", "libraries", "api", "live", "helpers"])
  }
}
