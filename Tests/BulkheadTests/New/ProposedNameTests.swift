import Testing

@testable import Bulkhead

@Suite struct ProposedNameTests {
  private func refusal(service name: String) -> String? {
    do { _ = try ProposedName(service: name) } catch { return "\(error)" }
    return nil
  }

  private func refusal(package name: String) -> String? {
    do { _ = try ProposedName(package: name) } catch { return "\(error)" }
    return nil
  }

  @Test(arguments: [("billing", "Billing"), ("token-manager", "TokenManager"), ("mail2", "Mail2"), ("s3-mirror-v2", "S3MirrorV2")])
  func `a service's module is its words with capitals`(name: String, module: String) throws {
    #expect(try ProposedName(service: name).module == module)
  }

  @Test(arguments: [
    ("Billing", "billing"), ("TokenManager", "token-manager"), ("token_manager", "token-manager"), ("token manager", "token-manager"),
    ("-billing-", "billing"), ("billing--api", "billing-api"), ("2fa", "fa"), ("HTTPProxy", "httpproxy"), ("../billing", "billing"),
  ])
  func `a name that is written otherwise is mended`(name: String, mended: String) {
    #expect(refusal(service: name)?.hasSuffix("; how about \(mended)?") == true, "\(refusal(service: name) ?? "")")
    #expect(refusal(service: mended) == nil)
  }

  @Test(arguments: ["token-store", "tokenStore", "Token_Store", "token store"])
  func `a package's name is mended to its own form`(name: String) {
    #expect(refusal(package: name)?.hasSuffix("; how about TokenStore?") == true, "\(refusal(package: name) ?? "")")
  }

  @Test(arguments: ["", "ü", "--", "1"])
  func `what nothing can be made of is refused without advice`(name: String) {
    #expect(refusal(service: name)?.contains("how about") == false)
    #expect(refusal(package: name)?.contains("how about") == false)
  }

  @Test func `names have a longest`() throws {
    let longest = String(repeating: "a", count: 40)
    #expect(refusal(service: longest) == nil)
    #expect(refusal(service: longest + "a")?.contains("40 at most") == true)
  }

  @Test(arguments: [
    ("any", "is a word of Swift's own"), ("type", "is a word of Swift's own"), ("swift", "is a module of the toolchain"),
    ("testing", "is a module of the toolchain"), ("dispatch", "is a module of the toolchain"), ("task", "is the name of a type"),
    ("settings", "is the name of a type"),
  ])
  func `what the compiler takes for something else is refused, with another name`(name: String, why: String) {
    #expect(refusal(service: name)?.contains(why) == true)
    #expect(refusal(service: name)?.hasSuffix("; how about \(name)-service?") == true)
    #expect(refusal(service: "\(name)-service") == nil)
  }

  @Test(arguments: ["Any", "Glibc", "Foundation", "String"])
  func `so are names of packages`(name: String) {
    #expect(refusal(package: name)?.hasSuffix("; how about \(name)Kit?") == true)
  }
}
