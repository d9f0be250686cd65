/// The best of several runs.
struct Best {
  private(set) var requestsPerSecond = 0.0
  /// Of the server's processor time.
  private(set) var requestsPerProcessorSecond = 0.0
  /// The part of a processor that the server had in use, in the run in which it had most.
  private(set) var use = 0.0
  /// In microseconds.
  private(set) var median = Double.infinity
  private(set) var percentile99 = Double.infinity

  /// - Parameter processorTime: what the server used meanwhile, in microseconds.
  mutating func add(_ figures: Load.Figures, processorTime: Double) {
    add(figures.requests, perSecond: figures.requestsPerSecond, processorTime: processorTime)
    median = min(median, figures.median)
    percentile99 = min(percentile99, figures.percentile99)
  }

  /// The same of what has no latencies.
  mutating func add(_ requests: Double, perSecond: Double, processorTime: Double) {
    requestsPerSecond = max(requestsPerSecond, perSecond)
    use = max(use, processorTime / 1e6 / (requests / perSecond))
    requestsPerProcessorSecond = max(requestsPerProcessorSecond, requests / max(processorTime, 1) * 1e6)
  }
}
