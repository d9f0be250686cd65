/// The names of modules.
public enum ModuleName {
  /// Returns the module name that SwiftPM and Xcode make of a target's: every character that a C99 identifier cannot hold becomes `_`, and so does a
  /// leading digit.
  public static func mangled(_ target: String) -> String {
    var mangled = ""
    for scalar in target.unicodeScalars {
      let isFirst = mangled.isEmpty
      switch scalar {
      case "a"..."z", "A"..."Z", "_": mangled.unicodeScalars.append(scalar)
      case "0"..."9": mangled.unicodeScalars.append(isFirst ? "_" : scalar)
      case _ where scalar.value >= 0x80 && scalar.value < 0x10000 && (isFirst ? scalar.properties.isIDStart : scalar.properties.isIDContinue):
        mangled.unicodeScalars.append(scalar)
      default: mangled += "_"
      }
    }
    return mangled
  }
}
