import CommandLine
import PackageGraph
import Platform
import ServiceDescription

/// The name of something new, held against everything that has a name already.
struct ProposedName {
  /// As people write it: `token-manager`, `TokenStore`.
  let name: String
  /// The module of its sources.
  let module: String

  private static let maximumLength = 40

  /// A service's name: lower-case words joined by hyphens.
  init(service name: String) throws {
    let mended = Self.mended(name)
    guard ServiceDescription.isName(name), name.utf8.count <= Self.maximumLength else {
      throw Self.refused(
        name, "expected lower-case words of letters and digits joined by hyphens, a letter first, \(Self.maximumLength) at most",
        mended: mended.map { $0.joined(separator: "-") })
    }
    self.name = name
    module = Self.camelCase(name.split(separator: "-").map(String.init))
    try checkModule(mended: "\(name)-service")
  }

  /// A package's name, which is its module's: words that begin with a capital, joined.
  init(package name: String) throws {
    let isFirstCapital = name.utf8.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ?? false
    guard isFirstCapital, name.utf8.allSatisfy(Self.isLetterOrDigit), name.utf8.count <= Self.maximumLength else {
      throw Self.refused(
        name, "expected words of letters and digits joined, each with a capital first, \(Self.maximumLength) at most",
        mended: Self.mended(name).map(Self.camelCase))
    }
    self.name = name
    module = name
    try checkModule(mended: "\(name)Kit")
  }

  /// Refuses a name that the compiler, or the code within the module, could take for another.
  private func checkModule(mended: String) throws {
    if ReservedNames.keywords.contains(module) { throw Self.refused(name, "\(module) is a word of Swift's own", mended: mended) }
    if ReservedNames.modules.contains(module) { throw Self.refused(name, "\(module) is a module of the toolchain", mended: mended) }
    if ReservedNames.types.contains(module) {
      throw Self.refused(name, "\(module) is the name of a type that most code uses, which a module of that name would hide", mended: mended)
    }
  }

  /// Refuses a name that a module, a target, a product or a folder of the repository has.
  func check(against repository: Repository, folders: [String]) throws {
    let graph = repository.graph
    for taken in [module, "\(module)Tests"] {
      let same = graph.modules.indices.first { graph.modules[$0].name.lowercased() == taken.lowercased() }
      if let same {
        let place = graph.modules[same].folder.map { " in \($0)" } ?? ""
        throw Self.refused(name, "there is a module \(graph.modules[same].name)\(place) already")
      }
    }
    for manifest in repository.manifests.map(\.manifest) {
      if let product = manifest.products.first(where: { $0.name.lowercased() == name.lowercased() }) {
        throw Self.refused(name, "there is a product \(product.name) already")
      }
    }
    for folder in folders {
      let parent = PathText.parent(folder)
      let last = folder.split(separator: "/").last!.lowercased()
      guard try File.status("\(repository.root)/\(parent)")?.kind == .folder else { continue }
      // Some file systems tell no difference between letters and capitals.
      if let same = try Folder.entries("\(repository.root)/\(parent)").first(where: { $0.name.lowercased() == last }) {
        throw Self.refused(name, "\(parent)/\(same.name) is there already, and nothing is overwritten")
      }
    }
  }

  private static func refused(_ name: String, _ why: String, mended: String? = nil) -> Failure {
    let hint = mended.flatMap { $0 == name || $0.isEmpty ? nil : "; how about \($0)?" } ?? ""
    return Failure("'\(name)': \(why)\(hint)")
  }

  // MARK: Words

  private static func camelCase(_ words: [String]) -> String { words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }

  /// The words of a name, however it is written; `nil` where nothing of it can be used.
  private static func mended(_ name: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for character in name.unicodeScalars {
      let isUsable = character.value < 0x80 && isLetterOrDigit(UInt8(character.value))
      let isCapital = isUsable && ("A"..."Z").contains(character)
      if !isUsable || isCapital && wasSmall {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isUsable, !word.isEmpty || !words.isEmpty || !("0"..."9").contains(character) { word += String(character).lowercased() }
      wasSmall = isUsable && !isCapital
    }
    if !word.isEmpty { words.append(word) }
    while words.joined(separator: "-").utf8.count > maximumLength { words.removeLast() }
    return words.isEmpty ? nil : words
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
