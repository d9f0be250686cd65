import SwiftImports

/// Words by which code reads the environment or handles signals of the process that it is part of.
enum ProcessAccess {
  enum Kind: String {
    case environment = "reads the environment"
    case signals = "handles signals"
  }

  struct Use {
    var token: SwiftToken
    var kind: Kind
    /// As it is written: `ThisProcess.environment`.
    var text: String
  }

  private static let environment: Set<String> = [
    "getenv", "secure_getenv", "setenv", "unsetenv", "putenv", "clearenv", "environ", "_NSGetEnviron", "ProcessInfo", "NSProcessInfo",
  ]
  private static let signals: Set<String> = [
    "sigaction", "signalfd", "sigprocmask", "pthread_sigmask", "sigwait", "sigwaitinfo", "sigtimedwait", "sigsuspend", "sigvec", "bsd_signal",
    "makeSignalSource", "EVFILT_SIGNAL",
  ]
  /// What `Platform` offers in their place. It may call the system; who uses these does the same as who calls it.
  static let wrappers: [(type: String, members: Set<String>?, kind: Kind)] = [
    ("ThisProcess", ["environment"], .environment),
    ("CommandLine", ["arguments", "argc", "unsafeArgv"], .environment),
    ("ThisProcess", ["ignoreBrokenPipes"], .signals),
    ("Signals", ["holdTermination", "awaitTermination", "onTermination"], .signals),
  ]

  /// The uses in a file, in order.
  static func uses(in tokens: [SwiftToken], of kinds: Set<Kind> = [.environment, .signals]) -> [Use] {
    tokens.indices.compactMap { index in use(at: index, tokens) }.filter { kinds.contains($0.kind) }
  }

  private static func use(at index: Int, _ tokens: [SwiftToken]) -> Use? {
    guard let word = tokens[index].word else { return nil }
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let before = index > 0 ? tokens[index - 1] : nil
    if environment.contains(word) || signals.contains(word) {
      // A label, a member of something else, or a declaration of that name.
      let isLabel = next?.isSign(":") == true && (before?.isSign("(") == true || before?.isSign(",") == true)
      let isDeclared = before?.word.map { ["func", "var", "let", "case"].contains($0) } ?? false
      if isLabel || isDeclared || (word != "makeSignalSource" && isForeignMember(index, tokens)) { return nil }
      return Use(token: tokens[index], kind: environment.contains(word) ? .environment : .signals, text: word)
    }
    if word == "signal", next?.isSign("(") == true, before?.word != "func", before?.word != "case", !isForeignMember(index, tokens) {
      return Use(token: tokens[index], kind: .signals, text: word)
    }
    guard let wrapper = wrappers.first(where: { wrapper in wrapper.type == word && isMember(of: wrapper.members, index, tokens) }) else { return nil }
    return Use(token: tokens[index], kind: wrapper.kind, text: "\(word).\(tokens[index + 2].word ?? "")")
  }

  private static func isMember(of names: Set<String>?, _ index: Int, _ tokens: [SwiftToken]) -> Bool {
    guard index + 2 < tokens.count, tokens[index + 1].isSign("."), let name = tokens[index + 2].word else { return false }
    return names?.contains(name) ?? true
  }

  /// Whether a dot stands before it that does not come after the C library's name.
  private static func isForeignMember(_ index: Int, _ tokens: [SwiftToken]) -> Bool {
    guard index > 0, tokens[index - 1].isSign(".") else { return false }
    return index < 2 || !["Glibc", "Darwin", "Musl", "Foundation", "FoundationEssentials"].contains(tokens[index - 2].word)
  }
}
