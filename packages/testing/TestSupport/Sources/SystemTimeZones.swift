import Platform

/// Returns the names of the system's time zones, links included: every file in its database that is named by an area and a place.
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
