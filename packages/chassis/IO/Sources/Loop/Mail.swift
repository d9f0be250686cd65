/// What other threads have for a loop to run.
struct Mail {
  var jobs: [UnownedJob] = []
  var calls: [@Sendable () -> Void] = []
  var isStopRequested = false
  /// Nobody takes the mail any more.
  var isEnded = false
}
