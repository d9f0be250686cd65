/// A member of a type of `PackageDescription`: what may be written behind the dot, and since which tools version.
struct DescriptionMember: Sendable {
  struct Parameter: Sendable {
    var label: String?
    var type: ManifestType
    var isRequired: Bool
  }

  /// `nil` for a constant, which takes no parentheses.
  var parameters: [Parameter]?
  var introduced: ToolsVersion
  /// The first version that no longer has it.
  var obsoleted: ToolsVersion?

  static func constant(since introduced: ToolsVersion = .min) -> DescriptionMember {
    DescriptionMember(parameters: nil, introduced: introduced)
  }

  static func function(
    since introduced: ToolsVersion = .min, until obsoleted: ToolsVersion? = nil, _ parameters: Parameter...
  ) -> DescriptionMember {
    DescriptionMember(parameters: parameters, introduced: introduced, obsoleted: obsoleted)
  }

  func isAvailable(_ version: ToolsVersion) -> Bool {
    version >= introduced && obsoleted.map { version < $0 } ?? true
  }
}

extension DescriptionMember.Parameter {
  static func required(_ label: String?, _ type: ManifestType) -> Self { Self(label: label, type: type, isRequired: true) }
  static func optional(_ label: String?, _ type: ManifestType) -> Self { Self(label: label, type: type, isRequired: false) }
}

extension ToolsVersion {
  static let min = understood.lowerBound
  static let v53 = ToolsVersion(5, 3)
  static let v54 = ToolsVersion(5, 4)
  static let v55 = ToolsVersion(5, 5)
  static let v56 = ToolsVersion(5, 6)
  static let v57 = ToolsVersion(5, 7)
  static let v58 = ToolsVersion(5, 8)
  static let v59 = ToolsVersion(5, 9)
  static let v60 = ToolsVersion(6, 0)
  static let v61 = ToolsVersion(6, 1)
  static let v62 = ToolsVersion(6, 2)
}

extension ManifestType {
  static let string = ManifestType.string(.any)
  static let name = ManifestType.string(.name)
  static let names = ManifestType.list(.name)
  static let relativePaths = ManifestType.list(.string(.relativePath))
  static let setting = ManifestType.string(.setting)
  static func one(_ type: DescriptionType) -> ManifestType { .description(type) }
  static func maybe(_ type: DescriptionType) -> ManifestType { .optional(.description(type)) }
  static func many(_ type: DescriptionType) -> ManifestType { .list(.description(type)) }
  static func maybeMany(_ type: DescriptionType) -> ManifestType { .optional(.list(.description(type))) }
}
