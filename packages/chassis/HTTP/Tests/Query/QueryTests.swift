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

@Suite struct QueryFieldsTests {
  private enum Order: String, CaseIterable { case newest, oldest }

  @Test func `parameters are read by name and kind`() throws {
    let request = Request(.get, "/", query: "limit=5&name=x+y&verbose&tag=a&tag=b&order=oldest&unknown=1")
    let text = try request.readQuery { query in
      let order: Order = query.choice("order", default: .newest)
      return "\(query.int("limit", in: 1...10)) \(query.string("name")) \(query.bool("verbose")) \(query.strings("tag")) \(order)"
        + " \(query.optionalInt("offset") ?? -1) \(query.double("share", default: 0.5)) \(query.optionalString("branch") ?? "-")"
    }
    #expect(text == #"5 x y true ["a", "b"] oldest -1 0.5 -"#)
  }

  @Test func `every parameter that is wrong is named at once`() async throws {
    let request = Request(.get, "/", query: "limit=500&order=up&verbose=maybe&name=a&name=b")
    let problem = #expect(throws: Problem.self) {
      try request.readQuery { query in
        _ = query.int("limit", default: 10, in: 1...100)
        _ = query.choice("order", of: Order.self, default: .newest)
        _ = query.bool("verbose")
        _ = query.string("name")
        _ = query.string("run")
      }
    }
    #expect(problem?.status == .badRequest)
    #expect(problem?.detail == "5 parameters of the query are not as they must be")
    #expect(
      problem?.errors.map { "\($0.parameter ?? "-"): \($0.detail)" } == [
        "limit: expected an integer from 1 to 100, found \"500\"", "order: expected one of newest, oldest, found \"up\"",
        "verbose: expected true or false, found \"maybe\"", "name: expected one value, found 2",
        "run: expected a value, found no parameter \"run\"",
      ])
  }
}
