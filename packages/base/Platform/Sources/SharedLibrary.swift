#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A shared library that is loaded while the process runs (dlopen(3)), and stays loaded until the process ends.
public struct SharedLibrary: @unchecked Sendable {
  /// The name that it was loaded by.
  public let name: String
  // A handle that any thread may use, and that is never given back.
  private let handle: UnsafeMutableRawPointer

  /// Loads the library of this file name from where the system keeps libraries, or takes the one that is loaded already.
  public init(_ name: String) throws(SharedLibraryError) {
    guard let handle = dlopen(name, RTLD_NOW) else {
      throw SharedLibraryError(name: name, reason: dlerror().map { String(cString: $0) } ?? "no reason is told")
    }
    self.name = name
    self.handle = handle
  }

  /// Returns the address of what the library offers under the name; `nil` where that is nothing.
  public func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }
}

/// The reason why a shared library is not loaded, as the system tells it.
public struct SharedLibraryError: Error, Equatable, CustomStringConvertible {
  public let name: String
  public let reason: String

  public var description: String { "cannot load \(name): \(reason)" }
}
