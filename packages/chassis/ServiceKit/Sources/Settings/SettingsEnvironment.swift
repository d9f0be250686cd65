import Platform

/// The origin of settings: the variables of the environment, and the files that some of them name.
public struct SettingsEnvironment: Sendable {
  /// The largest size of a secret's file, in bytes.
  public static let maximumFileSize = 64 * 1024

  /// The variables that are set and not empty.
  public let variables: [String: String]

  /// Creates an environment.
  ///
  /// - Parameter variables: The variables; one that is empty counts as not set.
  public init(_ variables: [String: String]) { self.variables = variables.filter { !$0.value.isEmpty } }

  /// The environment that the process was started with.
  static var ofThisProcess: SettingsEnvironment { SettingsEnvironment(ThisProcess.environment) }

  enum FileText {
    case text(String)
    /// The file cannot be used; the found, in words.
    case unusable(String)
  }

  /// Returns the text of a small file, without the line end that editors append.
  func readFile(_ path: String) -> FileText {
    var bytes: [UInt8]
    do throws(RegularFileError) {
      bytes = try File.readRegular(path, upTo: Self.maximumFileSize)
    } catch {
      return switch error {
      case .notRegular: .unusable("something that is not a file")
      case .tooLarge(_, let size, let limit): .unusable("a file of \(size) bytes, more than \(limit)")
      case .unreadable(let error) where error.isNotFound: .unusable("no such file")
      case .unreadable(let error): .unusable("a file that cannot be read: \(error.reason)")
      }
    }
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else { return .unusable("bytes that are not UTF-8") }
    return text.isEmpty ? .unusable("an empty file") : .text(text)
  }
}
