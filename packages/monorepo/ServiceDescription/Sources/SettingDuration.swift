/// A duration as settings have it: `500ms`, `30s`, `5m`, `1h`, `0`.
public enum SettingDuration {
  /// In milliseconds; `nil` for what is none, or of a million units or more.
  public static func milliseconds(_ text: String) -> Int? {
    if text == "0" { return 0 }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count < 1_000_000 else { return nil }
    switch text[digits.endIndex...] {
    case "ms": return count
    case "s": return 1000 * count
    case "m": return 60_000 * count
    case "h": return 3_600_000 * count
    default: return nil
    }
  }
}
