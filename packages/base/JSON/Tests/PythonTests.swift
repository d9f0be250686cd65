import JSON
import Platform
import TestSupport
import Testing

/// The same texts, read by a parser that shares nothing with this one.
@Suite(.blocking) struct PythonTests {
  /// Answers the texts in the file it is given, one a line in hexadecimal: each as Python writes it, or `refused`.
  private static let oracle = """
    import json, sys

    def refuse(word):
        raise ValueError(word)

    def unique(members):
        if len(dict(members)) != len(members):
            raise ValueError("a key stands twice")
        return dict(members)

    for line in open(sys.argv[1]):
        try:
            text = bytes.fromhex(line.strip()).decode("utf-8").removeprefix("\\ufeff")
            value = json.loads(text, parse_constant=refuse, parse_int=str, parse_float=str, object_pairs_hook=unique)
            answer = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            answer.encode("utf-8")
            print(answer.encode("utf-8").hex())
        except (ValueError, RecursionError):
            print("refused")
    """

  @Test func `Python reads and refuses the same texts`() throws {
    guard let python = Python.withoutPackages(for: "Python reads and refuses the same texts") else { return }
    var generator = SeededGenerator(for: "Python reads and refuses the same texts")
    let texts = (0..<4000).map { round in
      let text = generator.jsonValue(depth: 4).encoded(round % 2 == 0 ? .compact : .indented)
      return round % 8 == 0 ? text : generator.mutated(text)
    }
    let folder = try TemporaryFolder()
    let script = try folder.write(Self.oracle, to: "oracle.py")
    let list = try folder.write(texts.map { hexadecimal($0) + "\n" }.joined(), to: "texts")
    let outcome = try ChildProcess.run([python, script, list], environment: Environment.forChildren + ["PYTHONIOENCODING=utf-8"])
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    try #require(answers.count == texts.count)
    for (text, answer) in zip(texts, answers) {
      let mine = (try? JSONValue(parsing: text)).map { hexadecimal(pythonForm($0).encoded(.compact)) } ?? "refused"
      try #require(mine == answer, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  /// The oracle keeps numbers as strings, so that neither side rounds.
  private func pythonForm(_ value: JSONValue) -> JSONValue {
    switch value.content {
    case .number(let text): .string(text)
    case .array(let elements): .array(elements.map(pythonForm))
    case .object(let members): .object(members.map { .init($0.key, pythonForm($0.value)) })
    default: value
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
