import Platform

extension PathText {
  /// The way from one absolute folder to another, as SwiftPM writes it: where only the file system's root is common to both, the target
  /// itself.
  static func dependencyPath(to target: String, from folder: String) -> String {
    let target = normalized(target)
    let folder = normalized(folder)
    if folder != "/" && parts(target).first != parts(folder).first { return target }
    let way = relative(target, to: folder)
    return way.isEmpty ? "." : way
  }
}
