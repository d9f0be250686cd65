/// The decision which traces are recorded.
public struct Sampler: Sendable, Equatable {
  enum Root: Sendable, Equatable {
    case always, never
    /// A share of traces, chosen by their ids: every process with the same share chooses the same traces.
    case ratio(Double)
  }

  let root: Root
  /// Whether the caller's decision counts, where there is a caller.
  let isParentBased: Bool

  /// The sampler that records every trace.
  public static let alwaysOn = Sampler(root: .always, isParentBased: false)
  /// The sampler that records no trace.
  public static let alwaysOff = Sampler(root: .never, isParentBased: false)
  /// Returns a sampler that records a share of traces.
  ///
  /// - Parameter ratio: The share, from 0 to 1; numbers beyond count as the nearest of these.
  public static func traceIDRatio(_ ratio: Double) -> Sampler { Sampler(root: .ratio(ratio), isParentBased: false) }
  /// Returns a sampler that follows the caller's decision, and `root` where there is no caller.
  public static func parentBased(_ root: Sampler) -> Sampler { Sampler(root: root.root, isParentBased: true) }

  /// The names that `OTEL_TRACES_SAMPLER` may have.
  public static let names = [
    "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio",
  ]

  /// Creates the sampler that `OTEL_TRACES_SAMPLER` names; `nil` if it is none of `names`.
  ///
  /// - Parameter ratio: The number in `OTEL_TRACES_SAMPLER_ARG`, which only the ratio samplers use.
  public init?(name: String, ratio: Double = 1) {
    switch name {
    case "always_on": self = .alwaysOn
    case "always_off": self = .alwaysOff
    case "traceidratio": self = .traceIDRatio(ratio)
    case "parentbased_always_on": self = .parentBased(.alwaysOn)
    case "parentbased_always_off": self = .parentBased(.alwaysOff)
    case "parentbased_traceidratio": self = .parentBased(.traceIDRatio(ratio))
    default: return nil
    }
  }

  private init(root: Root, isParentBased: Bool) {
    self.root = root
    self.isParentBased = isParentBased
  }

  func samples(_ traceID: TraceID, parent: TraceContext?) -> Bool {
    if isParentBased, let parent { return parent.isSampled }
    switch root {
    case .always: return true
    case .never: return false
    case .ratio(let ratio):
      // The lower half of the id as a number of 63 bits, as OpenTelemetry's libraries compare it.
      if ratio >= 1 { return true }
      return ratio > 0 && traceID.low >> 1 < UInt64(ratio * 0x1p63)
    }
  }
}
