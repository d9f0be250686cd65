import Platform

/// Names of the system's time zones, links included: whatever in its database looks like an area and a place.
public func systemTimeZones() throws(PlatformError) -> [String] {
  let folder = "/usr/share/zoneinfo"
  let areas = ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "US", "Etc"]
  var names: [String] = []
  for area in areas {
    for entry in try Folder.entries("\(folder)/\(area)") where try File.status("\(folder)/\(area)/\(entry.name)")?.kind == .file {
      names.append("\(area)/\(entry.name)")
    }
  }
  return names
}
