/// Names that a module cannot have, or had better not.
enum ReservedNames {
  /// Words that stand for something wherever a type may be named.
  static let keywords: Set<String> = ["Any", "Self", "Type", "Protocol"]

  /// What the toolchains bring, on any platform.
  static let modules: Set<String> = [
    "Accelerate", "Android", "Builtin", "CoreFoundation", "CRT", "Cxx", "CxxStdlib", "Darwin", "Dispatch", "Distributed", "Foundation",
    "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking", "FoundationXML", "Glibc", "Musl", "ObjectiveC", "Observation",
    "PackageDescription", "PackagePlugin", "RegexBuilder", "Runtime", "Security", "Swift", "SwiftOnoneSupport", "SwiftShims", "Synchronization",
    "Testing", "WASILibc", "WinSDK", "XCTest",
  ]

  /// Types of the language and of what every service imports.
  static let types: Set<String> = [
    "Array", "Atomic", "Bool", "Byte", "Character", "Client", "Clock", "CollectionDifference", "Comment", "Counter", "Deadline", "Dictionary",
    "Double", "Duration", "Error", "Event", "File", "Float", "Folder", "Gauge", "Handler", "Headers", "Histogram", "Identifiable", "Int", "Intake",
    "Issue", "Key", "Listener", "Logger", "Method", "Metrics", "Middleware", "Mirror", "Module", "Mutex", "Never", "Optional", "Package", "Part",
    "Path", "Pipe", "Problem", "Process", "Python", "Query", "Range", "Request", "Response", "Result", "Route", "Router", "Secret", "Server",
    "Service", "Set", "Setting", "Settings", "Signal", "Signals", "Socket", "Span", "Status", "String", "Suite", "Tag", "Task", "Test", "Tracer",
    "Trait", "Transport", "Void",
  ]
}
