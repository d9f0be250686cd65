/// The system's OpenSSL, which is loaded when somebody first needs it.
public enum TLSLibrary {
  /// Loads the library unless it is loaded. Throws what is missing, and which package to install: to be asked where a process checks its
  /// settings, so that it does not find out with the first connection.
  public static func load() throws(TLSError) { _ = try OpenSSL.shared.get() }
}
