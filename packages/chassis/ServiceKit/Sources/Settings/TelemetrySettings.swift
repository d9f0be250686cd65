import HTTP
import Telemetry

/// The standard `OTEL_*` settings of traces, and those alone: metrics are scraped, and logs are lines on standard output.
struct TelemetrySettings: Sendable {
  /// The full URL of the collector; `nil` where spans are not sent.
  let endpoint: HTTPURL?
  let headers: [(name: String, value: String)]
  let timeout: Duration
  let serviceName: String?
  let resource: [(name: String, value: String)]
  let sampler: Sampler
  let queueSize: Int
  let batchSize: Int
  let batchDelay: Duration
  /// The time for which a batch that cannot be sent is tried again.
  let exportTimeout: Duration

  init(from reader: inout SettingsReader) {
    let isDisabled = reader.bool("OTEL_SDK_DISABLED", "Switch traces off, whatever else is set.", default: false)
    let base = reader.optionalURL(
      "OTEL_EXPORTER_OTLP_ENDPOINT", "The OpenTelemetry collector that traces go to, OTLP over HTTP; without one they stay here.",
      example: "http://127.0.0.1:4318")
    let traces = reader.optionalURL(
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "The same for traces alone: the whole URL, nothing is added to it.",
      example: "http://127.0.0.1:4318/v1/traces")
    let general = Self.address(base.map { ($0.hasSuffix("/") ? $0 : $0 + "/") + "v1/traces" }, "OTEL_EXPORTER_OTLP_ENDPOINT", &reader)
    let own = Self.address(traces, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &reader)
    endpoint = isDisabled ? nil : own ?? general

    let generalHeaders = Self.headers("OTEL_EXPORTER_OTLP_HEADERS", "Header fields for the collector, name=value, separated by commas.", &reader)
    headers = Self.headers("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "The same for traces alone, in place of the others.", &reader) ?? generalHeaders ?? []
    let generalTimeout = reader.int(
      "OTEL_EXPORTER_OTLP_TIMEOUT", "The time for one batch to be sent, in milliseconds.", default: 10_000, in: 1...600_000)
    timeout = .milliseconds(
      reader.optionalInt("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "The same for traces alone.", in: 1...600_000, example: "10000") ?? generalTimeout)
    let protocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL"
    if reader.string(protocolKey, "The form in which traces are sent: http/json alone.", default: "http/json") != "http/json" {
      reader.reject(protocolKey, expected: "http/json, which every collector takes on its HTTP port")
    }
    serviceName = reader.optionalString("OTEL_SERVICE_NAME", "The service's name in traces; else its own.", example: "checkout")
    let resourceKey = "OTEL_RESOURCE_ATTRIBUTES"
    let resourceText = reader.optionalString(
      resourceKey, "What else traces say of the process, name=value, separated by commas.", example: "deployment.environment.name=staging")
    resource = resourceText.map { Self.pairs($0) ?? [] } ?? []
    let form = "name=value pairs separated by commas, percent-encoded"
    if resourceText != nil, resource.isEmpty { reader.reject(resourceKey, expected: form) }

    let name = reader.choice("OTEL_TRACES_SAMPLER", "Which traces are recorded.", of: Sampler.names, default: "parentbased_always_on")
    let ratioKey = "OTEL_TRACES_SAMPLER_ARG"
    let ratio = Double(reader.string(ratioKey, "The share of traces that a ratio sampler records, 0 to 1.", default: "1")) ?? .nan
    if !(0...1).contains(ratio) { reader.reject(ratioKey, expected: "a number from 0 to 1") }
    sampler = Sampler(name: name, ratio: ratio) ?? .parentBased(.alwaysOn)
    queueSize = reader.int(
      "OTEL_BSP_MAX_QUEUE_SIZE", "Spans that may wait to be sent; more are dropped and counted.", default: 2048, in: 1...1_000_000)
    batchSize = reader.int("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "Spans sent at a time, at most.", default: 512, in: 1...100_000)
    if batchSize > queueSize { reader.reject("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", expected: "no more than OTEL_BSP_MAX_QUEUE_SIZE (\(queueSize))") }
    batchDelay = .milliseconds(
      reader.int("OTEL_BSP_SCHEDULE_DELAY", "The longest a span waits for others to be sent with, in milliseconds.", default: 5000, in: 1...600_000))
    exportTimeout = .milliseconds(
      reader.int(
        "OTEL_BSP_EXPORT_TIMEOUT", "How long spans that the collector cannot take are offered again, in milliseconds.", default: 30_000,
        in: 0...600_000))
  }

  private static func address(_ text: String?, _ key: String, _ reader: inout SettingsReader) -> HTTPURL? {
    guard let text else { return nil }
    do { return try HTTPURL(text) } catch {
      reader.reject(key, expected: "the URL of a collector: \(error.reason)")
      return nil
    }
  }

  private static func headers(_ key: String, _ help: String, _ reader: inout SettingsReader) -> [(name: String, value: String)]? {
    guard let text = reader.optionalSecret(key, help) else { return nil }
    let pairs = pairs(text.value) ?? []
    if pairs.isEmpty || !pairs.allSatisfy({ Headers.isValid(name: $0.name) && Headers.isValid(value: $0.value) }) {
      reader.reject(key, expected: "name=value pairs separated by commas, percent-encoded")
    }
    return pairs
  }

  /// Reads `name=value` pairs between commas, values percent-decoded, as in W3C Baggage; `nil` where the text is not in that form.
  private static func pairs(_ text: String) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for part in text.utf8.split(separator: UInt8(ascii: ",")) {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let name = trimmed(part[..<equals])
      guard !name.isEmpty, let decoded = decoded(trimmed(part[part.index(after: equals)...])) else { return nil }
      pairs.append((String(decoding: name, as: UTF8.self), decoded))
    }
    return pairs
  }

  private static func trimmed(_ text: Substring.UTF8View) -> [UInt8] {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    return text.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
  }

  private static func decoded(_ text: [UInt8]) -> String? {
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%") {
        let digits = text[(index + 1)...].prefix(2).map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 2, let high = digits[0], let low = digits[1] else { return nil }
        bytes.append(UInt8(high << 4 | low))
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
