/// The base images of all others, named only here.
///
/// The version of Swift is that of `.swift-version`; Debian's release is the same in all of them, so that binaries linked in one run in
/// another.
enum BaseImages {
  /// Returns the image with the toolchain.
  static func builder(swift version: String) -> String { "swift:\(version)-bookworm" }

  /// The image with the C and C++ libraries, certificates and time zones; it has no shell and no package manager.
  static let `static` = "gcr.io/distroless/cc-debian12:nonroot"

  /// Returns the image of Debian slim with Swift's runtime libraries and the system libraries that the whole of Foundation uses.
  static func runtime(swift version: String) -> String { "swift:\(version)-bookworm-slim" }

  /// The image of Debian slim, for tools that need other programs.
  static let slim = "debian:bookworm-slim"
}
