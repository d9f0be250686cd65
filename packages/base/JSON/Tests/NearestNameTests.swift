import JSON
import Testing

@Suite struct NearestNameTests {
  @Test func `the distance of two words counts slips of the pen`() {
    #expect(editDistance("", "") == 0)
    #expect(editDistance("abc", "") == 3 && editDistance("", "abc") == 3)
    #expect(editDistance("TIMEOUT", "TIMOUT") == 1)
    #expect(editDistance("PORT", "PROT") == 1)
    #expect(editDistance("PORT", "HOST") == 2)
  }

  @Test func `the nearest name is the first of those with the fewest edits, whatever their case`() {
    #expect(nearestName(to: "chekc", in: ["graph", "check"]) == "check")
    #expect(nearestName(to: "Check", in: ["check"]) == "check")
    #expect(nearestName(to: "bat", in: ["cat", "rat"]) == "cat")
    #expect(nearestName(to: "deploy", in: ["check", "graph"]) == nil)
  }
}
