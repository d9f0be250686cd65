extension ManifestChecker {
  /// The type that is written at a constant.
  func type(_ name: ManifestConstant.TypeName) throws(NotUnderstood) -> ManifestType {
    switch name {
    case .named(["String"]): return .string
    case .named(["Bool"]): return .boolean
    case .named(let path):
      guard let type = DescriptionType(path: path[...]), type != .versionRange else { throw NotUnderstood() }
      return .description(type)
    case .list(let element): return .list(try type(element))
    case .dictionary(.named(["String"]), .named(["String"])): return .dictionary
    case .dictionary: throw NotUnderstood()
    case .optional(let wrapped): return .optional(try type(wrapped))
    }
  }

  /// The type of a constant that says nothing about its type, where that is beyond doubt.
  func inferredType(_ expression: ManifestExpression) throws(NotUnderstood) -> ManifestType {
    switch expression.content {
    case .string: return .string
    case .boolean: return .boolean
    case .sum(let left, let right):
      let type = try inferredType(left)
      guard try inferredType(right) == type else { throw NotUnderstood() }
      return type
    case .list(let elements):
      guard let first = elements.first else { throw NotUnderstood() }
      let type = try inferredType(first)
      for element in elements.dropFirst() where try inferredType(element) != type { throw NotUnderstood() }
      return .list(type)
    case .path(let path) where !path.isImplicit && path.arguments != nil:
      if let type = DescriptionType(path: path.names[...]) { return .description(type) }
      guard let type = DescriptionType(path: path.names.dropLast()), type != .versionRange else { throw NotUnderstood() }
      // `.when` gives an optional value or a value, by the tools version.
      guard type != .targetDependencyCondition, type != .dependencyTraitCondition else { throw NotUnderstood() }
      return .description(type)
    default: throw NotUnderstood()
    }
  }

  /// Names that would hide a type, or that Swift does not let a constant have.
  static let reservedNames: Set<String> = [
    "Package", "Product", "Target", "Version", "Trait", "Resource", "Platform", "SupportedPlatform", "SwiftSetting", "CSetting",
    "CXXSetting", "LinkerSetting", "LanguageTag", "SwiftLanguageMode", "SwiftVersion", "CLanguageStandard", "CXXLanguageStandard",
    "SystemPackageProvider", "TargetDependencyCondition", "BuildSettingCondition", "BuildConfiguration", "WarningLevel",
    "PluginCommandIntent", "PluginPermission", "PluginNetworkPermissionScope", "PackageDescription", "Context", "MainActor", "String",
    "Bool", "Range", "self", "Self", "nil", "true", "false", "as", "any", "Any", "associatedtype", "await", "break", "case", "catch",
    "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "fileprivate", "for", "func",
    "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "operator", "precedencegroup", "private", "protocol",
    "public", "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "try", "typealias",
    "var", "where", "while", "_",
  ]
}

extension ManifestType {
  /// Whether a constant of this type can stand where `place` is asked for.
  func fits(_ place: ManifestType) -> Bool {
    switch (self, place) {
    case (.string, .string): true
    case (.list(let element), .list(let other)), (.set(let element), .set(let other)): element.fitsExactly(other)
    case (.optional(let wrapped), .optional(let other)): wrapped.fits(other)
    case (_, .optional(let other)): fits(other)
    default: self == place
    }
  }

  private func fitsExactly(_ other: ManifestType) -> Bool {
    if case .optional = other { return self == other }
    return fits(other)
  }
}
