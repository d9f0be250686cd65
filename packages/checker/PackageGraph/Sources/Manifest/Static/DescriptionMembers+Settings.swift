extension DescriptionType {
  private static let condition = DescriptionMember.Parameter.optional(nil, .maybe(.buildSettingCondition))

  /// A function of one unlabelled value and a condition.
  private static func setting(since version: ToolsVersion = .min, _ type: ManifestType) -> DescriptionMember {
    .function(since: version, .required(nil, type), condition)
  }

  private static let level = DescriptionMember.Parameter.required("as", .one(.warningLevel))
  private static let treatAllWarnings = DescriptionMember.function(since: .v62, level, condition)
  private static let treatWarning = DescriptionMember.function(since: .v62, .required(nil, .setting), level, condition)

  static let cSettings: [String: DescriptionMember] = [
    "headerSearchPath": setting(.setting),
    "define": .function(.required(nil, .setting), .optional("to", .optional(.setting)), condition),
    "unsafeFlags": setting(.list(.setting)),
    "treatAllWarnings": treatAllWarnings,
    "treatWarning": treatWarning,
    "enableWarning": setting(since: .v62, .setting),
    "disableWarning": setting(since: .v62, .setting),
  ]

  static let swiftSettings: [String: DescriptionMember] = [
    "define": setting(.setting),
    "unsafeFlags": setting(.list(.setting)),
    "enableUpcomingFeature": setting(since: .v58, .setting),
    "enableExperimentalFeature": setting(since: .v58, .setting),
    "strictMemorySafety": .function(since: .v62, condition),
    "interoperabilityMode": setting(since: .v59, .one(.interoperabilityMode)),
    "swiftLanguageVersion": setting(since: .v60, .one(.swiftLanguageMode)),
    "swiftLanguageMode": setting(since: .v60, .one(.swiftLanguageMode)),
    "treatAllWarnings": treatAllWarnings,
    "treatWarning": treatWarning,
    "defaultIsolation": setting(since: .v62, .optional(.mainActor)),
  ]

  static let linkerSettings: [String: DescriptionMember] = [
    "linkedLibrary": setting(.setting),
    "linkedFramework": setting(.setting),
    "unsafeFlags": setting(.list(.setting)),
  ]

  static let buildSettingConditions: [DescriptionMember] = [
    .function(.optional("platforms", .maybeMany(.platform)), .optional("configuration", .maybe(.buildConfiguration))),
    .function(
      since: .v61, .optional("platforms", .maybeMany(.platform)), .optional("configuration", .maybe(.buildConfiguration)),
      .optional("traits", .optional(.set(.name)))),
  ]
}
