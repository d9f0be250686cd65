import JSON

/// The settings of a service that has not run yet.
enum SettingsEdit {
  /// A `settings.json` with the settings that every service of its kind has, as another such service prints them, behind its own.
  static func complete(_ own: JSONValue, from other: JSONValue) -> [UInt8] {
    let chassis = (other["settings"]?.array ?? []).filter { $0["own"]?.bool == false }
    let members = (own.object ?? []).map { member in
      member.key == "settings" ? JSONValue.Member("settings", .array((member.value.array ?? []) + chassis)) : member
    }
    return JSONValue.object(members).encoded() + Array("\n".utf8)
  }
}
