import SwiftImports
import Testing

@testable import PackageGraph

struct EnvironmentBranchesTests {
  private func variables(_ text: String) -> [String: String] { EnvironmentBranches(SwiftTokenScanner.scan(Array(text.utf8))).variables }

  @Test(arguments: [
    #"if Context.environment["E"] != nil { package.targets += [.target(name: "X")] }"#,
    #"if let value = ProcessInfo.processInfo.environment["E"], value == "1" { dependencies.append("X") } else { dependencies = [] }"#,
    #"if Context.environment["E"] == nil { print() } else if x { dependencies.append("X") }"#,
    "let isOn = Context.environment[\"E\"] == \"1\"\nif isOn {\n  dependencies.append(\"X\")\n}",
    "let all = [] + (isOn ? [\"X\"] : [])\nlet isOn = Context.environment[\"E\"] != nil",
    "func has(_ name: String) -> Bool { ProcessInfo.processInfo.environment[name] != nil }\nvar isOn: Bool { has(\"E\") }\nif isOn { add(\"X\") }",
    "if has(\"E\") { add(\"X\") }\nfunc has(_ name: String) -> Bool { Context.environment[name] != nil }",
  ])
  func `a name in a branch that the environment decides on is known by the variable`(text: String) {
    #expect(variables(text)["X"] == "E")
  }

  @Test(arguments: [
    #"let x = "X""#, #"if os == "linux" { add("X") }"#, "if Context.environment[\"E\"] != nil { print() }\nadd(\"X\")",
    "let isOn = Context.environment[\"E\"] != nil\nadd(\"X\")", #"let text: String? = "X""#, "if", "if {", "let", "func f", "x ?",
  ])
  func `any other name is not`(text: String) { #expect(variables(text)["X"] == nil) }
}
