import ArchRules
import Calendar
import Platform

/// `console --write-graph FILE`: writes the model of the checkout for an image, where there is no repository, and nothing else.
enum WriteGraph {
  static let option = "--write-graph"

  /// Writes the graph if the arguments ask for it.
  ///
  /// - Parameter complain: takes a line for standard error.
  /// - Returns: the exit code: 0 written, 1 not, 64 wrong usage; `nil` where the arguments ask for something else.
  static func run(_ arguments: [String], today: CalendarDate, complain: (String) -> Void) -> Int32? {
    guard arguments.first == option else { return nil }
    guard arguments.count == 2 else {
      complain("console: expected \(option) FILE, and nothing else")
      return 64
    }
    do {
      let folder = try Folder.current()
      guard let reader = RepositoryReader.find(from: folder) else {
        complain("console: there is no arch-rules.json or Package.swift in \(folder) or a folder above it: run \(option) in a checkout")
        return 1
      }
      try File.write(ArchitectureDocument(reader.read(today: today).architecture).bytes, to: arguments[1])
      return 0
    } catch {
      complain("console: \(error)")
      return 1
    }
  }
}

extension CalendarDate {
  /// The day it is now (UTC).
  static var today: CalendarDate { CalendarDate(daysSince1970: ThisProcess.secondsSince1970 / 86_400) }
}
