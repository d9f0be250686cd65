#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Operations on folders: list, create, remove.
public enum Folder {
  /// One entry of a folder.
  public struct Entry: Sendable, Equatable {
    /// The file name, without the folder's path.
    public let name: String
    /// The kind; a link is not followed.
    public let kind: File.Kind

    /// Creates an entry.
    public init(name: String, kind: File.Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// Returns the entries of the folder at `path`, without `.` and `..`, in byte order of the names: the same on every file system. Links
  /// are reported as links.
  public static func entries(_ path: String) throws(PlatformError) -> [Entry] {
    guard let stream = opendir(path) else { throw PlatformError("list", path) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw PlatformError("list", path) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      entries.append(Entry(name: name, kind: try kind(of: entry.pointee.d_type, path, name)))
    }
    return entries.sorted { $0.name.precedesInBytes($1.name) }
  }

  private static func kind(of type: UInt8, _ folder: String, _ name: String) throws(PlatformError) -> File.Kind {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): try File.status("\(folder)/\(name)", followingLink: false)?.kind ?? .other
    default: .other
    }
  }

  /// Creates the folder and its missing parents; a folder that exists already is no error.
  public static func create(_ path: String) throws(PlatformError) {
    if mkdir(path, 0o777) == 0 { return }
    if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try create(String(path[..<slash]))
      if mkdir(path, 0o777) == 0 { return }
    }
    let code = errno
    if code == EEXIST, try File.status(path)?.kind == .folder { return }
    throw PlatformError("create", path, code: code)
  }

  /// Creates a new folder in the system's folder for temporary files, and returns its path.
  public static func createTemporary(prefix: String) throws(PlatformError) -> String {
    var template = Array("/tmp/\(prefix).XXXXXX".utf8CString)
    if mkdtemp(&template) == nil { throw PlatformError("create", "/tmp/\(prefix)") }
    return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Removes the folder and all its contents. Links are removed, not followed.
  public static func remove(_ path: String) throws(PlatformError) {
    for entry in try entries(path) {
      let inner = "\(path)/\(entry.name)"
      if entry.kind == .folder { try remove(inner) } else { try File.remove(inner) }
    }
    if rmdir(path) != 0 { throw PlatformError("remove", path) }
  }

  /// The nearest folder that holds one of the names: `folder`, an absolute path, or one above it.
  public static func nearest(from folder: String, holding names: [String]) throws(PlatformError) -> String? {
    var candidate = folder
    while true {
      for name in names where try File.status("\(candidate)/\(name)") != nil { return candidate }
      if candidate == "/" { return nil }
      candidate = PathText.parent(candidate)
      if candidate.isEmpty { candidate = "/" }
    }
  }

  /// The folder that relative paths start from.
  public static func current() throws(PlatformError) -> String {
    guard let path = getcwd(nil, 0) else { throw PlatformError("name", "the current folder") }
    defer { free(path) }
    return String(cString: path)
  }
}
