import HTTP
import Testing

@Suite struct QueryTests {
  @Test(arguments: [
    ("", []), ("a=1&b=2", ["a=1", "b=2"]), ("a=1&a=2&a", ["a=1", "a=2", "a="]), ("a+b=c+d%20e", ["a b=c d e"]), ("%C3%A4=%2B", ["ä=+"]),
    ("a=b=c", ["a=b=c"]), ("&&a&", ["a="]), ("=x", ["=x"]), ("a=%26%3D", ["a=&="]),
  ])
  func `a query is read by the rules of forms`(text: String, expected: [String]) throws {
    #expect(try Query(text).items.map { "\($0.name)=\($0.value)" } == expected)
  }

  @Test(arguments: ["a=%", "a=%4", "%zz=1", "a=%ff", "a=%C3"])
  func `a query that cannot be decoded is refused`(text: String) {
    let problem = #expect(throws: Problem.self) { _ = try Query(text) }
    #expect(problem?.status == .badRequest)
  }

  @Test func `a query has a limited number of parameters`() throws {
    let text = String(repeating: "a&", count: Query.limit)
    #expect(try Query(text).items.count == Query.limit)
    #expect(throws: Problem.self) { _ = try Query(text + "b") }
  }

  @Test func `no query is an empty one`() throws { #expect(try Query(nil).items.isEmpty) }
}
