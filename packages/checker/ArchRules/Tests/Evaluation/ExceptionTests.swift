import ArchRules
import PackageGraph
import Testing

@Suite struct ExceptionTests {
  private let services = graph {
    for name in ["a", "b", "c"] {
      $0.target(name, "services/\(name)/Sources")
      $0.target("\(name)API", "packages/\(name)")
    }
    $0.imports("a", "b", "c")
    $0.imports("b", "c")
  }

  private func rule(_ exceptions: String...) -> String {
    #"{ "kind": "independent", "in": { "paths": ["services/*"] }, "except": [\#(exceptions.joined(separator: ",\n"))] }"#
  }

  private func exception(_ from: String, _ to: String, until: String? = nil) -> String {
    let end = until.map { ", \"until\": \"\($0)\"" } ?? ""
    return "{ \"from\": { \"modules\": [\"\(from)\"] }, \"to\": { \"modules\": [\"\(to)\"] }, \"reason\": \"Once.\"\(end) }"
  }

  @Test func `what is excepted is no finding`() throws {
    #expect(try judge(services, rule(exception("a", "*"), exception("b", "c"))).isEmpty)
  }

  @Test func `the last day of an exception is the one that it names`() throws {
    #expect(try judge(services, rule(exception("a", "*", until: "2026-06-15"), exception("b", "c"))).isEmpty)
  }

  @Test func `past its day the import is a finding again, and so is the exception`() throws {
    let findings = try judge(services, rule(exception("a", "*"), exception("b", "c", until: "2026-06-14")))
    #expect(
      findings.map(\.message) == [
        "the exception of \"rule\" from b to c ended on 2026-06-14: what it excepted is a finding again",
        "b imports c; the members of services/* do not import one another; the exception for it ended on 2026-06-14",
      ])
    #expect(findings.map(\.severity) == [.error, .error])
    #expect((findings[0].path, findings[0].position?.line) == ("arch-rules.json", 3))
  }

  @Test func `past its day an exception that nothing needs is to be removed`() throws {
    let findings = try judge(services, rule(exception("a", "*"), exception("b", "c"), exception("c", "a", until: "2026-06-14")))
    #expect(findings.map(\.message) == ["the exception of \"rule\" from c to a ended on 2026-06-14: nothing needs it any more"])
  }

  @Test func `an exception that excepts nothing is a finding at its place`() throws {
    let findings = try judge(services, rule(exception("a", "*"), exception("b", "c"), exception("b", "bAPI")))
    #expect(findings.map(\.rule) == ["bulkhead/stale-exception"])
    #expect(findings.map(\.message) == ["the exception of \"rule\" from b to bAPI excepts nothing"])
    #expect((findings[0].path, findings[0].position?.line) == ("arch-rules.json", 4))
  }

  @Test func `of two exceptions for one import neither is stale`() throws {
    #expect(try judge(services, rule(exception("a", "*"), exception("a", "b"), exception("b", "c"))).isEmpty)
  }

  @Test func `a re-export is excepted as what it brings, not by the import that brings it`() throws {
    let graph = graph {
      $0.target("a", "services/a")
      $0.target("b", "services/b")
      $0.target("Lib", "packages/Lib")
      $0.imports("Lib", "b", exported: true)
      $0.imports("a", "Lib")
    }
    #expect(try judge(graph, rule(exception("a", "b"))).isEmpty)
    #expect(try judge(graph, rule(exception("a", "Lib"))).map(\.rule) == ["bulkhead/stale-exception", "rule"])
  }

  @Test func `bindings of an exception speak of the same value`() throws {
    let graph = graph {
      for name in ["a", "b"] {
        $0.target(name, "services/\(name)/Sources")
        $0.target("\(name)Mock", "services/\(name)/Mock")
      }
      $0.imports("a", "aMock", "bMock")
    }
    let rule =
      #"{ "kind": "allow", "from": { "paths": ["services/*/Sources"] }, "to": { "modules": ["Swift"] }, "except": [{ "from": { "paths": ["services/{s}/Sources"] }, "to": { "paths": ["services/{s}/Mock"] }, "reason": "Own." }] }"#
    #expect(try judge(graph, rule).brief == ["a → bMock at services/a/Sources/File.swift:2"])
  }

  @Test func `a rule that is a warning finds warnings, and one that is off finds nothing`() throws {
    let warning = #"{ "kind": "independent", "in": { "paths": ["services/*"] }, "severity": "warning" }"#
    #expect(try judge(services, warning).map(\.severity) == [.warning, .warning, .warning])
    let off = #"{ "kind": "independent", "in": { "paths": ["services/*"] }, "severity": "off", "except": [\#(exception("c", "a"))] }"#
    #expect(try judge(services, off).isEmpty)
  }
}
