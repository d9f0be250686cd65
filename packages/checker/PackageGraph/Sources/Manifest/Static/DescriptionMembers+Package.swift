extension DescriptionType {
  static let packageInitializers: [DescriptionMember] = {
    let beforeProducts: [DescriptionMember.Parameter] = [
      .optional("platforms", .maybeMany(.supportedPlatform)), .optional("pkgConfig", .optional(.string)),
      .optional("providers", .maybeMany(.provider)), .optional("products", .many(.product)),
    ]
    let targets: [DescriptionMember.Parameter] = [
      .optional("dependencies", .many(.packageDependency)), .optional("targets", .many(.target)),
    ]
    let standards: [DescriptionMember.Parameter] = [
      .optional("cLanguageStandard", .maybe(.cLanguageStandard)), .optional("cxxLanguageStandard", .maybe(.cxxLanguageStandard)),
    ]
    let name = DescriptionMember.Parameter.required("name", .name)
    let localization = DescriptionMember.Parameter.optional("defaultLocalization", .maybe(.languageTag))
    let traits = DescriptionMember.Parameter.optional("traits", .set(.one(.trait)))
    let versions = DescriptionMember.Parameter.optional("swiftLanguageVersions", .maybeMany(.swiftLanguageMode))
    let modes = DescriptionMember.Parameter.optional("swiftLanguageModes", .maybeMany(.swiftLanguageMode))
    return [
      DescriptionMember(parameters: [name] + beforeProducts + targets + [versions] + standards, introduced: .min, obsoleted: .v53),
      DescriptionMember(parameters: [name, localization] + beforeProducts + targets + [versions] + standards, introduced: .v53),
      DescriptionMember(parameters: [name, localization] + beforeProducts + targets + [modes] + standards, introduced: .v60),
      DescriptionMember(parameters: [name, localization] + beforeProducts + [traits] + targets + [modes] + standards, introduced: .v61),
    ]
  }()

  static let products: [String: DescriptionMember] = [
    "library": .function(.required("name", .name), .optional("type", .maybe(.libraryType)), .required("targets", .names)),
    "executable": .function(.required("name", .name), .required("targets", .names)),
    "plugin": .function(since: .v55, .required("name", .name), .required("targets", .names)),
  ]

  static let packageDependencies: [DescriptionMember] = {
    let requirements: [(since: ToolsVersion, parameter: DescriptionMember.Parameter, isNamed: Bool)] = [
      (.min, .required("from", .one(.version)), true), (.v55, .required("branch", .string), true),
      (.v55, .required("revision", .string), true), (.min, .required(nil, .one(.versionRange)), true),
      (.min, .required(nil, .one(.requirement)), true), (.v56, .required("exact", .one(.version)), false),
    ]
    let url = DescriptionMember.Parameter.required("url", .string(.url))
    let name = DescriptionMember.Parameter.required("name", .name)
    let path = DescriptionMember.Parameter.required("path", .string(.packagePath))
    let identifier = DescriptionMember.Parameter.required("id", .string(.registryIdentifier))
    let traits = DescriptionMember.Parameter.required("traits", .set(.one(.dependencyTrait)))
    var members: [DescriptionMember] = [
      .function(path), .function(since: .v61, path, traits), .function(name, path), .function(since: .v61, name, path, traits),
    ]
    for requirement in requirements {
      members.append(.function(since: requirement.since, url, requirement.parameter))
      if requirement.isNamed { members.append(.function(since: requirement.since, name, url, requirement.parameter)) }
      // The deprecated `Requirement` was given no traits.
      if requirement.parameter.type != .one(.requirement) { members.append(.function(since: .v61, url, requirement.parameter, traits)) }
    }
    for requirement in [requirements[0], requirements[3], requirements[5]] {
      members.append(.function(since: .v57, identifier, requirement.parameter))
      members.append(.function(since: .v61, identifier, requirement.parameter, traits))
    }
    return members
  }()

  static let requirements: [String: DescriptionMember] = [
    "exact": .function(.required(nil, .one(.version))), "branch": .function(.required(nil, .string)),
    "revision": .function(.required(nil, .string)),
  ]

  static let dependencyTraits: [String: DescriptionMember] = [
    "defaults": .constant(),
    "init": .function(.required("name", .name), .optional("condition", .maybe(.dependencyTraitCondition))),
    "trait": .function(.required("name", .name), .optional("condition", .maybe(.dependencyTraitCondition))),
  ]

  static let traits: [String: [DescriptionMember]] = {
    let description = DescriptionMember.Parameter.optional("description", .optional(.string))
    let trait = DescriptionMember.function(.required("name", .name), description, .optional("enabledTraits", .set(.name)))
    return ["default": [.function(.required("enabledTraits", .set(.name)))], "init": [trait], "trait": [trait]]
  }()

  static let versionInitializer = DescriptionMember.function(
    .required(nil, .integer), .required(nil, .integer), .required(nil, .integer), .optional("prereleaseIdentifiers", .list(.setting)),
    .optional("buildMetadataIdentifiers", .list(.setting)))
}
