/// The modules that come with the toolchain or a system's SDK, so that no package has to supply them.
///
/// Names are all that can be compared everywhere: what is installed differs between machines, and a check must not.
public enum PlatformModules {
  /// Returns whether an imported name is a module of the platform. Submodules count by their first component, which is the name that an
  /// import is known by.
  public static func contains(_ name: String) -> Bool { names.contains(name) || isOverlay(name) }

  private static let names = Set((toolchain + " " + apple).utf8.split { $0 <= 0x20 }.map { String(Substring($0)) })

  /// Whether the name is that of a cross-import overlay: `_MapKit_SwiftUI` is what MapKit and SwiftUI have together.
  private static func isOverlay(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].isEmpty && names.contains(String(parts[1])) && names.contains(String(parts[2]))
  }
}
