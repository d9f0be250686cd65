import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct ImportsTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("import A\n@testable import struct B.C.D\n", to: "Sources/b.swift")
    try folder.write("#if os(Linux)\n  public import Glibc\n#endif\n#if canImport(Z)\n#endif\n", to: "Sources/a/x.swift")
    try folder.write("#externalMacro(module: \"M\", type: \"T\")\n", to: "Sources/a.swift")
    try folder.write("import Hidden\n", to: "Sources/.build/h.swift")
    try folder.write("import NotSwift\n", to: "Sources/readme.md")
  }

  @Test func `tsv has a line per import, in byte order of the paths`() {
    let run = Run("imports", "Sources", in: folder)
    #expect(run.output == "Sources/a/x.swift\t2\t17\tGlibc\nSources/b.swift\t1\t8\tA\nSources/b.swift\t2\t25\tB\n")
    #expect(run.code == .success && run.diagnostics == "")
  }

  @Test func `paths stay as they were given, and in that order`() {
    let run = Run("imports", "./Sources/b.swift", "\(folder.path)/Sources/a/", in: folder)
    #expect(run.output == "./Sources/b.swift\t1\t8\tA\n./Sources/b.swift\t2\t25\tB\n\(folder.path)/Sources/a/x.swift\t2\t17\tGlibc\n")
  }

  @Test func `a file that is named is read whatever its name is`() {
    #expect(Run("imports", "Sources/readme.md", "Sources/.build/h.swift", in: folder).output.split(separator: "\n").count == 2)
  }

  @Test func `json says everything`() throws {
    let run = Run("imports", "--format=json", "Sources", in: folder)
    #expect(
      run.output == """
        {
          "version": 1,
          "imports": [
            {
              "path": "Sources/a/x.swift",
              "line": 2,
              "column": 17,
              "module": "Glibc",
              "access": "public",
              "condition": "os(Linux)"
            },
            {
              "path": "Sources/b.swift",
              "line": 1,
              "column": 8,
              "module": "A"
            },
            {
              "path": "Sources/b.swift",
              "line": 2,
              "column": 25,
              "module": "B",
              "submodules": [
                "C",
                "D"
              ],
              "kind": "struct",
              "attributes": [
                "@testable"
              ]
            }
          ],
          "canImports": [
            {
              "path": "Sources/a/x.swift",
              "line": 4,
              "column": 15,
              "module": "Z"
            }
          ],
          "externalMacros": [
            {
              "path": "Sources/a.swift",
              "line": 1,
              "column": 25,
              "module": "M"
            }
          ],
          "conflictMarkers": []
        }

        """)
  }

  @Test func `a path that is not there, or cannot be read, fails the run`() throws {
    let missing = Run("imports", "Sources", "Missing.swift", in: folder)
    #expect(missing.code == .failure)
    #expect(missing.output == "")
    #expect(missing.diagnostics == "bulkhead: cannot open Missing.swift: No such file or directory\n")
    let outcome = try ChildProcess.run(["ln", "-s", "nowhere", "\(folder.path)/Sources/link.swift"], environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0))
    #expect(Run("imports", "Sources", in: folder).diagnostics == "bulkhead: cannot open Sources/link.swift: No such file or directory\n")
  }

  @Test func `a link to a folder is not followed, so none can loop`() throws {
    let outcome = try ChildProcess.run(["ln", "-s", "..", "\(folder.path)/Sources/a/up"], environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0))
    #expect(Run("imports", "Sources", in: folder).output.split(separator: "\n").count == 3)
  }

  @Test func `a cell of tsv holds no tab and no line break`() throws {
    try folder.write("import `a\\b`\n", to: "odd/a\tb\nc\\d.swift")
    #expect(Run("imports", "odd", in: folder).output == "odd/a\\tb\\nc\\\\d.swift\t1\t8\ta\\\\b\n")
  }

  @Test func `a path is needed`() {
    let run = Run("imports")
    #expect(run.code == .failure)
    #expect(run.diagnostics == "bulkhead: PATH is missing: a file, or a folder\nSee: bulkhead imports --help\n")
  }
}
