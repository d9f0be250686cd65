/// An option of a process's command line. Settings are not options: they come from the environment.
enum CommandLineOption: Equatable {
  case run, checkConfiguration, checkHealth, printEnvironment, printEnvironmentAsJSON, printOwnSettings, help, version

  /// Reads the arguments; `nil` where they are unknown, or more than one.
  init?(arguments: [String]) {
    switch arguments {
    case []: self = .run
    case ["--check-config"]: self = .checkConfiguration
    case ["--check-health"]: self = .checkHealth
    case ["--print-env"]: self = .printEnvironment
    case ["--print-env=json"]: self = .printEnvironmentAsJSON
    case ["--print-env=own"]: self = .printOwnSettings
    case ["--help"], ["-h"]: self = .help
    case ["--version"]: self = .version
    default: return nil
    }
  }

  /// Returns the usage text.
  ///
  /// - Parameter options: The service's own options, with what they do.
  static func usage(_ service: String, _ options: [(form: String, help: String)] = []) -> String {
    let own = options.map { option in
      "  \(option.form)" + String(repeating: " ", count: max(1, 18 - option.form.count)) + option.help + "\n"
    }
    return """
      usage: \(service) [--check-config | --check-health | --print-env[=json|=own]\(options.map { " | \($0.form)" }.joined()) | --help | --version]

        (nothing)         run until SIGTERM or SIGINT
        --check-config    check the settings in the environment, and exit 0 or 78
        --check-health    ask the process that runs with these settings whether it is ready, and exit 0 or 1
        --print-env       print every setting with its meaning, as an .env.example
        --print-env=json  print the same as data
        --print-env=own   print as data what not every process can be set to: settings.json
      \(own.joined())\
        --help            print this, and the settings
        --version         print the version

      Exit status: 0 ended as told; 1 failed, or work was cut off; 64 wrong usage; 78 wrong settings; 130 or 143 a second signal.

      """
  }
}
