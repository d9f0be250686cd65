extension GeneratedFile {
  /// The reason why a file cannot be generated, which a person has to mend.
  public struct Mistake: Error, Equatable {
    /// The line, from 1; `nil` where the reason concerns the whole file.
    public let line: Int?
    /// The reason.
    public let message: String
  }

  /// Returns the text that a file should have.
  ///
  /// - Parameters:
  ///   - parts: The generated parts of this one file: the whole of it, or blocks.
  ///   - present: The text that it has; `nil` where there is no such file.
  public static func text(of parts: [GeneratedFile], replacing present: String?) throws(Mistake) -> String {
    if let whole = parts.first(where: { $0.extent == .whole }) {
      precondition(parts.count == 1, "several generators make \(whole.path)")
      if let present, !isWhollyGenerated(present) {
        throw Mistake(
          line: nil,
          message: "bulkhead sync makes this file, but its first lines do not say that it was made: remove it if nobody needs what it holds")
      }
      return whole.content
    }
    let names = parts.compactMap { if case .block(let name) = $0.extent { name } else { nil } }
    guard var text = present else {
      throw Mistake(line: nil, message: "there is no such file; write it, with the blocks that bulkhead sync fills: \(names.joined(separator: ", "))")
    }
    if let unknown = GeneratedBlock.names(in: text).first(where: { !names.contains($0.name) }) {
      throw Mistake(
        line: unknown.line,
        message: "nothing makes a block \"\(unknown.name)\" here; remove it with its markers, or mend its name: \(names.joined(separator: ", "))")
    }
    for (name, part) in zip(names, parts) { text = try GeneratedBlock.replace(name, with: part.content, in: text) }
    return text
  }
}
