import Testing

@testable import Console

@Suite struct AssetTests {
  @Test func `each asset has a path of its own`() {
    #expect(Set(Asset.all.map(\.path)).count == Asset.all.count)
  }

  @Test func `everything that the page and its modules name is served`() {
    let served = Set(Asset.all.map(\.path))
    for asset in Asset.all {
      for mark in ["href=\"/", "src=\"/", "from \"./"] {
        for part in asset.text.split(separator: mark, omittingEmptySubsequences: false).dropFirst() {
          let path = "/" + part.prefix { $0 != "\"" }
          #expect(served.contains(path), "\(asset.path) names \(path)")
        }
      }
    }
  }

  @Test func `nothing is inline and nothing comes from elsewhere, as the content security policy has it`() {
    for asset in Asset.all {
      for mark in [
        "<script>", " style=\"", "onclick=\"", "javascript:", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import",
        "url(",
      ] {
        #expect(!asset.text.contains(mark), "\(asset.path) has \(mark)")
      }
      let addresses = asset.text.split(separator: "://").dropFirst().map { $0.prefix { $0 != "\"" && $0 != " " && $0 != "/" } }
      #expect(addresses.allSatisfy { ["www.w3.org", "host:9000,…"].contains($0) }, "\(asset.path) names \(addresses)")
    }
  }
}
