import JSON
import Platform

extension Python {
  /// Returns what a script finds wrong with the cases: a line for each that it does not agree with, and its mistake where it did not come to
  /// its end.
  ///
  /// - Parameters:
  ///   - script: prints those lines. It has the cases as `cases`, a list made from JSON, and finds `json` and `sys` imported.
  ///   - python: the path of the interpreter.
  public static func disagreements(on cases: [JSONValue], by script: String, _ python: String) async throws -> [String] {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/cases.json"
    try File.write(JSONValue.array(cases).encoded(.compact), to: path)
    let program = "import json, sys\ncases = json.load(open(sys.argv[1]))\n\(script)\nprint('looked at', len(cases))"
    let outcome = try await onOwnThread { try ChildProcess.run([python, "-c", program, path], environment: Environment.forChildren) }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    // A script that ended early has not said that it agrees.
    if outcome.ending == .exit(0), lines.last == "looked at \(cases.count)" { return lines.dropLast() }
    return lines + ["\(outcome.ending): \(String(decoding: outcome.errorOutput, as: UTF8.self))"]
  }
}
