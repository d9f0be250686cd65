import Platform

/// The environment of the tests.
public enum Environment {
  /// Returns the variable's value, or `nil` where it is unset or empty.
  public static subscript(name: String) -> String? {
    guard let value = ThisProcess.environment[name], !value.isEmpty else { return nil }
    return value
  }

  /// The environment of child processes, as `KEY=VALUE` strings: what they need to find programs and a place for caches, and nothing that
  /// would change their answers.
  public static var forChildren: [String] {
    ["PATH", "HOME", "TMPDIR"].compactMap { name in self[name].map { "\(name)=\($0)" } } + ["LC_ALL=C.UTF-8"]
  }
}
