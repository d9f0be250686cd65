import HTTP
import TestSupport
import Testing

/// Random tables of routes against a matcher that tries every route.
@Suite(.blocking) struct RandomRouteTests {
  private struct Pattern {
    let method: Method
    let segments: [String]
    var text: String { "/" + segments.joined(separator: "/") }
    /// What two patterns for the same requests have in common.
    var shape: String { "\(method) " + segments.map { $0.hasPrefix("{") ? ($0.hasSuffix("...}") ? "*" : "?") : $0 }.joined(separator: "/") }

    /// What each segment costs, best first: a literal 0, a parameter 1, all that remains 2. `nil` where the path does not match.
    func match(_ path: [String]) -> [Int]? {
      var cost: [Int] = []
      for (index, segment) in segments.enumerated() {
        if segment.hasSuffix("...}") { return index < path.count ? cost + [2] : nil }
        guard index < path.count else { return nil }
        if segment.hasPrefix("{") {
          if path[index].isEmpty { return nil }
          cost.append(1)
        } else {
          if segment != path[index] { return nil }
          cost.append(0)
        }
      }
      return segments.count == path.count ? cost : nil
    }

    func values(_ path: [String]) -> [String] {
      segments.enumerated().compactMap { index, segment in
        segment.hasSuffix("...}") ? path[index...].joined(separator: "/") : segment.hasPrefix("{") ? path[index] : nil
      }
    }
  }

  private let words = ["a", "b", "aa", "ab", "abc", "runs", "x-1"]
  private let methods: [Method] = [.get, .post, .head, .delete]

  private func randomPattern(_ random: inout SeededGenerator) -> Pattern {
    let count = Int.random(in: 1...4, using: &random)
    let segments = (0..<count).map { index -> String in
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1, 2: "{p\(index)}"
      case 3 where index == count - 1: "{p\(index)...}"
      case 4 where index == count - 1: ""
      default: words.randomElement(using: &random)!
      }
    }
    return Pattern(method: methods.randomElement(using: &random)!, segments: segments)
  }

  private func expected(_ patterns: [Pattern], _ method: Method, _ path: [String]) -> String {
    let matches = patterns.compactMap { pattern in pattern.match(path).map { (pattern: pattern, cost: $0) } }
    let usable = matches.filter { $0.pattern.method == method || method == .head && $0.pattern.method == .get }
    let best = usable.min { left, right in
      if left.cost != right.cost { return left.cost.lexicographicallyPrecedes(right.cost) }
      return left.pattern.method == method && right.pattern.method != method
    }
    if let best { return "\(best.pattern.method) \(best.pattern.text) \(best.pattern.values(path))" }
    if matches.isEmpty { return "404" }
    return method == .options ? "204" : "405"
  }

  @Test func `any table of routes answers as one that tries every route`() async throws {
    var random = SeededGenerator(for: "any table of routes answers as one that tries every route")
    for _ in 0..<300 {
      var shapes: Set<String> = []
      let patterns = (0..<Int.random(in: 1...24, using: &random)).map { _ in randomPattern(&random) }.filter { shapes.insert($0.shape).inserted }
      var router = Router()
      for pattern in patterns {
        router.on(pattern.method, pattern.text) { request in
          .text("\(pattern.method) \(pattern.text) \(request.parameters.names.map { request.parameters[$0] ?? "nil" })")
        }
      }
      let handler = try router.makeHandler()
      for _ in 0..<40 {
        let path = (0..<Int.random(in: 1...5, using: &random)).map { _ in
          Int.random(in: 0..<8, using: &random) == 0 ? "" : words.randomElement(using: &random)!
        }
        let method = (methods + [.options]).randomElement(using: &random)!
        let response = try await handler(Request(method, "/" + path.joined(separator: "/")))
        let found = response.status == .ok ? try await response.collectedText() : "\(response.status.code)"
        #expect(found == expected(patterns, method, path), "\(method) \(path) in \(patterns.map(\.shape))")
      }
    }
  }

  @Test func `no path makes the router fail`() async throws {
    var random = SeededGenerator(for: "no path makes the router fail")
    var router = Router()
    for pattern in ["/a/{x}/b", "/a/{x...}", "/{y}/a%2Fb"] { router.get(pattern) { request in .text(request.parameters["x"] ?? "") } }
    let handler = try router.makeHandler()
    let alphabet = ["/", "a", "b", "%2F", "%2e", "%", ".", "..", "%C3%A4", "%ff", "ä", "\u{0}", "{", "}"]
    for _ in 0..<5000 {
      let path = "/" + (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random)! }.joined()
      let status = try await handler(Request(.get, path)).status.code
      #expect([200, 400, 404].contains(status), "\(path)")
    }
  }
}
