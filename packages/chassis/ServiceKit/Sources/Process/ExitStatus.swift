import Platform

/// How a process ends: the part of its contract that `sysexits.h` has names for, and 128 and a signal's number for a second signal.
enum ExitStatus {
  static let clean: Int32 = 0
  /// A part did not start or broke, work was cut off, or the end took too long.
  static let failure: Int32 = 1
  /// An argument that is not known (`EX_USAGE`).
  static let usage: Int32 = 64
  /// Wrong settings (`EX_CONFIG`); nothing was opened.
  static let configuration: Int32 = 78
}
