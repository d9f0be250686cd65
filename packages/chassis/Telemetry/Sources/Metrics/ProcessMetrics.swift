import Platform
import Synchronization

/// The metrics of the process's own resources, under the names that Prometheus's libraries use. Where the system does not report them (it
/// has no `/proc`), they are left out.
public enum ProcessMetrics {
  /// Registers the metrics.
  public static func register(in metrics: Metrics) {
    let recent = RecentResources()
    metrics.counter("process_cpu_seconds", help: "Processor time, in user and system mode.", unit: "seconds") { recent.value?.cpuSeconds }
    metrics.gauge("process_resident_memory_bytes", help: "Memory in use.", unit: "bytes") { recent.value.map { Double($0.residentBytes) } }
    metrics.gauge("process_virtual_memory_bytes", help: "Memory that is addressed.", unit: "bytes") {
      recent.value.map { Double($0.virtualBytes) }
    }
    metrics.gauge("process_start_time_seconds", help: "When the process began, since 1970.", unit: "seconds") { recent.value?.startTime }
    metrics.gauge("process_threads", help: "Threads of the process.") { recent.value.map { Double($0.threads) } }
    metrics.gauge("process_open_fds", help: "Open file descriptors.") { ThisProcess.openDescriptorCount().map(Double.init) }
    metrics.gauge("process_max_fds", help: "How many file descriptors may be open.") {
      let limit = ThisProcess.openFileLimit
      return limit == .max ? nil : Double(limit)
    }
  }
}

/// A cache of the system's answer for all metrics of one page.
private final class RecentResources: Sendable {
  private struct Answer {
    var time = Int.min
    var resources: ThisProcess.Resources?
  }

  private let answer = Mutex(Answer())
  private static let freshNanoseconds = 50_000_000

  var value: ThisProcess.Resources? {
    answer.withLock { answer in
      let now = Clocks.monotonic
      if answer.time == .min || now - answer.time > Self.freshNanoseconds { answer = Answer(time: now, resources: ThisProcess.resources()) }
      return answer.resources
    }
  }
}
