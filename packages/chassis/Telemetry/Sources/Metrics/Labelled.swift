/// A metric that has labels: the same thing counted apart for each set of their values.
///
/// ```swift
/// let jobs = metrics.counter("jobs", help: "Jobs that ended.", labels: ["queue", "outcome"])
/// let done = jobs.with(["mail", "done"])    // look it up once
/// done.increment()                          // and use it often
/// ```
///
/// Each family keeps a limited number of sets. What comes beyond is counted in one series whose values are all `_overflow`, and
/// `metrics_label_sets_refused_total` says so.
public struct Labelled<Metric: Sendable>: Sendable {
  let family: MetricFamily
  let make: @Sendable (MetricSeries) -> Metric

  /// The metric for the values, in the order in which the labels were declared. Finding it takes a lock and may allocate.
  public func with(_ values: [String]) -> Metric { make(family.series(values)) }
}
