import CommandLine

extension Style {
  /// The colour of the process at this place of the order; neighbours differ.
  func name(_ text: String, _ index: Int) -> String { wrapped(text, ["36", "35", "33", "34", "32", "96", "95", "93", "94", "92"][index % 10]) }

  /// A log level in capitals, of the same width for all.
  func level(_ level: String) -> String {
    let label = level.uppercased()
    let padded = label + String(repeating: " ", count: max(0, 5 - label.count))
    return switch level {
    case "error", "critical": red(padded)
    case "warning": yellow(padded)
    case "trace", "debug": dim(padded)
    default: padded
    }
  }
}
