/// The type checker of manifest expressions: they get the meaning that the Swift compiler and `PackageDescription` would give them, or
/// none.
struct ManifestChecker {
  typealias NotUnderstood = ManifestLexer.NotUnderstood

  let version: ToolsVersion
  private var constants: [String: (type: ManifestType, value: ManifestExpression)] = [:]
  /// Constants that are sums of themselves double with each line; no manifest needs so many values.
  private var valuesLeft = 200_000

  init(version: ToolsVersion) { self.version = version }

  /// Makes a constant's name known to the text behind it.
  mutating func declare(_ constant: ManifestConstant) throws(NotUnderstood) -> (type: ManifestType, value: ManifestLiteral) {
    guard constants[constant.name] == nil, !Self.reservedNames.contains(constant.name) else { throw NotUnderstood() }
    let type: ManifestType
    if let name = constant.type { type = try self.type(name) } else { type = try inferredType(constant.value) }
    let value = try check(constant.value, type)
    constants[constant.name] = (type, constant.value)
    return (type, value)
  }

  /// Puts `addition` behind what `package`, the constant of that name, holds. What stands before the package cannot add to it.
  mutating func add(_ addition: ManifestAddition, to package: inout ManifestLiteral, named name: String) throws(NotUnderstood) {
    let types: [String: DescriptionType] = ["targets": .target, "products": .product]
    guard addition.package == name, addition.value.offset > package.offset, let type = types[addition.property],
      let added = try check(addition.value, .list(.description(type))).list
    else { throw NotUnderstood() }
    package.append(added, to: addition.property)
  }

  /// The value of `expression` where a value of `type` is asked for.
  mutating func check(_ expression: ManifestExpression, _ type: ManifestType) throws(NotUnderstood) -> ManifestLiteral {
    valuesLeft -= 1
    if valuesLeft < 0 { throw NotUnderstood() }
    if case .path(let path) = expression.content, !path.isImplicit, path.names.count == 1, path.arguments == nil,
      let constant = constants[path.names[0]]
    {
      guard constant.type.fits(type) else { throw NotUnderstood() }
      return try check(constant.value, type)
    }
    return ManifestLiteral(content: try content(of: expression, type), offset: expression.offset)
  }

  private mutating func content(of expression: ManifestExpression, _ type: ManifestType) throws(NotUnderstood) -> ManifestLiteral.Content {
    switch (type, expression.content) {
    case (.optional, .none):
      return .none
    case (.optional(let wrapped), _):
      return try content(of: expression, wrapped)
    case (.boolean, .boolean(let value)):
      return .boolean(value)
    case (.integer, .integer(let value)):
      return .integer(value)
    case (.mainActor, .path(let path)) where !path.isImplicit && path.names == ["MainActor", "self"] && path.arguments == nil:
      return .none
    case (.string(let rule), .string(let text)):
      guard rule.allows(text) else { throw NotUnderstood() }
      return .string(text)
    case (.string(let rule), .sum(let left, let right)):
      guard let left = try check(left, .string).string, let right = try check(right, .string).string, rule.allows(left + right) else {
        throw NotUnderstood()
      }
      return .string(left + right)
    case (.list(let element), .list(let elements)), (.set(let element), .list(let elements)):
      var values: [ManifestLiteral] = []
      for expression in elements { values.append(try check(expression, element)) }
      return .list(values)
    case (.list, .sum(let left, let right)):
      guard let left = try check(left, type).list, let right = try check(right, type).list else { throw NotUnderstood() }
      return .list(left + right)
    case (.dictionary, .dictionary(let pairs)):
      return .dictionary(try dictionary(pairs))
    case (.description(let type), _):
      return try content(of: expression, type)
    default:
      throw NotUnderstood()
    }
  }

  private mutating func dictionary(
    _ pairs: [(key: ManifestExpression, value: ManifestExpression)]
  ) throws(NotUnderstood) -> [String: String] {
    var dictionary: [String: String] = [:]
    for pair in pairs {
      // A key given twice stops the program that a manifest is.
      guard let key = try check(pair.key, .string).string, let value = try check(pair.value, .string).string,
        dictionary.updateValue(value, forKey: key) == nil
      else { throw NotUnderstood() }
    }
    return dictionary
  }

