/// The colours of groups, in the order of the rules file; they begin again after the last.
enum Palette {
  struct Color {
    var fill: String
    var line: String
  }

  static let count = pairs.count

  static func light(_ group: Int) -> Color { pairs[group % count].light }
  static func dark(_ group: Int) -> Color { pairs[group % count].dark }

  /// Blue, green, amber, purple, teal, pink, olive, indigo, brown, slate. No red: it means violation.
  private static let pairs: [(light: Color, dark: Color)] = [
    (Color(fill: "#ddf0ff", line: "#0969da"), Color(fill: "#0c2d4f", line: "#58a6ff")),
    (Color(fill: "#dcf7e3", line: "#1a7f37"), Color(fill: "#0f3320", line: "#3fb950")),
    (Color(fill: "#fff4d1", line: "#b07a00"), Color(fill: "#3b2a05", line: "#d9a522")),
    (Color(fill: "#f1e7ff", line: "#8250df"), Color(fill: "#2d1f4d", line: "#b38af7")),
    (Color(fill: "#d8f5f3", line: "#0f7f79"), Color(fill: "#0b3533", line: "#39c5bb")),
    (Color(fill: "#ffe6f4", line: "#bf3989"), Color(fill: "#421a33", line: "#f48bc8")),
    (Color(fill: "#eef3cc", line: "#6a7400"), Color(fill: "#2b3008", line: "#b3bf3c")),
    (Color(fill: "#e3e6ff", line: "#4a55c9"), Color(fill: "#1f2552", line: "#8d97ff")),
    (Color(fill: "#f6e8da", line: "#8f5a22"), Color(fill: "#3a2612", line: "#d19a62")),
    (Color(fill: "#e6ebf0", line: "#57606a"), Color(fill: "#2a313a", line: "#a3adb8")),
  ]
}
