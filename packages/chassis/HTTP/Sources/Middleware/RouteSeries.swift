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
    let series = InlineArray<100, Once<Series>> { _ in Once() }
  }

  private let durations: Labelled<Histogram>
  private let route: String
  private let pages = InlineArray<50, Once<Page>> { _ in Once() }

  init(_ durations: Labelled<Histogram>, route: String) {
    self.durations = durations
    self.route = route
  }

  func histogram(_ method: Method, _ status: Status) -> Histogram {
    let place = method.number * 5 + (status.code / 100 - 1)
    let page = pages[place].value ?? pages[place].set(Page())
    if let series = page.series[status.code % 100].value { return series.histogram }
    let found = durations.with([method.number < 9 ? method.name : "_OTHER", route, "\(status.code)"])
    return page.series[status.code % 100].set(Series(found)).histogram
  }
}

/// A reference that is set once and then stays. The standard library's `AtomicLazyReference` is not compiled for its type here, and
/// looks that type up each time.
private struct Once<Object: AnyObject & Sendable>: ~Copyable, @unchecked Sendable {
  private let pointer = Atomic<UnsafeRawPointer?>(nil)

  deinit {
    if let pointer = pointer.load(ordering: .acquiring) { Unmanaged<Object>.fromOpaque(pointer).release() }
  }

  @inline(__always) var value: Object? {
    guard let pointer = pointer.load(ordering: .acquiring) else { return nil }
    return Unmanaged<Object>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Sets it, unless another thread has: then it gives what that one set.
  func set(_ object: Object) -> Object {
    let new = Unmanaged.passRetained(object)
    let (isSet, found) = pointer.compareExchange(expected: nil, desired: UnsafeRawPointer(new.toOpaque()), ordering: .acquiringAndReleasing)
    guard !isSet, let found else { return object }
    new.release()
    return Unmanaged<Object>.fromOpaque(found).takeUnretainedValue()
  }
}
