import Platform
import Synchronization

/// A server's context that is made anew when its files have changed, be it by a new file, new bytes, or a symbolic link that leads elsewhere.
/// Connections that are open keep the context that they were made with.
public final class TLSServerSource: Sendable {
  private let configuration: TLSServerConfiguration
  private let state: Mutex<State>

  private struct State {
    var context: TLSServerContext
    var marks: [File.Status?]
  }

  /// Reads the files. Throws what is missing or wrong.
  public init(_ configuration: TLSServerConfiguration) throws(TLSError) {
    self.configuration = configuration
    // Looked at before they are read: what changes meanwhile is read again.
    let marks = Self.marks(of: configuration)
    state = Mutex(State(context: try TLSServerContext(configuration), marks: marks))
  }

  /// The context for the next connection.
  public var context: TLSServerContext { state.withLock { $0.context } }

  /// Reads the files again where they have changed, and returns whether they had. Throws what is wrong with them: then the context stays as
  /// it is, and the next call tries again, for a certificate and its key may be replaced one after the other.
  public func refresh() throws(TLSError) -> Bool {
    let marks = Self.marks(of: configuration)
    if state.withLock({ $0.marks == marks }) { return false }
    let context = try TLSServerContext(configuration)
    state.withLock { $0 = State(context: context, marks: marks) }
    return true
  }

  private static func marks(of configuration: TLSServerConfiguration) -> [File.Status?] {
    var files = [configuration.identity.certificateFile, configuration.identity.keyFile]
    switch configuration.clients {
    case .none: break
    case .optional(let authorities), .required(let authorities): files.append(authorities)
    }
    return files.map { (try? File.status($0)) ?? nil }
  }
}
