import Platform

/// The environment that the tests run in.
public enum Environment {
  /// The variable's value, or `nil` where it is unset or empty.
  public static subscript(name: String) -> String? {
    guard let value = ThisProcess.environment[name], !value.isEmpty else { return nil }
    return value
  }

  /// What a child process needs to find programs and a place for its caches, and nothing that would change what they answer.
  public static var forChildren: [String] {
    ["PATH", "HOME", "TMPDIR"].compactMap { name in self[name].map { "\(name)=\($0)" } } + ["LC_ALL=C.UTF-8"]
  }
}
