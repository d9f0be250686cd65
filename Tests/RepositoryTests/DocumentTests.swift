import Testing

@Suite struct DocumentTests {
  @Test func `the README sets up with exactly two commands`() throws {
    let lines = try Checkout.lines("README.md")
    let heading = try #require(lines.firstIndex(of: "## Set up"))
    let open = try #require(lines[heading...].firstIndex { $0.hasPrefix("```") })
    let close = try #require(lines[(open + 1)...].firstIndex { $0.hasPrefix("```") })
    let commands = lines[(open + 1)..<close].map { $0.prefix { $0 != "#" }.trimmed }
    #expect(commands == ["make run", "make test"])
  }

  @Test func `relative links in documents lead somewhere`() throws {
    let documents = try Checkout.files(endingIn: ".md")
    #expect(documents.contains("README.md"))
    for document in documents {
      let folder = document.split(separator: "/").dropLast().joined(separator: "/")
      for link in links(in: try Checkout.text(document)) where !link.contains("://") && !link.hasPrefix("#") {
        let target = link.prefix { $0 != "#" }
        #expect(try Checkout.exists(folder.isEmpty ? String(target) : "\(folder)/\(target)"), "\(document) links to \(link)")
      }
    }
  }

  /// What stands between `](` and `)` outside fenced code.
  private func links(in text: String) -> [String] {
    var links: [String] = []
    var isCode = false
    for line in text.split(separator: "\n") {
      if line.trimmed.hasPrefix("```") { isCode.toggle() }
      if isCode { continue }
      for part in line.split(separator: "](").dropFirst() {
        if let end = part.firstIndex(of: ")") { links.append(String(part[..<end])) }
      }
    }
    return links
  }

  @Test func `the table of services says which are built`() throws {
    let lines = try Checkout.lines("docs/services.md")
    let begin = try #require(lines.firstIndex(of: "<!-- begin services -->"))
    let end = try #require(lines.firstIndex(of: "<!-- end services -->"))
    var built: [String] = []
    for line in lines[(begin + 3)..<end] {
      let cells = line.split(separator: "|").map(\.trimmed)
      try #require(cells.count == 5, "\(line)")
      #expect(["built", "planned"].contains(cells[4]) && ["server", "worker", "server, worker"].contains(cells[1]), "\(line)")
      if cells[4] == "built" { built.append(String(cells[0].drop { $0 == "[" }.prefix { $0 != "]" })) }
    }
    #expect(try built.sorted() == Checkout.folders(in: "services"))
  }

  @Test func `decisions are numbered without a gap`() throws {
    let numbers = try Checkout.files(endingIn: ".md", below: "docs/adr").map { Int($0.dropFirst("docs/adr/".count).prefix(4)) }
    #expect(numbers == Array(1...numbers.count))
  }
}

extension Substring {
  var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
