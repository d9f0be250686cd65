import Platform
import Testing

@testable import Console

@Suite struct AssetTests {
  private func text(_ asset: Asset) -> String { String(decoding: asset.bytes, as: UTF8.self) }

  @Test func `each file of the page is served as an editor has it`() throws {
    let names = try PageFolder.names()
    #expect(names.count == Asset.all.count)
    for name in names {
      let asset = try #require(Asset.all.first { $0.path == (name == "index.html" ? "/" : "/\(name)") }, "\(name) is not in Asset.all")
      #expect(try asset.bytes == File.read("\(PageFolder.path)/\(name)"), "\(name) has changed since the build")
    }
  }

  @Test func `each asset has a path of its own`() {
    #expect(Set(Asset.all.map(\.path)).count == Asset.all.count)
  }

  @Test func `everything that the page and its modules name is served`() {
    let served = Set(Asset.all.map(\.path))
    for asset in Asset.all {
      for mark in ["href=\"/", "src=\"/", "from \"./"] {
        for part in text(asset).split(separator: mark, omittingEmptySubsequences: false).dropFirst() {
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
        #expect(!text(asset).contains(mark), "\(asset.path) has \(mark)")
      }
      let addresses = text(asset).split(separator: "://").dropFirst().map { $0.prefix { $0 != "\"" && $0 != " " && $0 != "/" } }
      #expect(addresses.allSatisfy { ["www.w3.org", "host:9000,…"].contains($0) }, "\(asset.path) names \(addresses)")
    }
  }
}
