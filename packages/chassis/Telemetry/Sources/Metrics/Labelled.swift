/// A metric with labels: one counted separately for each set of their values.
///
/// ```swift
/// let jobs = metrics.counter("jobs", help: "Jobs that ended.", labels: ["queue", "outcome"])
/// let done = jobs.with(["mail", "done"])    // look it up once
/// done.increment()                          // and use it often
/// ```
///
/// Each family keeps a limited number of sets. Further ones are counted in one series whose values are all `_overflow`, and in
/// `metrics_label_sets_refused_total`.
public struct Labelled<Metric: Sendable>: Sendable {
  let family: MetricFamily
  let make: @Sendable (MetricSeries) -> Metric

  /// Returns the metric for the values, in the order in which the labels were declared. The look-up takes a lock and may allocate.
  public func with(_ values: [String]) -> Metric { make(family.series(values)) }
}
