extension PlatformModules {
  /// The modules of the Swift toolchain and of the C libraries that it is for.
  ///
  /// The source is the Swift 6.3 toolchain for Linux (the `.swiftmodule` and `module.modulemap` files below its `lib`), and for the modules
  /// of other systems (Android, WASI, Windows) the folders `stdlib` and `cmake` of the repository of Swift. What the toolchain keeps in
  /// `lib/swift/host`, such as SwiftSyntax, is for its own programs: a package that imports it gets it from swift-syntax.
  static let toolchain = """
    Android Bionic Block BlocksRuntime Builtin CDispatch CFURLSessionInterface CFXMLInterface CRT CUUID CompilerPluginSupport CoreFoundation
    Cxx CxxShim CxxStdlib CxxStdlibShim Darwin DifferentiationUnittest Dispatch DispatchIntrospection Distributed Foundation
    FoundationEssentials FoundationInternationalization FoundationNetworking FoundationXML Glibc Musl Observation PackageDescription
    PackagePlugin RegexBuilder Runtime RuntimeUnittest SAL StdlibCollectionUnittest StdlibUnicodeUnittest StdlibUnittest Swift SwiftAndroid
    SwiftGlibc SwiftMusl SwiftOnoneSupport SwiftOverlayShims SwiftPrivate SwiftPrivateLibcExtras SwiftPrivateThreadExtras
    SwiftReflectionTest SwiftShims SwiftWASILibc Synchronization Testing WASILibc WinSDK XCTest XcodeProjectPlugin _Backtracing
    _Builtin_float _Builtin_intrinsics _Builtin_inttypes _Builtin_iso646 _Builtin_limits _Builtin_stdalign _Builtin_stdarg
    _Builtin_stdatomic _Builtin_stdbool _Builtin_stdckdint _Builtin_stdcountof _Builtin_stddef _Builtin_stddef_wint_t _Builtin_stdint
    _Builtin_stdnoreturn _Builtin_tgmath _Builtin_unwind _Concurrency _Differentiation _FoundationCShims _FoundationCollections
    _FoundationICU _InternalStaticMirror _InternalSwiftScan _RegexParser _StringProcessing _SwiftConcurrencyShims _SynchronizationShims
    _TestDiscovery _TestingInternals _TestingInterop _Testing_AppKit _Testing_CoreGraphics _Testing_CoreImage
    _Testing_ExperimentalImageAttachments _Testing_Foundation _Testing_UIKit _Testing_WinSDK _Volatile _errno _math _signal _stdio _time
    corecrt feature_availability ptrauth std ucrt vcruntime visualc wasi_pthread
    """
}
