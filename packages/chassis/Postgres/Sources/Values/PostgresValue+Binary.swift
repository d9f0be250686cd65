import JSON

extension PostgresValue {
  /// Whether the value is sent in the type's binary form. Any other is sent as text, which the server reads, or refuses, as the type.
  func hasBinaryForm(of type: PostgresType) -> Bool {
    switch (self, type) {
    case (.null, _): true
    case (.bool, .bool), (.float, .float4), (.float, .float8), (.double, .float8), (.bytes, .bytea), (.numeric, .numeric), (.uuid, .uuid): true
    case (.date, .date), (.timestamp, .timestamp), (.timestamptz, .timestamptz), (.interval, .interval): true
    case (.int, .int8): true
    case (.int(let number), .int4): Int32(exactly: number) != nil
    case (.int(let number), .int2): Int16(exactly: number) != nil
    case (.text, .text), (.text, .varchar), (.text, .bpchar): true
    case (.json, .json), (.json, .jsonb), (.json, .text): true
    case (.array(let elements), _):
      if let element = type.element { elements.allSatisfy { !$0.isArray && $0.hasBinaryForm(of: element) } } else { false }
    default: false
    }
  }

  /// Appends the binary form. There must be one.
  func appendBinary(to output: OutputBuffer, _ type: PostgresType) {
    switch self {
    case .null: break
    case .bool(let value): output.append(UInt8(value ? 1 : 0))
    case .int(let number):
      switch type {
      case .int2: output.append(Int16(truncatingIfNeeded: number))
      case .int4: output.append(Int32(truncatingIfNeeded: number))
      default: output.append(number)
      }
    case .float(let number): if type == .float8 { output.append(Double(number).bitPattern) } else { output.append(number.bitPattern) }
    case .double(let number): output.append(number.bitPattern)
    case .text(let text): output.append(text)
    case .json(let text):
      if type == .jsonb { output.append(JSONValue.binaryVersion) }
      output.append(text)
    case .bytes(let bytes): output.append(bytes)
    case .numeric(let number): number.append(to: output)
    case .uuid(let uuid):
      output.append(uuid.high)
      output.append(uuid.low)
    case .date(let date): output.append(date.days)
    case .timestamp(let timestamp): output.append(timestamp.microseconds)
    case .timestamptz(let timestamp): output.append(timestamp.microseconds)
    case .interval(let interval):
      output.append(interval.microseconds)
      output.append(interval.days)
      output.append(interval.months)
    case .array(let elements): appendArray(elements, to: output, type.element ?? .text)
    }
  }

  private var isArray: Bool { if case .array = self { true } else { false } }

  private func appendArray(_ elements: [PostgresValue], to output: OutputBuffer, _ type: PostgresType) {
    output.append(Int32(elements.isEmpty ? 0 : 1))
    output.append(Int32(elements.contains(.null) ? 1 : 0))
    output.append(type.rawValue)
    if elements.isEmpty { return }
    output.append(UInt32(truncatingIfNeeded: elements.count))
    // The number of the first element.
    output.append(Int32(1))
    for element in elements { output.value(element, type) }
  }
}
