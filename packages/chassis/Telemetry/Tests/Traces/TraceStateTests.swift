import Telemetry
import Testing

@Suite struct TraceStateTests {
  private func state(_ header: String) throws -> String {
    try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", tracestate: header)).state
  }

  private static let longKey = String(repeating: "k", count: 256)
  private static let longValue = String(repeating: "v", count: 256)

  @Test(arguments: [
    ("congo=t61rcWkgMzE", "congo=t61rcWkgMzE"), ("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
    ("", ""), (" ", ""), (",", ""), ("a=1,", "a=1"), ("a=1, ,\t,b=2", "a=1,b=2"), (" a=1 ,\tb=2\t", "a=1,b=2"),
    ("fw529a3039@dt=x,0@a=y", "fw529a3039@dt=x,0@a=y"), ("a_-*/9=~!", "a_-*/9=~!"), ("a= b c", "a= b c"),
    ("k\(longKey.dropFirst())=1", "\(longKey)=1"),
    (
      "\(String(repeating: "t", count: 241))@\(String(repeating: "s", count: 14))=1",
      "\(String(repeating: "t", count: 241))@\(String(repeating: "s", count: 14))=1"
    ),
  ])
  func `a list that keeps the rules is passed on`(header: String, expected: String) throws { #expect(try state(header) == expected) }

  @Test(arguments: [
    "a", "=1", "a=", "a= ", "A=1", "0a=1", "a =1", "a=1=2", "a=é", "é=1", "a=\u{1}", "a.b=1", "@a=1", "a@=1", "a@0=1", "a@b@c=1", "a=1,a=2",
    "a=1,b", "\(longKey)k=1", "a=\(longValue)v", "\(String(repeating: "t", count: 242))@s=1", "t@\(String(repeating: "s", count: 15))=1",
    (0..<33).map { "k\($0)=1" }.joined(separator: ","),
  ])
  func `a list that breaks a rule is left out`(header: String) throws { #expect(try state(header) == "") }

  @Test func `32 members are passed on`() throws {
    let header = (0..<32).map { "k\($0)=1" }.joined(separator: ",")
    #expect(try state(header) == header)
  }

  @Test func `of a list too long, long members go first, and then the oldest`() throws {
    let long = "long=\(String(repeating: "v", count: 125))"
    let short = (0..<20).map { "k\($0)=\(String(repeating: "v", count: 20))" }
    #expect(try state(([long] + short).joined(separator: ",")) == short.prefix(20).joined(separator: ","))
    let many = (0..<32).map { "k\($0)=\(String(repeating: "v", count: 30))" }
    let kept = try state(many.joined(separator: ","))
    #expect(kept.utf8.count <= 512)
    #expect(many.joined(separator: ",").hasPrefix(kept) && kept.utf8.count > 470)
  }
}
