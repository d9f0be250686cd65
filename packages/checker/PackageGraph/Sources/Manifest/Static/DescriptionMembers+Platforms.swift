extension DescriptionType {
  func platformMembers(named name: String) -> [DescriptionMember] {
    if name == "custom" { return [.function(since: .v56, .required(nil, .name))] }
    return Self.platforms[name].map { [.constant(since: $0)] } ?? []
  }

  /// Returns SwiftPM's name for a platform: `macos` for `.macOS`.
  static func platformName(_ member: String) -> String { member.lowercased() }

  static let platforms: [String: ToolsVersion] = [
    "macOS": .min, "macCatalyst": .min, "iOS": .min, "tvOS": .min, "watchOS": .min, "visionOS": .min, "driverKit": .min, "linux": .min,
    "windows": .min, "android": .min, "wasi": .v53, "openbsd": .v58,
  ]

  static let supportedPlatforms: [String: [DescriptionMember]] = {
    func platform(_ versions: DescriptionType, since: ToolsVersion = .min, minimum: Int) -> [DescriptionMember] {
      [
        .function(since: since, .required(nil, .one(versions))),
        .function(since: since, .required(nil, .string(.platformVersion(minimum)))),
      ]
    }
    return [
      "macOS": platform(.macOSVersion, minimum: 10), "macCatalyst": platform(.macCatalystVersion, since: .v55, minimum: 13),
      "iOS": platform(.iOSVersion, minimum: 2), "tvOS": platform(.tvOSVersion, minimum: 9), "watchOS": platform(.watchOSVersion, minimum: 2),
      "visionOS": platform(.visionOSVersion, since: .v59, minimum: 1),
      "driverKit": platform(.driverKitVersion, since: .v55, minimum: 19),
      "custom": [.function(since: .v56, .required(nil, .name), .required("versionString", .string(.platformVersion(0))))],
    ]
  }()

  static let macOSVersions: [String: ToolsVersion] = [
    "v10_10": .min, "v10_11": .min, "v10_12": .min, "v10_13": .min, "v10_14": .min, "v10_15": .min, "v11": .v53, "v12": .v55,
    "v13": .v57, "v14": .v59, "v15": .v60, "v26": .v62,
  ]

  static let macCatalystVersions: [String: ToolsVersion] = [
    "v13": .v55, "v14": .v55, "v15": .v55, "v16": .v57, "v17": .v59, "v18": .v60, "v26": .v62,
  ]

  /// tvOS has the same, but for the oldest, whose names the two do not share by accident: `v8` is iOS's alone.
  static let iOSVersions: [String: ToolsVersion] = [
    "v9": .min, "v10": .min, "v11": .min, "v12": .min, "v13": .min, "v14": .v53, "v15": .v55, "v16": .v57, "v17": .v59, "v18": .v60,
    "v26": .v62,
  ]

  static let watchOSVersions: [String: ToolsVersion] = [
    "v2": .min, "v3": .min, "v4": .min, "v5": .min, "v6": .min, "v7": .v53, "v8": .v55, "v9": .v57, "v10": .v59, "v11": .v60,
    "v26": .v62,
  ]

  static let visionOSVersions: [String: ToolsVersion] = ["v1": .v59, "v2": .v60, "v26": .v62]

  static let driverKitVersions: [String: ToolsVersion] = [
    "v19": .v55, "v20": .v55, "v21": .v55, "v22": .v57, "v23": .v59, "v24": .v60, "v25": .v62,
  ]

  static let swiftLanguageModes: [String: ToolsVersion] = ["v4": .min, "v4_2": .min, "v5": .min, "v6": .v60]

  static let cLanguageStandards: [String: ToolsVersion] = [
    "c89": .min, "c90": .min, "c99": .min, "c11": .min, "c17": .v54, "c18": .v54, "c2x": .v54, "gnu89": .min, "gnu90": .min,
    "gnu99": .min, "gnu11": .min, "gnu17": .v54, "gnu18": .v54, "gnu2x": .v54,
  ]

  static let cxxLanguageStandards: [String: ToolsVersion] = [
    "cxx98": .min, "cxx03": .min, "cxx11": .min, "cxx14": .min, "cxx17": .v54, "cxx1z": .min, "cxx20": .v54, "cxx2b": .v56,
    "gnucxx98": .min, "gnucxx03": .min, "gnucxx11": .min, "gnucxx14": .min, "gnucxx17": .v54, "gnucxx1z": .min, "gnucxx20": .v54,
    "gnucxx2b": .v56,
  ]
}
