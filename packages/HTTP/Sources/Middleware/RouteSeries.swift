import Synchronization
import Telemetry

/// A route's histograms by method and status: each is looked up once, and then found without a lock or an allocation.
final class RouteSeries: Sendable {
  private final class Series: Sendable {
    let histogram: Histogram
    init(_ histogram: Histogram) { self.histogram = histogram }
  }

  /// Those of one method and one class of statuses.
  private final class Page: Sendable {
    let series = InlineArray<100, AtomicLazyReference<Series>> { _ in AtomicLazyReference() }
  }

  private let durations: Labelled<Histogram>
  private let route: String
  private let pages = InlineArray<50, AtomicLazyReference<Page>> { _ in AtomicLazyReference() }

  init(_ durations: Labelled<Histogram>, route: String) {
    self.durations = durations
    self.route = route
  }

  func histogram(_ method: Method, _ status: Status) -> Histogram {
    let place = method.number * 5 + (status.code / 100 - 1)
    let page = pages[place].load() ?? pages[place].storeIfNil(Page())
    if let series = page.series[status.code % 100].load() { return series.histogram }
    let found = durations.with([method.number < 9 ? method.name : "_OTHER", route, "\(status.code)"])
    return page.series[status.code % 100].storeIfNil(Series(found)).histogram
  }
}
