import Calendar
import CommandLine
import ServiceDescription
import SwiftImports
import YAML

extension Invariant {
  static let graceExceedsDrain = Invariant(
    id: "GRACE_EXCEEDS_DRAIN",
    summary: "Compose and Kubernetes give each service more time to stop than SHUTDOWN_DELAY and SHUTDOWN_TIMEOUT take together.",
    reason: "When the grace period ends first the process is killed in the middle of its work, at every deployment.",
    remedy: "Raise stop_grace_period or terminationGracePeriodSeconds, or lower SHUTDOWN_DELAY or SHUTDOWN_TIMEOUT there.",
    breaches: { subject in
      try subject.services.flatMap { service in try composeBreaches(service, subject) + kubernetesBreaches(service, subject) }
    })

  private static func composeBreaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    try subject.composeServices(of: service).compactMap { composed in
      let drain = try drain(of: service, subject, composed.path, composed.position) { composed.environment($0) }
      let entry = composed.value.entry("stop_grace_period")
      let place = entry.map { SourcePosition($0.keyPosition) } ?? composed.position
      guard let text = entry?.value.text else {
        // What compose gives where nothing is said.
        return drain < .seconds(10)
          ? nil : Breach(composed.path, place, "\(service.name) has no stop_grace_period, so 10 s, but drains for \(seconds(drain)).")
      }
      guard let grace = duration(text) else {
        throw Failure(placed: "\(composed.path):\(place.line):\(place.column): stop_grace_period is no duration such as 45s: \(text)")
      }
      if grace > drain { return nil }
      return Breach(composed.path, place, "\(service.name) has \(text) to stop, but drains for \(seconds(drain)).")
    }
  }

  private static func kubernetesBreaches(_ service: AuditedService, _ subject: AuditSubject) throws -> [Breach] {
    try subject.workloads(of: service).compactMap { workload in
      let entry = workload.pod.entry("terminationGracePeriodSeconds")
      // A patch that says nothing of it.
      let changesDrain = ["SHUTDOWN_DELAY", "SHUTDOWN_TIMEOUT"].contains { workload.environment($0) != nil }
      if entry == nil, !workload.isWhole, !changesDrain { return nil }
      let drain = try drain(of: service, subject, workload.path, workload.position) { workload.environment($0) }
      let place = entry.map { SourcePosition($0.keyPosition) } ?? workload.position
      let grace = entry?.value.int ?? 30
      if .seconds(grace) > drain { return nil }
      let given = entry == nil ? "has no terminationGracePeriodSeconds, so 30 s" : "has \(grace) s to stop"
      return Breach(workload.path, place, "\(service.name) \(given), but drains for \(seconds(drain)).")
    }
  }

  /// The time that draining takes at most: as set there, else in the image, else by default.
  private static func drain(
    of service: AuditedService, _ subject: AuditSubject, _ path: String, _ place: SourcePosition, _ given: (String) -> String?
  ) throws -> Duration {
    let image = try subject.dockerfile(of: service)
    let settings = try subject.settings(of: service)
    return try [("SHUTDOWN_DELAY", "0s"), ("SHUTDOWN_TIMEOUT", "30s")].reduce(.zero) { sum, setting in
      let (key, usual) = setting
      let text = given(key) ?? image?.environment(key) ?? settings?[key]?.defaultValue ?? usual
      // A variable of compose counts as its default.
      guard let value = duration(ShellVariables.substituted(text, [:])) else {
        throw Failure(placed: "\(path):\(place.line):\(place.column): \(key) of \(service.name) is no duration such as 30s: \(text)")
      }
      return sum + value
    }
  }

  /// `nil` for what is none, or longer than a year.
  private static func duration(_ text: String) -> Duration? {
    DurationText.parse(text).flatMap { $0 <= .seconds(366 * 24 * 3600) ? $0 : nil }
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = Int(duration / .milliseconds(1))
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
