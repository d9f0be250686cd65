import ArchRules
import Testing

@Suite struct SelectionTests {
  private let modules = graph {
    $0.target("Billing", "services/billing/Sources")
    $0.target("BillingTests", "services/billing/Tests", kind: .test)
    $0.target("Root", ".")
    $0.external("Vendor", .checkout, kind: .library)
    $0.imports("Billing", "Foundation", "Vendor")
  }

  private func names(_ selection: Selection, groups: [Group] = []) -> [String] {
    RuleSet(groups: groups).members(of: selection, in: modules).map { modules.modules[$0].name }
  }

  private func inline(paths: [String] = [], modules: [String] = []) -> Selection {
    Selection([.selector(Selector(paths: paths, modules: modules))])
  }

  @Test func `paths select targets of the repository alone`() {
    #expect(names(inline(paths: ["**"])) == ["Billing", "BillingTests", "Root"])
    #expect(names(inline(paths: ["services/*/Sources"])) == ["Billing"])
  }

  @Test func `modules select by name wherever a module comes from`() {
    #expect(names(inline(modules: ["*"])) == ["Billing", "BillingTests", "Root", "Vendor", "Foundation"])
    #expect(names(inline(modules: ["Vendor", "Found*"])) == ["Vendor", "Foundation"])
  }

  @Test func `a list selects what any of its items does, once`() {
    let groups = [Group(name: "billing", selector: Selector(paths: ["services/billing"]))]
    let selection = Selection([.group("billing"), .selector(Selector(modules: ["Billing", "Root"])), .group("unknown")])
    #expect(names(selection, groups: groups) == ["Billing", "BillingTests", "Root"])
  }

  @Test func `a selection is told in words`() {
    #expect(Selection([]).description == "nothing")
    #expect(Selection.group("a").description == "a")
    #expect(Selection([.group("a"), .selector(Selector(paths: ["b/*"], modules: ["C"]))]).description == "a, b/* or C")
  }

  @Test func `a relation pairs what binds the same values`() {
    let set = RuleSet()
    let index = SelectionIndex(set, modules)
    let relation = Relation(
      subjects: index.membership(of: inline(paths: ["services/{name}/Tests", "."])),
      objects: index.membership(of: inline(paths: ["services/{name}/Sources"], modules: ["Foundation"])))
    #expect(relation.subjects == [0, 1, 2])
    #expect(relation.objects(of: 1) == [0, 4])
    #expect(relation.objects(of: 2) == [4])
    #expect(relation.objects(of: 3) == [])
  }
}
