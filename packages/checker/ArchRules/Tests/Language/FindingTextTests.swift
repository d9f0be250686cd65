import ArchRules
import Testing

/// Every code and text of findings, as they are known to those who read or match them. What changes here changes for them too.
@Suite struct FindingTextTests {
  @Test func `the texts of findings are these`() {
    #expect(RuleLanguage.findingTexts.map { "\($0.code): \($0.text)" }.joined(separator: "\n") == Self.texts)
  }

  @Test func `the built-in findings and how to mend them are these`() {
    #expect(BuiltInRule.allCases.map { "\($0.id): \($0.remedy)" }.joined(separator: "\n") == Self.remedies)
  }

  @Test func `a code stands for one text`() {
    #expect(Set(RuleLanguage.findingTexts.map(\.code)).count == RuleLanguage.findingTexts.count)
  }

  private static let texts = #"""
    allow/refused: {from} may import only {to}
    forbid/imported: {from} may not import {to}
    forbid/reached: {from} may not reach {to}
    require/missing: {target} imports none of {to}, and each of {from} must
    restrict/refused: only {only} may import {to}
    independent/refused: the members of {members} do not import one another
    layers/equals: {from} and {to} are equals of one layer and do not import one another
    layers/upwards: {from} is layer {low} from the top, below {to}, which is layer {high}
    layers/stray: {target} is among {members}, but in no layer of "{rule}"
    layers/ambiguous: {target} is in two layers of "{rule}": {first} (layer {high}) and {second} (layer {low})
    acyclic/cycle: {cycle} is a cycle; there is none without {breakers}
    acyclic/knot: {cycle} is a cycle, the shortest by its first import among {count} modules that reach one another: {modules}; there is none without {breakers}
    acyclic/ended: ; an exception in it ended on {day}
    acyclic/breaker: {from} → {to} ({place})
    acyclic/breakers: {from} → {to} ({place} and {count} more)
    declared/environmental: {target} declares it only where the environment variable {variable} asks for it: declare it for every build
    declared/unreachable: {target} does not declare it, and no dependency that it declares leads there: it builds by luck of order, if at all
    declared/undeclared: {target} does not declare it, and reaches it only through {way}, which the manifest declares: declare it directly
    declared/undeclaredFetched: {target} does not declare it, and gets it, if at all, through what {through} brings with it: declare it directly
    declared/unlisted: no manifest names it; it may be of {through}, whose modules are not known: bulkhead init --modules --write lists them
    declared/unknown: no manifest names it, and it is no known module of the platform: declare its package, list its modules, or name it under "platform"
    used/unused: {target} declares {dependency}, but none of its files imports it{hint}
    used/passedOn: ; it gets {module} only through the re-export of {through}
    used/oneTestDeclares: ; only {tests} does, by a declaration of its own
    used/testsDeclare: ; only {tests} do, by a declaration of their own
    used/oneTest: ; only {tests} does: declare it in {undeclared}
    used/tests: ; only {tests} do: declare it in {undeclared}
    covered/stray: {target} ({folder}) is in no group
    covered/unowned: {files} here in no target and no group: put them into a target, or name them as "sources" of a group
    check/imports: {from} imports {to}
    check/inFiles: {act} in {count} files, first {place}
    check/conditionalImport: {from} imports {to} under #if {condition}
    check/disabledImport: {from} imports {to} in code that no build has (#if {condition})
    check/asks: {from} asks whether it can import {to}
    check/macro: {from} names {to} in #externalMacro
    check/conditionalMacro: {from} names {to} in #externalMacro under #if {condition}
    check/disabledMacro: {from} names {to} in #externalMacro in code that no build has (#if {condition})
    check/reexport: {from} imports {through}, which re-exports {to}
    check/longReexport: {from} imports {through}, which re-exports {to} through {way}
    check/chain: {from} reaches {to} through {way}
    check/refusal: {act}; {because}
    check/ended: ; the exception for it ended on {day}
    exception/overAndNeeded: the exception of "{rule}" from {from} to {to} ended on {day}: what it excepted is a finding again
    exception/over: the exception of "{rule}" from {from} to {to} ended on {day}: nothing needs it any more
    exception/stale: the exception of "{rule}" from {from} to {to} excepts nothing
    configuration/group: group "{name}"
    configuration/rule: rule "{name}"
    configuration/unusedGroup: no rule speaks of the group "{group}"
    configuration/needlessOptional: {owner} is marked as optional, but now something matches it
    configuration/unmatchedGlob: the path glob "{glob}" of {owner} matches no target{hint}
    configuration/unmatchedIgnore: the glob "{glob}" of "ignore" matches no folder that is not left out already
    configuration/unmatchedSources: the glob "{glob}" of {owner} matches no Swift file that is in no target
    configuration/nearestGlob: ; did you mean "{glob}"?
    configuration/rootTargets: ; the targets at the root are in {names}
    configuration/targets: ; the targets under {folder} are in {names}
    configuration/moreTargets: {names} and {count} more
    configuration/noTargets: rule "{rule}" binds nothing: the repository has no targets
    configuration/unboundRule: rule "{rule}" binds nothing: no target of the repository is among {selection}
    baseline/unmatched: The entry ({entry}) matches no finding. {remedy}
    baseline/oneLeft: The entry ({entry}) stands for {count} findings, of which {left} is left. {remedy}
    baseline/someLeft: The entry ({entry}) stands for {count} findings, of which {left} are left. {remedy}
    """#

  private static let remedies = #"""
    bulkhead/unmatched-glob: Correct the glob, remove it, or, where its first target is still to come, say so with "optional" and why.
    bulkhead/unmatched-ignore: Correct the glob, or remove it.
    bulkhead/unbound-rule: Correct what the rule names, remove the rule, or mark the groups that are still empty as "optional".
    bulkhead/needless-optional: Remove the "optional" marker: from now on the group must have a member.
    bulkhead/unused-group: Name the group in a rule, or remove it.
    bulkhead/ambiguous-layer: Let the selections of the rule's layers overlap nowhere.
    bulkhead/stale-exception: Remove the exception: the wall stands without it.
    bulkhead/expired-exception: Mend what was excepted and remove the exception, or agree on a later day.
    bulkhead/stale-baseline: Run bulkhead check --shrink-baseline, so that what was mended stays mended.
    bulkhead/conflict-marker: Resolve the conflict and remove the markers.
    bulkhead/foreign-source: Move the source to the target that owns it, and let others import that target.
    bulkhead/shared-source: Let one target own the file, and let the other import that target.
    bulkhead/empty-target: Add the target's sources, correct its path, or remove it from the manifest.
    bulkhead/unknown-dependency: Correct the name, or add the package that provides it.
    bulkhead/hidden-import: Remove the flag from the target's unsafeFlags, and write the import into its sources.
    bulkhead/unreadable-manifest: Mend the manifest, or, where it is broken on purpose, leave its folder out: "ignore" in the rules file, with a reason.
    bulkhead/missing-package: Put the package where the manifest looks for it, or correct the path.
    bulkhead/stale-modules: Run swift package resolve, and then bulkhead init --modules --write.
    """#
}
