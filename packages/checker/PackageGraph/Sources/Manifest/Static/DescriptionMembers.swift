extension DescriptionType {
  /// The overloads of a member of the type; none where the type has no such member, or none that the static reader understands.
  func members(named name: String) -> [DescriptionMember] {
    switch self {
    case .package: name == "init" ? Self.packageInitializers : []
    case .product: Self.products[name].map { [$0] } ?? []
    case .libraryType: Self.constants(name, ["static", "dynamic"])
    case .packageDependency: name == "package" ? Self.packageDependencies : []
    case .requirement: Self.requirements[name].map { [$0] } ?? []
    case .dependencyTrait: Self.dependencyTraits[name].map { [$0] } ?? []
    case .dependencyTraitCondition: name == "when" ? [.function(.required("traits", .set(.name)))] : []
    case .trait: Self.traits[name] ?? []
    case .version: name == "init" ? [Self.versionInitializer] : []
    case .versionRange:
      name == "upToNextMajor" || name == "upToNextMinor" ? [.function(.required("from", .one(.version)))] : []
    case .target: targetMembers(named: name)
    case .targetDependency: Self.targetDependencies[name] ?? []
    case .targetDependencyCondition: name == "when" ? Self.targetDependencyConditions : []
    case .pluginUsage: name == "plugin" ? Self.pluginUsages : []
    case .pluginCapability: Self.pluginCapabilities[name] ?? []
    case .pluginIntent: Self.pluginIntents[name] ?? []
    case .pluginPermission: Self.pluginPermissions[name].map { [$0] } ?? []
    case .networkScope: Self.networkScopes[name].map { [$0] } ?? []
    case .resource: Self.resources[name].map { [$0] } ?? []
    case .localization: Self.constants(name, ["default", "base"])
    case .cSetting, .cxxSetting: Self.cSettings[name].map { [$0] } ?? []
    case .swiftSetting: Self.swiftSettings[name].map { [$0] } ?? []
    case .linkerSetting: Self.linkerSettings[name].map { [$0] } ?? []
    case .buildSettingCondition: name == "when" ? Self.buildSettingConditions : []
    case .buildConfiguration: Self.constants(name, ["debug", "release"])
    case .interoperabilityMode: Self.constants(name, ["C", "Cxx"])
    case .warningLevel: Self.constants(name, ["warning", "error"])
    case .swiftLanguageMode: Self.constant(name, Self.swiftLanguageModes)
    case .cLanguageStandard: Self.constant(name, Self.cLanguageStandards)
    case .cxxLanguageStandard: Self.constant(name, Self.cxxLanguageStandards)
    case .languageTag: []
    case .provider: ["brew", "apt", "yum"].contains(name) ? [.function(since: name == "yum" ? .v53 : .min, .required(nil, .list(.string)))] : []
    case .platform: platformMembers(named: name)
    case .supportedPlatform: Self.supportedPlatforms[name] ?? []
    case .macOSVersion: Self.constant(name, Self.macOSVersions)
    case .macCatalystVersion: Self.constant(name, Self.macCatalystVersions)
    case .iOSVersion, .tvOSVersion: Self.constant(name, Self.iOSVersions)
    case .watchOSVersion: Self.constant(name, Self.watchOSVersions)
    case .visionOSVersion: Self.constant(name, Self.visionOSVersions)
    case .driverKitVersion: Self.constant(name, Self.driverKitVersions)
    }
  }

  private static func constants(_ name: String, _ names: [String]) -> [DescriptionMember] {
    names.contains(name) ? [.constant()] : []
  }

  private static func constant(_ name: String, _ constants: [String: ToolsVersion]) -> [DescriptionMember] {
    constants[name].map { [.constant(since: $0)] } ?? []
  }
}
