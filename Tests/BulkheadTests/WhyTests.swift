import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct WhyTests {
  @Test func `a chain and every direct import are shown with their places`() throws {
    let folder = try SampleRepository.make()
    let far = Run("why", "KitTests", "Core", in: folder)
    #expect(far.code == .success)
    #expect(
      far.output == """
        KitTests reaches Core in 2 steps:
          Tests/KitTests/KitTests.swift:1:18: KitTests imports Kit
          Sources/Kit/Kit.swift:1:8: Kit imports Core

        """)
    #expect(
      Run("why", "App", "Core", in: folder).output == """
        App names Core in 1 place:
          Sources/App/main.swift:3:16: App imports Core

        """)
    #expect(
      Run("why", "Core", "Glibc", in: folder).output == """
        Core names Glibc in 2 places:
          Sources/Core/Core.swift:1:15: Core asks for (canImport) Glibc
          Sources/Core/Core.swift:2:10: Core imports Glibc, #if canImport(Glibc)

        """)
  }

  @Test func `a build tool plugin is a step, and code that no build has is said to be that`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "demo",
        targets: [
          .target(name: "App", plugins: ["Generate"]), .target(name: "Core"),
          .plugin(name: "Generate", capability: .buildTool(), dependencies: ["Tool"]), .executableTarget(name: "Tool"),
        ])
      """, to: "Package.swift")
    try folder.write("#if false\nimport Core\n#endif\n", to: "Sources/App/App.swift")
    for path in ["Sources/Core/Core.swift", "Plugins/Generate/Generate.swift", "Sources/Tool/main.swift"] { try folder.write("", to: path) }
    #expect(
      Run("why", "App", "Generate", in: folder).output == """
        App names Generate in 1 place:
          Package.swift:6:5: App uses the build tool plugin Generate

        """)
    #expect(
      Run("why", "App", "Core", in: folder).output == """
        App names Core in 1 place:
          Sources/App/App.swift:2:8: App imports Core, #if false, which no build has

        """)
  }

  @Test func `no chain is exit code 1`() throws {
    let run = Run("why", "Core", "App", in: try SampleRepository.make())
    #expect(run.code == .findings)
    #expect(run.output == "Core does not import App, neither itself nor through others of the repository.\n")
  }

  @Test func `a module of the platform that nobody imports has no chain, and what a fetched module imports is not known`() throws {
    let none = Run("why", "Core", "XCTest", in: try SampleRepository.make())
    #expect(none.code == .findings && none.output == "Core does not import XCTest, neither itself nor through others of the repository.\n")
    let unread = Run("why", "Logging", "kit-core", in: try FetchedSample.make())
    #expect(unread.code == .failure && unread.diagnostics.contains("what Logging imports is not known"), "\(unread.diagnostics)")
  }

  @Test func `an unknown module is answered with the nearest`() throws {
    let run = Run("why", "Ap", "Core", in: try SampleRepository.make())
    #expect(run.code == .failure)
    #expect(run.diagnostics == "bulkhead: there is no module 'Ap' in the repository, nor is one imported; did you mean 'App'?\n")
  }

  @Test func `a target can be named by its package's folder`() throws {
    #expect(try Run("why", ".:App", ".:Kit", in: SampleRepository.make()).code == .success)
  }

  @Test func `fetched modules, targets and products are found by their names, and a wrong case by the nearest`() throws {
    let folder = try FetchedSample.make()
    for name in ["Logging", "kit-core", ".:kit-core", "kit_core"] { #expect(Run("why", "App", name, in: folder).code == .success, "\(name)") }
    #expect(Run("why", "App", "logging", in: folder).diagnostics.hasSuffix("did you mean 'Logging'?\n"))
    #expect(Run("why", "App", "kit-cor", in: folder).diagnostics.hasSuffix("did you mean 'kit-core'?\n"))
    let focus = Run("graph", "--focus", "Logging", in: folder)
    #expect(focus.code == .success && focus.output.contains("App") && focus.output.contains("Till"), "\(focus.diagnostics)")
    let explained = Run("explain", "Logging", in: folder).output
    #expect(explained.hasPrefix("Logging: product Logging of the package swift-log, whose modules are not known\n"))
    #expect(explained.contains("Declared by: App\n") && explained.contains("Imported by: App, Till\n"))
    #expect(Run("explain", "kit-core", in: folder).output.hasPrefix("kit_core: library target .:kit-core, in Sources/kit-core\n"))
  }

  @Test func `json has the chain and the places`() throws {
    let run = Run("why", "App", "Core", "--format", "json", in: try SampleRepository.make())
    #expect(
      run.output == """
        {
          "version": 1,
          "from": "App",
          "to": "Core",
          "chain": [
            {
              "from": "App",
              "to": "Core",
              "kind": "import",
              "path": "Sources/App/main.swift",
              "line": 3,
              "column": 16
            }
          ],
          "direct": [
            {
              "from": "App",
              "to": "Core",
              "kind": "import",
              "path": "Sources/App/main.swift",
              "line": 3,
              "column": 16
            }
          ]
        }

        """)
  }
}
