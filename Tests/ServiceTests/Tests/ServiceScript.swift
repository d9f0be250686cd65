import Platform
import TestSupport

/// Runs a process of the chassis under a shell that does to it what an operator or an orchestrator would.
///
/// The script finds the program in `$P`, a file for its log in `$L` and one for its standard error in `$E`, and these:
/// `begin` starts the program behind the script's back, `begin_with N` does so with N open files allowed,
/// `await TEXT` waits until its log holds the text, `tell SIGNAL` sends it a signal,
/// and `finish` waits for its end and exits as it did.
struct ServiceScript {
  enum Program: String {
    case greeter = "Greeter"
    case trouble = "Trouble"
  }

  struct Outcome {
    /// As a shell says it: 128 and its number for a signal.
    let status: Int32?
    let log: String
    let errorOutput: String
    let duration: Duration
    /// What the script itself printed.
    let output: String

    /// Whether the log holds these texts, in this order.
    func says(_ texts: String...) -> Bool {
      var rest = log[...]
      for text in texts {
        guard let found = rest.firstPlace(of: text) else { return false }
        rest = rest[found...].dropFirst(text.count)
      }
      return true
    }
  }

  private static let prelude = """
    begin() { : >"$L"; "$P" "$@" >>"$L" 2>"$E" & pid=$!; }
    begin_with() { (ulimit -n $1; exec "$P") >>"$L" 2>"$E" & pid=$!; }
    await() {
      tries=0
      until grep -qF "$1" "$L"; do
        kill -0 $pid 2>/dev/null || { grep -qF "$1" "$L" && return; echo "it ended before it said $1"; exit 98; }
        tries=$((tries + 1))
        [ $tries -lt 6000 ] || { echo "it never said $1"; kill -9 $pid; exit 99; }
        sleep 0.01
      done
    }
    tell() { kill -s "$1" $pid; }
    finish() { wait $pid; exit $?; }

    """

  /// - Parameters:
  ///   - seconds: after so long all of it is killed.
  static func run(_ program: Program, _ settings: [String: String] = [:], seconds: Int = 120, _ script: String) async throws -> Outcome {
    let folder = try TemporaryFolder()
    let (log, errors) = ("\(folder.path)/log", "\(folder.path)/errors")
    for file in [log, errors] { try File.write([], to: file) }
    let environment =
      Environment.forChildren + ["P=\(Built.products)/\(program.rawValue)", "L=\(log)", "E=\(errors)", "SWIFT_BACKTRACE=enable=no"]
      + settings.merging(["PORT": "0", "HEALTH_PORT": "0"]) { set, _ in set }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let text = prelude + script
    // Not on a thread of Swift's pool, which has few.
    let outcome = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<ChildProcess.Outcome, any Error>) in
      do {
        try Threads.background {
          continuation.resume(with: Result { try ChildProcess.run(["sh", "-c", text], environment: environment, seconds: seconds) })
        }
      } catch { continuation.resume(throwing: error) }
    }
    var status: Int32?
    if case .exit(let code) = outcome.ending { status = code }
    return Outcome(
      status: status, log: String(decoding: try File.read(log), as: UTF8.self), errorOutput: String(decoding: try File.read(errors), as: UTF8.self),
      duration: outcome.duration, output: String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))
  }
}

/// What was built with these tests.
enum Built {
  static let root = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()

  /// Beside the bundle that these tests are in.
  static let products: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") }
    let parts = (bundle ?? "").split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    return folder ?? "\(root)/.build/debug"
  }()
}

extension Substring {
  func firstPlace(of text: String) -> Index? {
    indices.first { self[$0...].hasPrefix(text) }
  }
}
