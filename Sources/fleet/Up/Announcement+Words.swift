import CommandLine

extension Supervisor.Announcement {
  /// What the user reads.
  ///
  /// - Parameter lastAnswer: what a process said last when it was asked whether it is ready.
  func words(_ style: Style, lastAnswer: (String) -> String?) -> String {
    func why(_ name: String) -> String { lastAnswer(name).map { ": \($0)" } ?? "" }
    switch self {
    case .ready(let name, let time): return "\(name) is ready after \(time.inWords)"
    case .waiting(let name, _): return "waiting for \(name) to be ready\(why(name))"
    case .late(let name, let limit):
      return style.red("\(name) is not ready after \(limit.inWords)") + "\(why(name)). It goes on, and is told of when it becomes ready"
    case .ended(let name, let ending, let lastLines):
      let head = style.red("\(name) \(ending.words)")
      if lastLines.isEmpty { return head + "; it wrote nothing" }
      return head + "; its last lines:\n" + lastLines.map { "    \($0)" }.joined(separator: "\n")
    case .cannotStart(let name, let needs): return style.red("\(name) is not started") + ": it needs \(needs.joined(separator: ", "))"
    case .stopping: return "stopping; once more to kill at once"
    case .killed(let name, let time): return style.red("\(name) has not ended within \(time.inWords)") + " and is killed"
    }
  }
}
