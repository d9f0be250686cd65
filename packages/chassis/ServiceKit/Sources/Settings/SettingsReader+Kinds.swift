import Addresses
import Calendar

extension SettingsReader {
  /// Reads a text, which must be set where there is no default.
  public mutating func string(_ key: String, _ help: String, default value: String? = nil, example: String? = nil) -> String {
    let setting = Setting(key: key, kind: .string, help: help, defaultValue: value, isRequired: value == nil, example: example)
    return read(setting) { $0 } ?? value ?? ""
  }

  /// Reads a text, which need not be set.
  public mutating func optionalString(_ key: String, _ help: String, example: String? = nil) -> String? {
    read(Setting(key: key, kind: .string, help: help, example: example)) { $0 }
  }

  /// Reads a text that must be set and is never shown; `KEY_FILE` may name a file that holds it instead.
  public mutating func secret(_ key: String, _ help: String) -> Secret {
    read(Setting(key: key, kind: .secret, help: help, isRequired: true)) { Secret($0) } ?? Secret("")
  }

  /// Reads a secret, which need not be set.
  public mutating func optionalSecret(_ key: String, _ help: String) -> Secret? {
    read(Setting(key: key, kind: .secret, help: help)) { Secret($0) }
  }

  /// Reads a whole number in a range.
  public mutating func int(
    _ key: String, _ help: String, default value: Int? = nil, in range: ClosedRange<Int> = 0...Int.max, example: String? = nil
  ) -> Int {
    precondition(value.map(range.contains) ?? true, "the default of \(key) is out of its range")
    let setting = Setting(
      key: key, kind: .integer, help: help, defaultValue: value.map { "\($0)" }, isRequired: value == nil, example: example,
      range: .init(least: "\(range.lowerBound)", most: "\(range.upperBound)"))
    return read(setting) { Self.integer($0).flatMap { range.contains($0) ? $0 : nil } } ?? value ?? range.lowerBound
  }

