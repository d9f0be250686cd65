import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct BaselineTests {
  private static let file = "bulkhead-baseline.json"

  private func mend(_ folder: TemporaryFolder) throws { try folder.write("import Kit\n", to: "Sources/App/main.swift") }

  @Test func `what is recorded is counted, not reported`() throws {
    let folder = try SampleRepository.make()
    let written = Run("check", "--write-baseline", in: folder)
    #expect(written.diagnostics == "bulkhead: bulkhead-baseline.json now records 1 finding\n")
    #expect(written.code == .success)
    let run = Run("check", in: folder)
    #expect(run.output == "All 2 rules hold: 4 targets, 4 files, 6 imports; 1 known finding in the baseline.\n")
    #expect(run.code == .success)
  }

  @Test func `lines may move, but nothing may be added`() throws {
    let folder = try SampleRepository.make()
    _ = Run("check", "--write-baseline", in: folder)
    try folder.write("\n\n// moved\nimport Kit\nimport Core\n", to: "Sources/App/main.swift")
    #expect(Run("check", in: folder).code == .success)
    try folder.write("import Core\n", to: "Sources/App/other.swift")
    let run = Run("check", in: folder)
    #expect(run.code == .findings)
    #expect(run.output.hasPrefix("Sources/App/other.swift:1:8: error: "))
  }

  @Test func `an entry that is mended is a finding until the baseline is shrunk`() throws {
    let folder = try SampleRepository.make()
    _ = Run("check", "--write-baseline", in: folder)
    try mend(folder)
    let stale = Run("check", in: folder)
    #expect(stale.code == .findings)
    #expect(stale.output.hasPrefix("bulkhead-baseline.json:4:5: error: "))
    #expect(stale.output.contains("[bulkhead/stale-baseline]"))
    let shrunk = Run("check", "--shrink-baseline", in: folder)
    #expect(shrunk.code == .success)
    #expect(shrunk.diagnostics == "bulkhead: bulkhead-baseline.json is removed: it has nothing left to record\n")
    #expect(try File.status("\(folder.path)/\(Self.file)") == nil)
  }

  @Test func `shrinking adds nothing`() throws {
    let folder = try SampleRepository.make()
    let run = Run("check", "--shrink-baseline", in: folder)
    #expect(run.code == .findings)
    #expect(try File.status("\(folder.path)/\(Self.file)") == nil)
  }

  @Test func `a baseline for each package is found again, and replaces the one for all`() throws {
    let folder = try TemporaryFolder()
    for name in ["One", "Two"] {
      try folder.write(SampleRepository.manifest, to: "packages/\(name)/Package.swift")
      for target in ["Sources/App", "Sources/Kit", "Sources/Core", "Tests/KitTests"] {
        try folder.write(target == "Sources/App" ? "import Core\n" : "", to: "packages/\(name)/\(target)/x.swift")
      }
    }
    try folder.write(SampleRepository.rules().replacing("\"Sources/", with: "\"packages/*/Sources/"), to: "arch-rules.json")
    #expect(Run("check", "--write-baseline", in: folder).code == .success)
    #expect(try File.status("\(folder.path)/\(Self.file)") != nil)
    let run = Run("check", "--write-baseline=per-package", in: folder)
    #expect(run.code == .success)
    #expect(
      run.diagnostics == """
        bulkhead: bulkhead-baseline.json is removed: it has nothing left to record
        bulkhead: packages/One/bulkhead-baseline.json now records 1 finding
        bulkhead: packages/Two/bulkhead-baseline.json now records 1 finding

        """)
    #expect(Run("check", in: folder).code == .success)
  }

  @Test func `a baseline can be elsewhere, and must then be there`() throws {
    let folder = try SampleRepository.make()
    #expect(Run("check", "--write-baseline", "--baseline", "known.json", in: folder).code == .success)
    #expect(Run("check", "--baseline", "known.json", in: folder).code == .success)
    #expect(Run("check", in: folder).code == .findings)
    #expect(Run("check", "--baseline", "missing.json", in: folder).code == .failure)
  }

  @Test func `a broken baseline is told by line and column`() throws {
    let folder = try SampleRepository.make()
    try folder.write("{ \"version\": 1, \"entrys\": [] }", to: Self.file)
    let run = Run("check", in: folder)
    #expect(run.code == .failure)
    #expect(run.diagnostics.hasPrefix("bulkhead-baseline.json:1:17: unknown key \"entrys\""))
  }

  @Test func `writing and shrinking exclude each other`() throws {
    let folder = try SampleRepository.make()
    let both = Run("check", "--write-baseline", "--shrink-baseline", in: folder)
    #expect(both.code == .failure)
    #expect(both.diagnostics.hasPrefix("bulkhead: --write-baseline and --shrink-baseline exclude each other\n"))
    #expect(Run("check", "--write-baseline=per-package", "--baseline", "x", in: folder).code == .failure)
  }
}
