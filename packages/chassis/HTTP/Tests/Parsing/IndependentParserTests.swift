import Platform
import TestSupport
import Testing

@testable import HTTP

/// What a parser that others have written makes of the same bytes.
@Suite(.blocking) struct IndependentParserTests {
  /// A line per message: method, target, body, and how many bytes there are in all, or why there is none.
  private static let script = """
    import h11, sys
    for line in open(sys.argv[1]):
        data = bytes.fromhex(line)
        connection = h11.Connection(h11.SERVER)
        try:
            connection.receive_data(data)
            request = connection.next_event()
            body = b''
            while type(event := connection.next_event()) is h11.Data:
                body += event.data
            if type(event) is h11.EndOfMessage:
                print(request.method.hex(), request.target.hex(), body.hex() or '-', len(data) - len(connection.trailing_data[0]))
            else:
                print('incomplete')
        except h11.RemoteProtocolError:
            print('refused')
    """

  @Test func `h11 reads the same message, or none, wherever one is accepted`() throws {
    guard let python = Python.withPackages(for: "h11 reads the same message") else { return }
    var generator = SeededGenerator(for: "IndependentParserTests")
    let samples = AcceptedRequest.all.map { Array("\($0.raw)GET /next HTTP/1.1\r\n\r\n".utf8) }
    let mutated = (0..<20_000).map { _ in generator.mutated(samples.randomElement(using: &generator)!) }
    let accepted = (samples + mutated).compactMap { raw in message(raw).map { (raw: raw, message: $0) } }
    #expect(accepted.count > 1000)
    let folder = try TemporaryFolder()
    let file = try folder.write(accepted.map { hexadecimal($0.raw) + "\n" }.joined(), to: "requests")
    let outcome = try ChildProcess.run([python, "-c", Self.script, file], environment: Environment.forChildren)
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    try #require(answers.count == accepted.count, "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    var read = 0
    for (answer, (raw, message)) in zip(answers, accepted) where answer != ["refused"] {
      read += 1
      #expect(answer == message, "\(String(decoding: raw, as: UTF8.self).debugDescription)")
    }
    #expect(read > accepted.count / 2)
  }

  /// The first message, as the script has it; `nil` where there is none, or not all of it.
  private func message(_ raw: [UInt8]) -> [String]? {
    guard let parsed = try? parseHead(raw) else { return nil }
    let rest = Array(raw[parsed.length...])
    let body: [UInt8]
    var length = parsed.length
    switch parsed.head.framing {
    case .length(let count):
      if count > rest.count { return nil }
      body = Array(rest[..<count])
      length += count
    case .chunked:
      guard let decoded = try? decodeChunks(rest), decoded.isComplete else { return nil }
      body = decoded.bytes
      length += decoded.consumed
    case .none, .untilClose: body = []
    }
    // As sent, which of an absolute target is more than path and query.
    let line = String(decoding: raw, as: UTF8.self).drop { $0 == "\r\n" }
    guard let target = line.split(separator: " ").dropFirst().first else { return nil }
    let text = [parsed.method.name, String(target)].map { hexadecimal(Array($0.utf8)) }
    return text + [body.isEmpty ? "-" : hexadecimal(body), "\(length)"]
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
