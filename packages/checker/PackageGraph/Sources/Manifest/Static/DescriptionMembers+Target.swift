extension DescriptionType {
  func targetMembers(named name: String) -> [DescriptionMember] {
    switch name {
    case "target", "testTarget": Self.sourceTargets[name] ?? []
    case "executableTarget": (Self.sourceTargets["target"] ?? []).filter { $0.introduced >= .v54 } + [Self.executableTargetOf54]
    case "macro": [Self.macroTarget]
    case "plugin": Self.pluginTargets
    case "systemLibrary": [Self.systemLibrary]
    case "binaryTarget": Self.binaryTargets
    default: []
    }
  }

  /// Returns the parameters of a target that has sources, in the order of `PackageDescription`.
  private static func sourceTarget(_ version: ToolsVersion, hasHeaders: Bool) -> [DescriptionMember.Parameter] {
    var parameters: [DescriptionMember.Parameter] = [
      .required("name", .name), .optional("dependencies", .many(.targetDependency)), .optional("path", .optional(.string)),
      .optional("exclude", .relativePaths), .optional("sources", .optional(.relativePaths)),
    ]
    if version >= .v53 { parameters.append(.optional("resources", .maybeMany(.resource))) }
    if hasHeaders { parameters.append(.optional("publicHeadersPath", .optional(.string))) }
    if version >= .v59 { parameters.append(.optional("packageAccess", .boolean)) }
    parameters += [
      .optional("cSettings", .maybeMany(.cSetting)), .optional("cxxSettings", .maybeMany(.cxxSetting)),
      .optional("swiftSettings", .maybeMany(.swiftSetting)), .optional("linkerSettings", .maybeMany(.linkerSetting)),
    ]
    if version >= .v55 { parameters.append(.optional("plugins", .maybeMany(.pluginUsage))) }
    return parameters
  }

  private static let executableTargetOf54 = DescriptionMember(
    parameters: sourceTarget(.v54, hasHeaders: true), introduced: .v54, obsoleted: .v55)

  private static let sourceTargets: [String: [DescriptionMember]] = {
    let versions: [ToolsVersion] = [.min, .v53, .v55, .v59]
    func overloads(hasHeaders: Bool) -> [DescriptionMember] {
      versions.indices.map {
        let next = $0 + 1 < versions.count ? versions[$0 + 1] : nil
        return DescriptionMember(parameters: sourceTarget(versions[$0], hasHeaders: hasHeaders), introduced: versions[$0], obsoleted: next)
      }
    }
    return ["target": overloads(hasHeaders: true), "testTarget": overloads(hasHeaders: false)]
  }()

  private static let macroTarget = DescriptionMember.function(
    since: .v59, .required("name", .name), .optional("dependencies", .many(.targetDependency)), .optional("path", .optional(.string)),
    .optional("exclude", .relativePaths), .optional("sources", .optional(.relativePaths)), .optional("packageAccess", .boolean),
    .optional("swiftSettings", .maybeMany(.swiftSetting)), .optional("linkerSettings", .maybeMany(.linkerSetting)),
    .optional("plugins", .maybeMany(.pluginUsage)))

  private static let pluginTargets: [DescriptionMember] = {
    let parameters: [DescriptionMember.Parameter] = [
      .required("name", .name), .required("capability", .one(.pluginCapability)), .optional("dependencies", .many(.targetDependency)),
      .optional("path", .optional(.string)), .optional("exclude", .relativePaths), .optional("sources", .optional(.relativePaths)),
    ]
    return [
      DescriptionMember(parameters: parameters, introduced: .v55, obsoleted: .v59),
      DescriptionMember(parameters: parameters + [.optional("packageAccess", .boolean)], introduced: .v59),
    ]
  }()

  private static let systemLibrary = DescriptionMember.function(
    .required("name", .name), .optional("path", .optional(.string)), .optional("pkgConfig", .optional(.string)),
    .optional("providers", .maybeMany(.provider)))

  private static let binaryTargets: [DescriptionMember] = [
    .function(since: .v53, .required("name", .name), .required("url", .string), .required("checksum", .string)),
    .function(since: .v53, .required("name", .name), .required("path", .string)),
  ]

  static let targetDependencies: [String: [DescriptionMember]] = {
    let name = DescriptionMember.Parameter.required("name", .name)
    let package = DescriptionMember.Parameter.required("package", .name)
    let aliases = DescriptionMember.Parameter.optional("moduleAliases", .optional(.dictionary))
    let condition = DescriptionMember.Parameter.optional("condition", .maybe(.targetDependencyCondition))
    let bare: [DescriptionMember] = [.function(until: .v53, name), .function(since: .v53, name, condition)]
    return [
      "target": bare, "byName": bare,
      "product": [
        .function(until: .v53, name, package), .function(since: .v53, until: .v57, name, package, condition),
        .function(since: .v57, name, package, aliases, condition),
      ],
    ]
  }()

  static let targetDependencyConditions: [DescriptionMember] = {
    let platforms = DescriptionMember.Parameter.required("platforms", .many(.platform))
    let traits = DescriptionMember.Parameter.required("traits", .set(.name))
    return [.function(since: .v53, platforms), .function(since: .v61, platforms, traits), .function(since: .v61, traits)]
  }()

  static let pluginUsages: [DescriptionMember] = [
    .function(since: .v55, .required("name", .name)),
    .function(since: .v55, .required("name", .name), .required("package", .optional(.name))),
  ]

  static let pluginCapabilities: [String: [DescriptionMember]] = [
    "buildTool": [.constant(since: .v55), .function(since: .v55)],
    "command": [.function(since: .v56, .required("intent", .one(.pluginIntent)), .optional("permissions", .many(.pluginPermission)))],
  ]

  static let pluginIntents: [String: [DescriptionMember]] = [
    "documentationGeneration": [.constant(), .function()],
    "sourceCodeFormatting": [.constant(), .function()],
    "custom": [.function(.required("verb", .string), .required("description", .string))],
  ]

  static let pluginPermissions: [String: DescriptionMember] = [
    "allowNetworkConnections": .function(since: .v59, .required("scope", .one(.networkScope)), .required("reason", .string)),
    "writeToPackageDirectory": .function(.required("reason", .string)),
  ]

  static let networkScopes: [String: DescriptionMember] = [
    "none": .constant(), "docker": .constant(), "unixDomainSocket": .constant(),
    "local": .function(.optional("ports", .list(.integer))), "all": .function(.optional("ports", .list(.integer))),
  ]

  static let resources: [String: DescriptionMember] = [
    "process": .function(.required(nil, .string(.relativePath)), .optional("localization", .maybe(.localization))),
    "copy": .function(.required(nil, .string(.relativePath))),
    "embedInCode": .function(since: .v59, .required(nil, .string(.relativePath))),
  ]
}
