import Platform

/// Whom to watch: the processes of the setting `FLEET`, and those that `FLEET_FILE` names now.
struct FleetList: Sendable {
  private let fixed: [FleetMember]
  private let file: String?
  private var known: (status: File.Status, members: [FleetMember])?
  /// Why the file could not be read, if so; what it said before still counts.
  private(set) var problem: String?

  /// - Parameter fixed: processes that nobody here started.
  init(fixed: [FleetMember], file: String?) {
    self.fixed = fixed
    self.file = file
  }

  /// Reads the file again if it has changed. One that is not there names nobody: the fleet has ended, or not begun.
  mutating func current() -> [FleetMember] {
    problem = nil
    if let file {
      do throws(PlatformError) {
        guard let status = try File.status(file) else {
          known = nil
          return fixed
        }
        if status != known?.status { read(file, status) }
      } catch {
        problem = "\(file): cannot \(error.operation) it: \(error.reason)"
      }
    }
    let members = known?.members ?? []
    // Whoever started a process knows more of it.
    return members + fixed.filter { other in !members.contains { $0.name == other.name } }
  }

  /// The most bytes of the file: a thousand processes with their last lines.
  static let maximumSize = 16 << 20

  private mutating func read(_ file: String, _ status: File.Status) {
    do {
      known = (status, try FleetDocument(parsing: File.readRegular(file, upTo: Self.maximumSize)).members)
    } catch {
      problem = "\(file): \(error)"
    }
  }
}
