import CommandLine
import Testing

@Suite struct StyleTests {
  private func isColored(_ choice: String?, _ environment: [String: String] = [:], isTerminal: Bool = true) -> Bool {
    Style(choice: choice, isTerminal: isTerminal, environment: environment).isColored
  }

  @Test func `colours are for terminals that want them`() {
    #expect(isColored(nil))
    #expect(isColored("auto", ["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!isColored(nil, isTerminal: false))
    #expect(!isColored(nil, ["NO_COLOR": "1"]))
    #expect(!isColored(nil, ["TERM": "dumb"]))
  }

  @Test func `who asks for colours or for none gets it`() {
    #expect(isColored("always", ["NO_COLOR": "1"], isTerminal: false))
    #expect(!isColored("never"))
  }
}
