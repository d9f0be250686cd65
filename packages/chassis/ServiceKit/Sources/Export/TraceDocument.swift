import JSON
import Telemetry

/// Spans as an `ExportTraceServiceRequest` in JSON (OTLP 1.9, "JSON Protobuf Encoding"): ids are hexadecimal, 64-bit numbers are strings,
/// enumerations are numbers.
struct TraceDocument {
  /// The resource attributes, which all spans share.
  let resource: [JSONValue]

  init(service: String, version: String, attributes: [(name: String, value: String)]) {
    let fixed: [(name: String, value: String)] = [
      ("service.name", service), ("service.version", version), ("telemetry.sdk.language", "swift"), ("telemetry.sdk.name", "bulkhead"),
    ]
    let names = fixed.map(\.name)
    // A version that was configured for traces counts more than the process's own; the name was settled before.
    let configured = attributes.filter { !names.contains($0.name) || $0.name == "service.version" }
    let kept = fixed.filter { entry in !configured.contains { $0.name == entry.name } }
    // No name may stand twice: of two that were configured, the last counts.
    let last = configured.enumerated().filter { place, entry in !configured[(place + 1)...].contains { $0.name == entry.name } }.map(\.element)
    resource = (kept + last).map { Self.attribute($0.name, .string($0.value)) }
  }

  func json(_ spans: [SpanData]) -> JSONValue {
    .object([
      .init(
        "resourceSpans",
        .array([
          .object([
            .init("resource", .object([.init("attributes", .array(resource))])),
            .init(
              "scopeSpans",
              .array([
                .object([.init("scope", .object([.init("name", "bulkhead")])), .init("spans", .array(spans.map(Self.span)))])
              ])),
          ])
        ]))
    ])
  }

  private static func span(_ span: SpanData) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("traceId", .string("\(span.context.traceID)")),
      .init("spanId", .string("\(span.context.spanID)")),
    ]
    if let state = span.context.tracestate { members.append(.init("traceState", .string(state))) }
    if let parent = span.parent { members.append(.init("parentSpanId", .string("\(parent)"))) }
    members += [
      // The lower 8 bits are the flags of the trace context.
      .init("flags", .number(span.context.isSampled ? 1 : 0)),
      .init("name", .string(span.name)),
      .init("kind", .number(span.kind.rawValue)),
      .init("startTimeUnixNano", .string("\(span.start)")),
      .init("endTimeUnixNano", .string("\(span.end)")),
      .init("attributes", .array(span.attributes.map { attribute($0.key, $0.value) })),
    ]
    if span.droppedAttributes > 0 { members.append(.init("droppedAttributesCount", .number(span.droppedAttributes))) }
    switch span.status {
    case .unset: break
    case .ok: members.append(.init("status", .object([.init("code", 1)])))
    case .error(let message): members.append(.init("status", .object([.init("message", .string(message)), .init("code", 2)])))
    }
    return .object(members)
  }

  private static func attribute(_ key: String, _ value: LogValue) -> JSONValue {
    .object([.init("key", .string(key)), .init("value", anyValue(value))])
  }

  /// Returns an `AnyValue`: an object whose one member names its kind.
  private static func anyValue(_ value: LogValue) -> JSONValue {
    switch value {
    case .string(let text): .object([.init("stringValue", .string(text))])
    case .int(let number): .object([.init("intValue", .string("\(number)"))])
    case .double(let number): .object([.init("doubleValue", double(number))])
    case .bool(let flag): .object([.init("boolValue", .bool(flag))])
    case .list(let values): .object([.init("arrayValue", .object([.init("values", .array(values.map(anyValue)))]))])
    case .fields(let fields):
      .object([.init("kvlistValue", .object([.init("values", .array(fields.all.map { attribute($0.key, $0.value) }))]))])
    case .null: .object([])
    }
  }

  /// Returns a number; those that JSON cannot write are words, as in Protobuf's JSON mapping.
  private static func double(_ number: Double) -> JSONValue {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number > 0 ? "Infinity" : "-Infinity" }
    return .number(number)
  }
}
