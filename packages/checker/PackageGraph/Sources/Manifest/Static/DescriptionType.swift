/// The types of SwiftPM's `PackageDescription` whose values a manifest made of literals can hold, under their Swift names.
enum DescriptionType: String, Sendable {
  case package = "Package"
  case product = "Product"
  case libraryType = "Product.Library.LibraryType"
  case packageDependency = "Package.Dependency"
  case requirement = "Package.Dependency.Requirement"
  case dependencyTrait = "Package.Dependency.Trait"
  case dependencyTraitCondition = "Package.Dependency.Trait.Condition"
  case trait = "Trait"
  case version = "Version"
  case versionRange = "Range<Version>"
  case target = "Target"
  case targetDependency = "Target.Dependency"
  case targetDependencyCondition = "TargetDependencyCondition"
  case pluginUsage = "Target.PluginUsage"
  case pluginCapability = "Target.PluginCapability"
  case pluginIntent = "PluginCommandIntent"
  case pluginPermission = "PluginPermission"
  case networkScope = "PluginNetworkPermissionScope"
  case resource = "Resource"
  case localization = "Resource.Localization"
  case cSetting = "CSetting"
  case cxxSetting = "CXXSetting"
  case swiftSetting = "SwiftSetting"
  case linkerSetting = "LinkerSetting"
  case buildSettingCondition = "BuildSettingCondition"
  case buildConfiguration = "BuildConfiguration"
  case interoperabilityMode = "SwiftSetting.InteroperabilityMode"
  case warningLevel = "WarningLevel"
  case swiftLanguageMode = "SwiftLanguageMode"
  case cLanguageStandard = "CLanguageStandard"
  case cxxLanguageStandard = "CXXLanguageStandard"
  case languageTag = "LanguageTag"
  case provider = "SystemPackageProvider"
  case platform = "Platform"
  case supportedPlatform = "SupportedPlatform"
  case macOSVersion = "SupportedPlatform.MacOSVersion"
  case macCatalystVersion = "SupportedPlatform.MacCatalystVersion"
  case iOSVersion = "SupportedPlatform.IOSVersion"
  case tvOSVersion = "SupportedPlatform.TVOSVersion"
  case watchOSVersion = "SupportedPlatform.WatchOSVersion"
  case visionOSVersion = "SupportedPlatform.VisionOSVersion"
  case driverKitVersion = "SupportedPlatform.DriverKitVersion"

  /// The type that a name in a manifest means.
  init?(path: ArraySlice<String>) {
    let path = path.first == "PackageDescription" ? path.dropFirst() : path
    let name = path.joined(separator: ".")
    if name == "SwiftVersion" {
      self = .swiftLanguageMode
    } else {
      self.init(rawValue: name)
    }
  }

  /// Whether a string literal can stand for a value of the type.
  var isExpressibleByString: Bool {
    switch self {
    case .targetDependency, .pluginUsage, .trait, .dependencyTrait, .version, .languageTag: true
    default: false
    }
  }
}

/// The type that a place in a manifest asks for.
indirect enum ManifestType: Equatable, Sendable {
  case boolean
  case integer
  case string(StringRule)
  case list(ManifestType)
  /// A set is written as a list is.
  case set(ManifestType)
  /// A dictionary from strings to strings.
  case dictionary
  case optional(ManifestType)
  case description(DescriptionType)
  /// `MainActor.self`
  case mainActor

  /// A rule that SwiftPM applies to a string when it runs, which the compiler does not know.
  enum StringRule: Equatable, Sendable {
    case any
    /// A name, which is not empty.
    case name
    /// A path relative to the package: SwiftPM refuses `/…` and `~…` here.
    case relativePath
    /// Xcode's `$(…)` is refused here.
    case setting
    /// The location of a repository, in a form that no folder's name can have.
    case url
    /// The folder of a package, relative to the manifest's.
    case packagePath
    /// `scope.name`
    case registryIdentifier
    /// A platform's version whose first number is at least this.
    case platformVersion(Int)
  }
}
