import Platform

/// Runs the services of a repository: `up` starts them, `verify` holds one to its contract.
@main
enum Main {
  static func main() {
    try? StandardStream.error.write("usage: fleet up | verify\n")
    ThisProcess.exit(2)
  }
}
