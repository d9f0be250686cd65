/// An option of a service's own, which it answers instead of running: `scheduler-worker --preview=5`, `ledger --migrate`.
public struct ServiceOption<Settings: ServiceSettings>: Sendable {
  /// The option with its dashes: `--preview`.
  let option: String
  /// The name in the usage text for the argument behind an equals sign; `nil` where the option takes none.
  let argument: String?
  let help: String
  let answer: @Sendable (Settings, String?) async throws -> String?

  /// Creates an option.
  ///
  /// - Parameters:
  ///   - option: `--` and lower-case words joined by hyphens.
  ///   - argument: The name of an optional argument after `=`, such as `N`.
  ///   - help: What the option does, for the usage text.
  ///   - answer: Returns the text to print, from valid settings; `nil` for an argument that it does not understand. It is called on an event
  ///     loop; an error is printed, and the exit status is 1.
  public init(_ option: String, argument: String? = nil, help: String, answer: @escaping @Sendable (Settings, String?) async throws -> String?) {
    self.option = option
    self.argument = argument
    self.help = help
    self.answer = answer
  }

  /// The option as the usage text shows it: `--preview[=N]`.
  var form: String { option + (argument.map { "[=\($0)]" } ?? "") }

  /// Returns whether the command-line argument is this option, and its argument.
  func matches(_ text: String) -> (isAsked: Bool, argument: String?) {
    if text == option { return (true, nil) }
    guard argument != nil, text.hasPrefix(option + "=") else { return (false, nil) }
    return (true, String(text.dropFirst(option.count + 1)))
  }
}
