/// The images that others are made from: the one place that names them.
///
/// The version of Swift is `.swift-version`'s; Debian's release is the same in all of them, so that what one links, another has.
enum BaseImages {
  /// Has the toolchain.
  static func builder(swift version: String) -> String { "swift:\(version)-bookworm" }

  /// Has the C and C++ libraries, certificates and time zones; no shell, no package manager.
  static let `static` = "gcr.io/distroless/cc-debian12:nonroot"

  /// Debian slim with Swift's runtime libraries and the system libraries that the whole of Foundation uses.
  static func runtime(swift version: String) -> String { "swift:\(version)-bookworm-slim" }

  /// Debian slim: for a tool that needs other programs.
  static let slim = "debian:bookworm-slim"
}
