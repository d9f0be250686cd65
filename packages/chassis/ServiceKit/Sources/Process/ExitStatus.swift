import Platform

/// The exit statuses of a process, named as in `sysexits.h`. A second signal ends it with 128 and the signal's number.
enum ExitStatus {
  static let clean: Int32 = 0
  /// The status where a part did not start or broke, work was cut off, or the end took too long.
  static let failure: Int32 = 1
  /// The status of an unknown argument (`EX_USAGE`).
  static let usage: Int32 = 64
  /// The status of wrong settings (`EX_CONFIG`); nothing was opened.
  static let configuration: Int32 = 78
}
