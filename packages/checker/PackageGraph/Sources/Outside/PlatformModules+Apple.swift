extension PlatformModules {
  /// The modules of Apple's SDKs for macOS, iOS, tvOS, watchOS and visionOS, by the names that Swift imports them by.
  ///
  /// The source is the list of technologies in Apple's developer documentation (developer.apple.com/documentation/technologies), with the
  /// frameworks that are no longer in it as PyObjC and .NET for Apple platforms list them, and the modules of C libraries in the SDKs.
  static let apple = """
    ARKit AVFAudio AVFoundation AVKit AVRouting Accelerate Accessibility AccessoryNotifications AccessorySetupKit
    AccessoryTransportExtension Accounts ActivityKit AdAttributionKit AdServices AdSupport AddressBook AddressBookUI AlarmKit AppClip
    AppIntents AppKit AppMigrationKit AppTrackingTransparency AppleArchive AppleScriptKit AppleScriptObjC AppleTextureEncoder
    ApplicationServices AssetsLibrary AudioToolbox AudioUnit AudioVideoBridging AuthenticationServices AutomaticAssessmentConfiguration
    Automator BackgroundAssets BackgroundTasks BrowserEngineCore BrowserEngineKit BrowserKit BusinessChat CFNetwork CUPS CalendarStore
    CallKit CarKey CarPlay Carbon Charts Cinematic ClassKit ClockKit CloudKit Cocoa Collaboration ColorSync Combine CommonCrypto
    CompositorServices Compression ContactProvider Contacts ContactsUI CoreAudio CoreAudioKit CoreAudioTypes CoreBluetooth CoreData
    CoreDisplay CoreFoundation CoreGraphics CoreHID CoreHaptics CoreImage CoreLocation CoreLocationUI CoreMIDI CoreML CoreMedia CoreMediaIO
    CoreMotion CoreNFC CoreServices CoreSpotlight CoreTelephony CoreText CoreTransferable CoreVideo CoreWLAN CreateML CreateMLComponents
    CryptoKit CryptoTokenKit DVComponentGlue DVDPlayback Darwin DarwinFoundation DataDetection DeclaredAgeRange DeveloperToolsSupport
    DeviceActivity DeviceActivityUI DeviceCheck DeviceDiscoveryExtension DeviceDiscoveryUI DictionaryServices DirectoryService DiscRecording
    DiscRecordingUI DiskArbitration Dispatch DockKit DriverKit EndpointSecurity EnergyKit EventKit EventKitUI ExceptionHandling
    ExecutionPolicy ExposureNotification ExtensionFoundation ExtensionKit ExternalAccessory FSEvents FSKit FamilyControls FileProvider
    FileProviderUI FinanceKit FinanceKitUI FinderSync ForceFeedback Foundation FoundationModels GLKit GLUT GSS GameCenter GameController
    GameKit GameSave GameplayKit GeoToolbox GroupActivities HIDDriverKit HealthKit HealthKitUI HomeKit Hypervisor ICADevices IMServicePlugIn
    IOBluetooth IOBluetoothUI IOKit IOSurface IOUSBHost IdentityDocumentServices IdentityDocumentServicesUI IdentityLookup IdentityLookupUI
    ImageCaptureCore ImageIO ImagePlayground ImmersiveMediaSupport InputMethodKit InstallerPlugins InstantMessage Intents IntentsUI
    JavaNativeFoundation JavaRuntimeSupport JavaScriptCore JournalingSuggestions Kerberos Kernel KernelManagement LDAP LatentSemanticMapping
    LaunchServices LightweightCodeRequirements LinkPresentation LiveCommunicationKit LocalAuthentication LocalAuthenticationEmbeddedUI
    LockedCameraCapture MLCompute MachO MailKit ManagedApp ManagedAppDistribution ManagedSettings ManagedSettingsUI MapKit MarketplaceKit
    Matter MatterSupport MediaAccessibility MediaExtension MediaLibrary MediaPlayer MediaSetup MediaToolbox Message MessageUI Messages Metal
    MetalFX MetalKit MetalPerformancePrimitives MetalPerformanceShaders MetalPerformanceShadersGraph MetricKit MobileCoreServices ModelIO
    MultipeerConnectivity MusicKit NaturalLanguage NearbyInteraction NearbyInteractionUI NetFS Network NetworkExtension NetworkingDriverKit
    NewsstandKit NotificationCenter OSAKit OSLog ObjectiveC Observation OpenAL OpenCL OpenDirectory OpenGL OpenGLES PCIDriverKit PCSC PDFKit
    PHASE PaperKit ParavirtualizedGraphics PassKit PencilKit PermissionKit Photos PhotosUI PlaygroundBluetooth PlaygroundSupport
    PreferencePanes ProximityReader PubSub PushKit PushToTalk QTKit Quartz QuartzCore QuickLook QuickLookThumbnailing QuickLookUI
    RealityFoundation RealityKit RelevanceKit ReplayKit RoomPlan SQLite3 SafariServices SafetyKit SceneKit ScreenCaptureKit ScreenSaver
    ScreenTime ScriptingBridge SearchKit SecureElementCredential Security SecurityFoundation SecurityInterface SecurityUI
    SensitiveContentAnalysis SensorKit ServerNotification ServiceManagement SharedWithYou SharedWithYouCore ShazamKit Social SoundAnalysis
    Spatial Speech SpriteKit StickerFoundation StickerKit StoreKit StoreKitTest SwiftData SwiftUI SwiftUICore Symbols SyncServices System
    SystemConfiguration SystemExtensions TVMLKit TVServices TVUIKit TabularData Tcl TelephonyMessagingKit ThreadNetwork TipKit Tk
    Translation TranslationUIProvider Twitter UIKit UIKitCore USBDriverKit USBSerialDriverKit UniformTypeIdentifiers UserNotifications
    UserNotificationsUI VideoDecodeAcceleration VideoSubscriberAccount VideoToolbox Virtualization Vision VisionKit VisualIntelligence
    WatchConnectivity WatchKit WeatherKit WebKit WiFiAware WidgetKit WorkoutKit WritingTools XCTest XCUIAutomation XPC XcodeKit
    XgridFoundation _LocationEssentials asl copyfile cups curses dnssd editline execinfo iAd iTunesLibrary launch libkern libxml2 libxslt mach_o
    ncurses net_snmp notify os removefile sandbox simd sqlite3 vImage vecLib vmm vmnet xpc zlib
    """
}