  // MARK: Types of PackageDescription

  private mutating func content(of expression: ManifestExpression, _ type: DescriptionType) throws(NotUnderstood) -> ManifestLiteral.Content {
    switch expression.content {
    case .string(let text):
      guard type.isExpressibleByString, type != .version || ManifestVersion(text) != nil, type != .targetDependency || !text.isEmpty else {
        throw NotUnderstood()
      }
      return .string(text)
    case .range(let lower, let upper, _) where type == .versionRange:
      // An upper bound below the lower one stops the program that a manifest is.
      guard let lower = ManifestVersion(try check(lower, .one(.version))), let upper = ManifestVersion(try check(upper, .one(.version))),
        lower < upper
      else { throw NotUnderstood() }
      return .none
    case .path(let path):
      return .member(try member(path, of: type))
    default:
      throw NotUnderstood()
    }
  }

  private mutating func member(_ path: ManifestExpression.Path, of type: DescriptionType) throws(NotUnderstood) -> ManifestLiteral.Member {
    let name: String
    if path.isImplicit {
      guard path.names.count == 1 else { throw NotUnderstood() }
      name = path.names[0]
    } else if path.arguments != nil, DescriptionType(path: path.names[...]) == type {
      name = "init"
    } else {
      guard path.names.count > 1, DescriptionType(path: path.names.dropLast()) == type else { throw NotUnderstood() }
      name = path.names[path.names.count - 1]
    }
    for member in type.members(named: name) where member.isAvailable(version) {
      if let arguments = try arguments(path.arguments, of: member) {
        try checkAtRunTime(type, name, arguments)
        return ManifestLiteral.Member(name: name, arguments: arguments)
      }
    }
    throw NotUnderstood()
  }

  /// The arguments' values, if they are those of this overload; labels keep the order in which they are declared.
  private mutating func arguments(
    _ arguments: [ManifestExpression.Argument]?, of member: DescriptionMember
  ) throws(NotUnderstood) -> [(label: String?, value: ManifestLiteral)]? {
    guard let arguments, let parameters = member.parameters else {
      return arguments == nil && member.parameters == nil ? [] : nil
    }
    guard let matched = Self.match(arguments, parameters) else { return nil }
    var values: [(label: String?, value: ManifestLiteral)] = []
    for (argument, parameter) in zip(arguments, matched) {
      // Another overload may have the same labels and other types.
      guard let value = try? check(argument.value, parameter.type) else { return nil }
      values.append((label: argument.label, value: value))
    }
    return values
  }

  private static func match(
    _ arguments: [ManifestExpression.Argument], _ parameters: [DescriptionMember.Parameter]
  ) -> [DescriptionMember.Parameter]? {
    var matched: [DescriptionMember.Parameter] = []
    var remaining = parameters[...]
    for argument in arguments {
      while let parameter = remaining.first, parameter.label != argument.label {
        if parameter.isRequired { return nil }
        remaining = remaining.dropFirst()
      }
      guard let parameter = remaining.popFirst() else { return nil }
      matched.append(parameter)
    }
    return remaining.contains { $0.isRequired } ? nil : matched
  }

  /// Refuses what compiles but then traps, or is rejected by SwiftPM when it runs.
  private func checkAtRunTime(
    _ type: DescriptionType, _ name: String, _ arguments: [(label: String?, value: ManifestLiteral)]
  ) throws(NotUnderstood) {
    switch type {
    case .buildSettingCondition:
      guard arguments.contains(where: { !$0.value.isNone }) else { throw NotUnderstood() }
    case .targetDependencyCondition:
      // Before 5.7 an empty list meant something else; an empty set of traits means that nothing is built.
      for argument in arguments where argument.value.list?.isEmpty == true {
        if argument.label == "traits" || version < .v57 { throw NotUnderstood() }
      }
    case .package:
      guard let platforms = arguments.first(where: { $0.label == "platforms" })?.value.list else { return }
      let names = platforms.map { $0.memberName == "custom" ? $0[nil]?.string : $0.memberName }
      guard !names.isEmpty, Set(names).count == names.count else { throw NotUnderstood() }
    default:
      break
    }
  }
}
