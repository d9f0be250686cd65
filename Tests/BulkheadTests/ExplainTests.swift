import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct ExplainTests {
  @Test func `without an id the rules are listed`() throws {
    let run = Run("explain", in: try SampleRepository.make())
    #expect(run.code == .success)
    #expect(
      run.output == """
        app-through-kit (forbid; arch-rules.json:9)
          Kit is the way to Core.
        core-knows-nobody (forbid; arch-rules.json:10)
          Core is the lowest.

        """)
  }

  @Test func `a rule is explained with its members and its reason`() throws {
    let run = Run("explain", "app-through-kit", in: try SampleRepository.make())
    #expect(run.code == .success)
    for words in ["app-through-kit", "Sources/App", "App", "Kit is the way to Core.", "arch-rules.json:9:5"] { #expect(run.output.contains(words)) }
  }

  @Test func `a built-in check needs no rules`() throws {
    let run = Run("explain", "bulkhead/stale-baseline", in: try TemporaryFolder())
    #expect(run.code == .success)
    #expect(run.output.hasPrefix("bulkhead/stale-baseline: built in"))
  }

  @Test func `an unknown rule is answered with the nearest`() throws {
    let run = Run("explain", "app-thru-kit", in: try SampleRepository.make())
    #expect(run.code == .failure)
    #expect(run.diagnostics == "bulkhead: arch-rules.json has no rule 'app-thru-kit', and no module has that name; did you mean 'app-through-kit'?\n")
  }
}
