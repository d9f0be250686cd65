import ArchRules
import PackageGraph
import Testing

@Suite struct RestrictTests {
  private func platform(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      $0.target("IO", "packages/IO")
      $0.target("HTTP", "packages/HTTP")
      $0.target("CLinux", "packages/CLinux", files: 0)
      describe(&$0)
    }
  }
  private let rule = #"{ "kind": "restrict", "to": { "modules": ["CLinux"] }, "only": { "modules": ["IO"] } }"#

  @Test func `those who are named may import it`() throws {
    #expect(try judge(platform { $0.imports("IO", "CLinux") }, rule).isEmpty)
  }

  @Test func `anybody else is a finding`() throws {
    let findings = try judge(platform { $0.imports("HTTP", "Glibc", "CLinux") }, rule)
    #expect(findings.map(\.message) == ["HTTP imports CLinux; only IO may import CLinux"])
  }

  @Test func `it is not reached through a re-export either`() throws {
    let graph = platform {
      $0.imports("IO", "CLinux", exported: true)
      $0.imports("HTTP", "IO")
    }
    #expect(try judge(graph, rule).brief == ["HTTP → IO → CLinux at packages/HTTP/File.swift:1"])
  }

  @Test func `the restricted module may import itself, and its companions only where they are named`() throws {
    let graph = platform { $0.imports("IO", "HTTP") }
    let rule = #"{ "kind": "restrict", "to": { "modules": ["IO", "HTTP"] }, "only": { "modules": ["CLinux"] } }"#
    #expect(try judge(graph, rule).brief == ["IO → HTTP at packages/IO/File.swift:1"])
  }

  @Test func `bindings let a module's own companion import it`() throws {
    let graph = graph {
      for name in ["a", "b"] {
        $0.target(name, "services/\(name)/Sources")
        $0.target("\(name)Tests", "services/\(name)/Tests", kind: .test)
      }
      $0.imports("aTests", "a", "b")
    }
    let rule = #"{ "kind": "restrict", "to": { "paths": ["services/{name}/Sources"] }, "only": { "paths": ["services/{name}/Tests"] } }"#
    #expect(try judge(graph, rule).brief == ["aTests → b at services/a/Tests/File.swift:2"])
  }

  @Test func `a rule about a module that nobody imports yet binds every target all the same`() throws {
    let set = try ruleSet(#"{ "kind": "restrict", "to": { "modules": ["Alamofire"] }, "only": { "paths": ["packages/HTTP"] } }"#)
    #expect(set.evaluate(platform { _ in }, today: today).isEmpty)
  }
}
