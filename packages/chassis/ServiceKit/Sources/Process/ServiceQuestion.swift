/// Something that a service answers on its command line instead of running: `scheduler-worker --preview=5`.
public struct ServiceQuestion<Settings: ServiceSettings>: Sendable {
  /// With its dashes: `--preview`.
  let option: String
  /// What may stand behind an equals sign, as the usage names it; `nil` where nothing may.
  let argument: String?
  let help: String
  let answer: @Sendable (Settings, String?) -> String?

  /// - Parameters:
  ///   - option: `--` and lower-case words joined by hyphens.
  ///   - argument: a name for what may follow after `=`, such as `N`.
  ///   - answer: makes the text to print, of settings that hold; `nil` for an argument that it does not understand.
  public init(_ option: String, argument: String? = nil, help: String, answer: @escaping @Sendable (Settings, String?) -> String?) {
    self.option = option
    self.argument = argument
    self.help = help
    self.answer = answer
  }

  /// As the usage shows it: `--preview[=N]`.
  var form: String { option + (argument.map { "[=\($0)]" } ?? "") }

  /// The argument, if that is what is asked.
  func matches(_ text: String) -> (isAsked: Bool, argument: String?) {
    if text == option { return (true, nil) }
    guard argument != nil, text.hasPrefix(option + "=") else { return (false, nil) }
    return (true, String(text.dropFirst(option.count + 1)))
  }
}
