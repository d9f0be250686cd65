import Platform

/// A cache of SwiftPM's answers, in one file.
///
/// The file is `bulkhead manifests 1`, a checksum, and then alternating keys and answers, each preceded by its length. A file that is
/// damaged, or of another version, counts as empty. It is replaced as a whole, so that concurrent runs see a whole one; the last to write
/// wins, and the other runs ask SwiftPM again.
struct ManifestCache {
  /// The bounds of the cache, in answers and in bytes, unless one run used more.
  static let maximumCount = 256
  static let maximumSize = 16 << 20

  private static let header = Array("bulkhead manifests 1\n".utf8)

  private struct Entry {
    var key: [UInt8]
    var answer: [UInt8]
    var isUsed = false
    var size: Int { key.count + answer.count }
  }

  private var entries: [Entry] = []
  private var indices: [[UInt8]: Int] = [:]
  /// Whether there is something to write.
  private(set) var isChanged = false

  init() {}

  /// Reads the file at `path`, if it is there and whole.
  init(reading path: String) {
    guard let bytes = try? File.read(path), let fields = Self.fields(bytes[...]) else { return }
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      indices[Array(fields[index])] = entries.count
      entries.append(Entry(key: Array(fields[index]), answer: Array(fields[index + 1])))
    }
  }

  /// Returns the answer for the key, which thereby counts as used.
  mutating func answer(_ key: [UInt8]) -> [UInt8]? {
    guard let index = indices[key] else { return nil }
    entries[index].isUsed = true
    return entries[index].answer
  }

  mutating func keep(_ answer: [UInt8], for key: [UInt8]) {
    isChanged = true
    if let index = indices[key] {
      entries[index] = Entry(key: key, answer: answer, isUsed: true)
    } else {
      indices[key] = entries.count
      entries.append(Entry(key: key, answer: answer, isUsed: true))
    }
  }

  /// Writes the answers used and, as far as there is room, the others. A file that cannot be written is no error: the next run asks again.
  func write(to path: String) {
    var kept = entries.filter(\.isUsed)
    var size = kept.reduce(0) { $0 + $1.size }
    for entry in entries where !entry.isUsed {
      size += entry.size
      if kept.count >= Self.maximumCount || size > Self.maximumSize { break }
      kept.append(entry)
    }
    var body: [UInt8] = []
    for entry in kept {
      body.appendField(entry.key)
      body.appendField(entry.answer)
    }
    var bytes = Self.header
    bytes.appendInteger(Self.checksum(body[...]))
    bytes += body
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try? Folder.create(String(path[..<slash])) }
    try? File.write(bytes, to: path)
  }

  // MARK: The file

  private static func fields(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var rest = bytes
    guard rest.starts(with: header) else { return nil }
    rest = rest.dropFirst(header.count)
    guard let checksum = integer(&rest), checksum == self.checksum(rest) else { return nil }
    var fields: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      guard let count = integer(&rest), count <= rest.count else { return nil }
      fields.append(rest.prefix(Int(count)))
      rest = rest.dropFirst(Int(count))
    }
    return fields.count.isMultiple(of: 2) ? fields : nil
  }

  private static func integer(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.dropFirst(8) }
    return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Returns the FNV-1a hash, which detects damage, not tampering.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer { $0.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
  }
}
