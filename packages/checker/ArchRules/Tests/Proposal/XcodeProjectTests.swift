import PackageGraph
import Testing

@testable import ArchRules

/// The names and files of the modules that Xcode projects build, and what is made of them.
@Suite struct XcodeProjectTests {
  /// A project text: `Shop: application Shop/App.swift Shop/Cart.swift`, a target for each line, its product's name after a `=`; the first
  /// target is the one that the others depend on, and a path that ends in `/` is a folder that a target has whole.
  private func project(_ lines: [String], settings: String = "") -> [UInt8] {
    var text = "// !$*UTF8*$!\n{ archiveVersion = 1; objects = { main = { isa = PBXGroup; sourceTree = \"<group>\"; children = ("
    let targets = lines.map { line -> (name: String, product: String, type: String, paths: [String]) in
      let words = line.split(separator: " ").map(String.init)
      let name = words[0].split(separator: "=").map(String.init)
      return (name[0], name[name.count - 1], words[1], Array(words.dropFirst(2)))
    }
    let files = Set(targets.flatMap(\.paths)).sorted()
    for file in files { text += "\"\(file)\" /* a file */, " }
    text += "); };\n"
    for file in files {
      text +=
        "\"\(file)\" = { isa = PBXFileReference; path = \"\(file.hasSuffix("/") ? String(file.dropLast()) : file)\"; sourceTree = \"<group>\"; };\n"
      text += "\"build-\(file)\" = { isa = PBXBuildFile; fileRef = \"\(file)\" /* it */; };\n"
    }
    for target in targets {
      let folders = target.paths.filter { $0.hasSuffix("/") }.map { "\"\($0)\"" }.joined(separator: ", ")
      let sources = target.paths.filter { !$0.hasSuffix("/") }.map { "\"build-\($0)\"" }.joined(separator: ", ")
      text += """
        \(target.name) = { isa = PBXNativeTarget; name = \(target.name); productReference = product-\(target.name);
          productType = "com.apple.product-type.\(target.type)"; buildPhases = (sources-\(target.name));
          buildConfigurationList = list; dependencies = (\(target.name == targets[0].name ? "" : "dependency")); fileSystemSynchronizedGroups = (\(folders)); };
        sources-\(target.name) = { isa = PBXSourcesBuildPhase; files = (\(sources)); };
        product-\(target.name) = { isa = PBXFileReference; path = \(target.product).app; sourceTree = BUILT_PRODUCTS_DIR; };

        """
    }
    text += """
      dependency = { isa = PBXTargetDependency; target = \(targets[0].name); };
      list = { isa = XCConfigurationList; buildConfigurations = (debug, release); };
      debug = { isa = XCBuildConfiguration; buildSettings = { \(settings) }; name = Debug; };
      release = { isa = XCBuildConfiguration; buildSettings = { \(settings) }; name = Release; };
      project = { isa = PBXProject; mainGroup = main; targets = (\(targets.map(\.name).joined(separator: ", "))); };
      }; rootObject = project /* Project object */; }
      """
    return Array(text.utf8)
  }

  private func names(_ text: [UInt8]) -> [String] { XcodeProject(parsing: text, in: ".")?.modules.map(\.name) ?? [] }

  private func modules(_ text: [UInt8], in folder: String = ".", unowned: [String: Int]) -> [String] {
    var graph = ModuleGraph()
    graph.unowned = unowned.map { UnownedSources(folder: $0.key, fileCount: $0.value) }.sorted { $0.folder < $1.folder }
    let project = XcodeProject(parsing: text, in: folder)
    return ScopeProposal(graph, projects: [folder], built: [project].compactMap(\.self)).folderModules.map { module in
      "\(module.name)\(module.isLibrary ? " (library)" : ""): \(module.sources.joined(separator: " "))"
    }
  }

  @Test func `a module is called as the settings say, or else as its product`() {
    #expect(names(project(["Shop=Shop-Beta application"])) == ["Shop_Beta"])
    #expect(names(project(["Shop=Beta application"], settings: "PRODUCT_NAME = \"My Shop\";")) == ["My_Shop"])
    #expect(names(project(["Shop application"], settings: "PRODUCT_MODULE_NAME = Store; PRODUCT_NAME = \"My Shop\";")) == ["Store"])
    #expect(names(project(["Shop=Beta application"], settings: "PRODUCT_NAME = \"$(TARGET_NAME:c99extidentifier)\";")) == ["Shop"])
    #expect(names(project(["Shop=Beta application"], settings: "PRODUCT_NAME = \"$(OTHER)\";")) == ["Beta"])
  }

  @Test func `what is no project has no modules`() {
    for text in ["", "import Kit\n", "{ objects = { }; }", "{ a = (b c); }", "{ a = \"b", String(repeating: "(", count: 100_000)] {
      #expect(XcodeProject(parsing: Array(text.utf8), in: ".") == nil, "\(text.prefix(20))")
    }
  }

  @Test func `files are where groups and the project are`() {
    let text = """
      { objects = {
        a = { path = Sources; sourceTree = "<group>"; children = (b, c, a); }; b = { path = "../x\\"y.swift"; sourceTree = "<group>"; };
        c = { path = Top.swift; sourceTree = SOURCE_ROOT; }; main = { sourceTree = "<group>"; children = (a); };
        f1 = { fileRef = b; }; f2 = { fileRef = c; }; s = { isa = PBXSourcesBuildPhase; files = (f1, f2); };
        t = { name = App; productType = "com.apple.product-type.tool"; buildPhases = (s); };
        p = { mainGroup = main; projectDirPath = In; targets = (t); };
      }; rootObject = p; }
      """
    #expect(XcodeProject(parsing: Array(text.utf8), in: "iOS")?.modules.first?.files == ["iOS/In/x\"y.swift", "iOS/In/Top.swift"])
  }

  @Test func `folders that an app is built from are one module by its name, for several systems too`() {
    let text = project(["Mac=News application Mac/ Shared/", "Phone=News application iOS/ Shared/", "Checks bundle.unit-test Specs/"])
    #expect(
      modules(text, unowned: ["Mac": 9, "Shared": 20, "iOS": 8, "Specs": 3]) == ["AppTests: Specs", "News: Mac Shared iOS"])
    let listed = project(["Studies application App/A.swift App/B.swift", "Widget app-extension App/B.swift Widget/W.swift"])
    #expect(modules(listed, unowned: ["App": 2, "Widget": 1]) == ["Studies: App", "Widget: Widget"])
  }

  @Test func `a folder that is mostly of no target, or of several, keeps its name, and frameworks are libraries`() {
    let text = project(["Shop application Code/A.swift", "Storage framework Data/A.swift Data/B.swift"])
    #expect(modules(text, unowned: ["Code": 2, "Data": 3]) == ["Code: Code", "Storage (library): Data"])
  }

  @Test func `of many apps those that tests import keep their folders, and what is within another's comes first`() {
    let text = project((1...13).map { "P\($0) application All/P\($0)/A.swift" } + ["Checks bundle.unit-test Tests/T.swift"])
    var unowned = Dictionary(uniqueKeysWithValues: (1...13).map { ("All/P\($0)", 1) })
    unowned["Tests"] = 1
    #expect(modules(text, unowned: unowned) == ["AppTests: Tests", "P1: All/P1", "All: All"])
  }
}
