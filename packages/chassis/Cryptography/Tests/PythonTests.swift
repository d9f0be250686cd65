import Cryptography
import Platform
import TestSupport
import Testing

/// The same functions of Python's own library, on random inputs.
@Suite(.blocking) struct PythonTests {
  /// Answers each line of the file it is given, two byte strings in hexadecimal.
  private static let oracle = """
    import base64, hashlib, hmac, sys

    for line in open(sys.argv[1]):
        first, second = [bytes.fromhex(word) for word in line.rstrip("\\n").split(" ")]
        print(hashlib.sha256(first).hexdigest(), hmac.new(first, second, "sha256").hexdigest(),
              hashlib.pbkdf2_hmac("sha256", first, second, 1 + len(first) % 5, 1 + len(second) % 100).hex(),
              base64.b64encode(first).decode() or "-", base64.urlsafe_b64encode(first).decode().rstrip("=") or "-")
    """

  @Test func `Python finds the same digests, tags, keys and texts`() throws {
    guard let python = Python.withoutPackages(for: "Python finds the same digests, tags, keys and texts") else { return }
    var generator = SeededGenerator(for: "Python finds the same digests, tags, keys and texts")
    let inputs = (0..<400).map { _ in (generator.bytes(upTo: 300), generator.bytes(upTo: 200)) }
    let folder = try TemporaryFolder()
    let script = try folder.write(Self.oracle, to: "oracle.py")
    let list = try folder.write(
      inputs.map { "\(Hexadecimal.encode($0)) \(Hexadecimal.encode($1))\n" }.joined(), to: "inputs")
    let outcome = try ChildProcess.run([python, script, list], environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(answers.count == inputs.count)
    for ((first, second), answer) in zip(inputs, answers) {
      let key = PBKDF2.deriveKey(password: first, salt: second, iterations: 1 + first.count % 5, length: 1 + second.count % 100)
      let texts = [Base64.standard.encode(first), Base64.url.encode(first)].map { $0.isEmpty ? "-" : $0 }
      let mine = [SHA256.digest(of: first), HMACSHA256(key: first).tag(of: second), key].map { Hexadecimal.encode($0) } + texts
      try #require(mine.joined(separator: " ") == answer)
    }
  }
}
