import Platform

/// Python as the independent side of a test: an oracle, or a client. It is never needed to build or to run.
public enum Python {
  /// Returns the interpreter of the environment that `make test` prepares, which has the packages of `requirements-test.txt`; `nil`, with a
  /// notice printed, where there is none.
  public static func withPackages(for test: String) -> String? {
    if let path = Environment["BULKHEAD_TEST_PYTHON"], (try? File.status(path)) != nil { return path }
    print("\(test): skipped, it needs the Python environment that `make test` prepares")
    return nil
  }

  /// Returns any Python 3, for its standard library alone; `nil`, with a notice printed, where there is none.
  public static func withoutPackages(for test: String) -> String? {
    if let path = Environment["BULKHEAD_TEST_PYTHON"], (try? File.status(path)) != nil { return path }
    if let outcome = try? ChildProcess.run(["python3", "--version"], environment: Environment.forChildren), outcome.ending == .exit(0) {
      return "python3"
    }
    print("\(test): skipped, python3 is not installed")
    return nil
  }
}
