import JSON
import Platform

/// The system's tz database: a folder of compiled zones, each file named by its zone.
public struct TimeZoneDatabase: Sendable {
  /// The folder in which Linux distributions install the database.
  public static let systemFolder = "/usr/share/zoneinfo"
  /// The largest size of a file that is read, in bytes; a zone takes a few thousand.
  private static let largestFile = 256 * 1024

  /// The folder of compiled zones.
  public let folder: String

  /// Creates a database that reads from `folder`; nothing is read until a zone is asked for.
  public init(folder: String = Self.systemFolder) { self.folder = folder }

  /// Returns the zone of that name. UTC needs no database; every other zone is read from its file, links followed.
  public func zone(_ name: String) throws(TimeZoneError) -> TimeZone {
    if name == "UTC" || name == "Etc/UTC" {
      return TimeZone(name: name, initial: TimeZone.utc.initial, transitions: [], rule: nil)
    }
    guard Self.isName(name) else {
      throw TimeZoneError("\"\(name)\" is not the name of a time zone: it looks like Europe/Berlin, America/Argentina/Ushuaia or UTC")
    }
    let bytes = try read("\(folder)/\(name)", name)
    do {
      return try TimeZone(name: name, tzif: bytes)
    } catch {
      throw TimeZoneError("\(folder)/\(name) is not a compiled time zone: \(error)")
    }
  }

  private func read(_ path: String, _ name: String) throws(TimeZoneError) -> [UInt8] {
    guard try status(path)?.kind == .file else {
      if try status(folder)?.kind == .folder {
        let hint = nearestName(to: name, in: neighbours(of: name)).map { "did you mean \($0)?" } ?? "names are as in Europe/Berlin, in this spelling"
        throw TimeZoneError("there is no time zone \"\(name)\" in \(folder); \(hint)")
      }
      throw TimeZoneError("there is no time zone database at \(folder): install the package tzdata, or set TZDIR to where it is")
    }
    do { return try File.readRegular(path, upTo: Self.largestFile) } catch { throw TimeZoneError("\(error)") }
  }

  private func status(_ path: String) throws(TimeZoneError) -> File.Status? {
    do { return try File.status(path) } catch { throw TimeZoneError("\(error)") }
  }

  /// The names of zones in the folder of `name`, or in the database's own folder where that does not exist.
  private func neighbours(of name: String) -> [String] {
    guard let slash = name.lastIndex(of: "/"), let entries = try? Folder.entries("\(folder)/\(name[..<slash])") else {
      return ((try? Folder.entries(folder)) ?? []).map(\.name)
    }
    return entries.map { "\(name[...slash])\($0.name)" }
  }

  /// Whether every part of the name leads down from the folder and none out of it.
  private static func isName(_ name: String) -> Bool {
    guard (1...100).contains(name.utf8.count) else { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      part.utf8.first.map(isLetterOrDigit) == true && part.utf8.allSatisfy { isLetterOrDigit($0) || "_+-".utf8.contains($0) }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}

/// The reason why a time zone cannot be read, as a sentence without its full stop.
public struct TimeZoneError: Error, Equatable, CustomStringConvertible {
  /// The reason.
  public let description: String

  /// Creates an error with that reason.
  public init(_ description: String) { self.description = description }
}