  /// Reads a whole number in a range, which need not be set.
  public mutating func optionalInt(_ key: String, _ help: String, in range: ClosedRange<Int> = 0...Int.max, example: String? = nil) -> Int? {
    let setting = Setting(
      key: key, kind: .integer, help: help, example: example, range: .init(least: "\(range.lowerBound)", most: "\(range.upperBound)"))
    return read(setting) { Self.integer($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// Reads `true`, `yes`, `on`, `1`, or `false`, `no`, `off`, `0`.
  public mutating func bool(_ key: String, _ help: String, default value: Bool) -> Bool {
    read(Setting(key: key, kind: .boolean, help: help, defaultValue: "\(value)")) { text in
      switch text.lowercased() {
      case "true", "yes", "on", "1": true
      case "false", "no", "off", "0": false
      default: nil
      }
    } ?? value
  }

  /// Reads a duration: whole numbers with units, `500ms`, `30s`, `5m`, `1h30m`; zero may be a lone `0`.
  public mutating func duration(
    _ key: String, _ help: String, default value: Duration? = nil, in range: ClosedRange<Duration> = .zero ... .seconds(24 * 3600)
  ) -> Duration {
    precondition(value.map(range.contains) ?? true, "the default of \(key) is out of its range")
    let setting = Setting(
      key: key, kind: .duration, help: help, defaultValue: value.map(DurationText.write), isRequired: value == nil,
      range: .init(least: DurationText.write(range.lowerBound), most: DurationText.write(range.upperBound)))
    return read(setting) { DurationText.parse($0).flatMap { range.contains($0) ? $0 : nil } } ?? value ?? range.lowerBound
  }

  /// Reads one of a few words, in either case of letters.
  public mutating func choice(_ key: String, _ help: String, of choices: [String], default value: String) -> String {
    precondition(choices.contains(value), "the default of \(key) is none of its choices")
    let setting = Setting(key: key, kind: .choice, help: help, defaultValue: value, choices: choices)
    return read(setting) { text in choices.first { $0.lowercased() == text.lowercased() } } ?? value
  }

  /// Reads a case of an enumeration, by its raw value.
  public mutating func choice<Value: RawRepresentable<String> & CaseIterable>(_ key: String, _ help: String, default value: Value) -> Value {
    Value(rawValue: choice(key, help, of: Value.allCases.map(\.rawValue), default: value.rawValue)) ?? value
  }

  /// Reads a port to listen on; 0 takes a free one.
  public mutating func port(_ key: String, _ help: String, default value: UInt16? = nil) -> UInt16 {
    let setting = Setting(
      key: key, kind: .port, help: help, defaultValue: value.map { "\($0)" }, isRequired: value == nil,
      range: .init(least: "0", most: "\(UInt16.max)"))
    return read(setting) { PortNumber.parse($0) } ?? value ?? 0
  }

  /// Reads a list separated by commas, without the blanks around its elements; empty elements are dropped.
  public mutating func list(_ key: String, _ help: String, default values: [String] = [], example: String? = nil) -> [String] {
    let written = values.joined(separator: ",")
    let setting = Setting(key: key, kind: .list, help: help, defaultValue: written.isEmpty ? nil : written, example: example)
    return read(setting) { $0.split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty } } ?? values
  }

  /// Reads an absolute `http` or `https` URL with a host, and without user information (RFC 3986).
  public mutating func url(_ key: String, _ help: String, default value: String? = nil, example: String? = nil) -> String {
    let setting = Setting(key: key, kind: .url, help: help, defaultValue: value, isRequired: value == nil, example: example)
    return read(setting) { Self.isURL($0) ? $0 : nil } ?? value ?? "http://127.0.0.1"
  }

  /// Reads a URL as `url` does, which need not be set.
  public mutating func optionalURL(_ key: String, _ help: String, example: String? = nil) -> String? {
    read(Setting(key: key, kind: .url, help: help, example: example)) { Self.isURL($0) ? $0 : nil }
  }

  /// A URL that ends its host with a colon is one in which the variable for the port was empty.
  private static func isURL(_ text: String) -> Bool { (try? WebURL(text)).map { $0.authority.last != ":" } ?? false }

  /// The path of a regular file that must be there. Its content is for `ServiceSettings.load` to judge.
  ///
  /// - Parameter maximumSize: the most bytes that it may have.
  public mutating func file(
    _ key: String, _ help: String, default value: String? = nil, maximumSize: Int, example: String? = nil
  ) -> String {
    var setting = Setting(key: key, kind: .file, help: help, defaultValue: value, isRequired: value == nil, example: example)
    setting.path = .file(maximumSize: maximumSize, mayBeMissing: false)
    return read(setting) { $0 } ?? value ?? ""
  }

  /// As `file`, but it need not be set.
  ///
  /// - Parameters:
  ///   - maximumSize: the most bytes that it may have.
  ///   - mayBeMissing: whether the file may come while the process runs.
  public mutating func optionalFile(
    _ key: String, _ help: String, maximumSize: Int, mayBeMissing: Bool = false, example: String? = nil
  ) -> String? {
    var setting = Setting(key: key, kind: .file, help: help, example: example)
    setting.path = .file(maximumSize: maximumSize, mayBeMissing: mayBeMissing)
    return read(setting) { $0 }
  }

  /// The path of a folder that must be there.
  public mutating func folder(_ key: String, _ help: String, default value: String? = nil, example: String? = nil) -> String {
    var setting = Setting(key: key, kind: .folder, help: help, defaultValue: value, isRequired: value == nil, example: example)
    setting.path = .folder
    return read(setting) { $0 } ?? value ?? ""
  }

  /// As `folder`, but it need not be set.
  public mutating func optionalFolder(_ key: String, _ help: String, example: String? = nil) -> String? {
    var setting = Setting(key: key, kind: .folder, help: help, example: example)
    setting.path = .folder
    return read(setting) { $0 }
  }

  /// Decimal digits, with a minus sign where the number is negative, and no plus sign.
  private static func integer(_ text: String) -> Int? { text.utf8.first == UInt8(ascii: "+") ? nil : Int(text) }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
