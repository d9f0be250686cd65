/// Rules files and baselines, each with what is to be thought of it.
enum SchemaCorpus {
  enum Verdict {
    /// Schema and parser take it.
    case valid
    /// Neither does.
    case invalid
    /// A schema cannot see what is wrong: the parser alone refuses it.
    case refusedByParser
  }

  static let ruleFiles: [(text: String, verdict: Verdict)] =
    [
      (#"{ "version": 1, "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .valid),
      (#"{ "$schema": "s", "version": 1, "groups": {}, "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .valid),
      (#"{ "$schema": 1, "version": 1, "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .invalid),
      (#"{ "version": 1, "rules": [] }"#, .invalid),
      (#"{ "version": 1, "rules": {} }"#, .invalid),
      (#"{ "version": 1 }"#, .invalid),
      (#"{ "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .invalid),
      (#"{ "version": 2, "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .invalid),
      (#"{ "version": "1", "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .invalid),
      (#"{ "version": 1, "rule": [], "rules": [{ "id": "a", "kind": "acyclic", "reason": "R." }] }"#, .invalid),
      (#"[]"#, .invalid), (#""rules""#, .invalid),
    ] + scope + groups + selections + kinds + common + exceptions

  private static let scope: [(String, Verdict)] = [
    (file(#""ignore": []"#), .valid),
    (file(#""ignore": [{ "paths": ["Fixtures", "Tests/**/Templates"], "reason": "Broken on purpose." }]"#), .valid),
    (file(#""ignore": [{ "paths": ["Fixtures"] }]"#), .invalid),
    (file(#""ignore": [{ "paths": ["Fixtures"], "reason": " " }]"#), .invalid),
    (file(#""ignore": [{ "reason": "R." }]"#), .invalid),
    (file(#""ignore": [{ "paths": [], "reason": "R." }]"#), .invalid),
    (file(#""ignore": [{ "paths": ["a", "a"], "reason": "R." }]"#), .invalid),
    (file(#""ignore": [{ "paths": ["a"], "reason": "R.", "until": "2027-01-31" }]"#), .invalid),
    (file(#""ignore": ["Fixtures"]"#), .invalid),
    (file(#""ignore": { "paths": ["Fixtures"], "reason": "R." }"#), .invalid),
    (file(#""ignore": [{ "paths": ["../a"], "reason": "R." }]"#), .refusedByParser),
    (file(#""affectsAll": ["Makefile", "scripts/**"]"#), .valid),
    (file(#""affectsAll": []"#), .invalid),
    (file(#""affectsAll": "Makefile""#), .invalid),
    (file(#""affectsAll": [1]"#), .invalid),
    (file(#""affectsAll": ["/Makefile"]"#), .refusedByParser),
    (file(#""platform": ["CVendor", "CBoard*"]"#), .valid),
    (file(#""platform": []"#), .invalid),
    (file(#""platform": "CVendor""#), .invalid),
    (file(#""platform": ["a/b"]"#), .refusedByParser),
  ]

  private static let groups: [(String, Verdict)] = [
    (group(#""unknown": { "modules": ["X"] }"#), .refusedByParser),
    (group(#""g": { "paths": ["a/*", "**/b", "c/{name}/d"], "modules": ["X*"], "optional": "Soon." }"#), .valid),
    (group(#""g": { "sources": ["iOS/App/**"] }"#), .valid),
    (group(#""g": { "sources": [] }"#), .invalid),
    (group(#""g": { "sources": ["../a"] }"#), .refusedByParser),
    (group(#""A.b_c-1": { "modules": ["X"] }"#), .valid),
    (group(#""": { "modules": ["X"] }"#), .invalid),
    (group(#""-a": { "modules": ["X"] }"#), .invalid),
    (group(#""a b": { "modules": ["X"] }"#), .invalid),
    (group(#""a/b": { "modules": ["X"] }"#), .invalid),
    (group(#""g": {}"#), .invalid),
    (group(#""g": { "optional": "Soon." }"#), .invalid),
    (group(#""g": { "paths": [] }"#), .invalid),
    (group(#""g": { "paths": "a" }"#), .invalid),
    (group(#""g": { "paths": [1] }"#), .invalid),
    (group(#""g": { "paths": [""] }"#), .invalid),
    (group(#""g": { "paths": ["a", "a"] }"#), .invalid),
    (group(#""g": { "modules": [""] }"#), .invalid),
    (group(#""g": { "paths": ["a"], "optional": true }"#), .invalid),
    (group(#""g": { "paths": ["a"], "optional": " " }"#), .invalid),
    (group(#""g": { "path": ["a"] }"#), .invalid),
    (group(#""g": ["a"]"#), .invalid),
    (group(#""g": { "paths": ["/a"] }"#), .refusedByParser),
    (group(#""g": { "paths": ["../a"] }"#), .refusedByParser),
    (group(#""g": { "paths": ["a/{x"] }"#), .refusedByParser),
    (group(#""g": { "modules": ["a/b"] }"#), .refusedByParser),
  ]

  private static let selections: [(String, Verdict)] = [
    (rule(#""kind": "independent", "in": "g""#), .valid),
    (rule(#""kind": "independent", "in": ["g", { "modules": ["X"] }, { "paths": ["a"], "optional": "Soon." }]"#), .valid),
    (rule(#""kind": "independent", "in": { "paths": ["a"] }"#), .valid),
    (rule(#""kind": "independent", "in": { "sources": ["a"] }"#), .invalid),
    (rule(#""kind": "independent", "in": []"#), .invalid),
    (rule(#""kind": "independent", "in": [["g"]]"#), .invalid),
    (rule(#""kind": "independent", "in": 1"#), .invalid),
    (rule(#""kind": "independent", "in": null"#), .invalid),
    (rule(#""kind": "independent", "in": {}"#), .invalid),
    (rule(#""kind": "independent", "in": { "group": "g" }"#), .invalid),
    (rule(#""kind": "independent", "in": "services/*""#), .invalid),
    (rule(#""kind": "independent", "in": "undefined""#), .refusedByParser),
    (rule(#""kind": "forbid", "from": "g", "to": "unknown""#), .valid),
  ]

  private static let kinds: [(String, Verdict)] = [
    (rule(#""kind": "allow", "from": "g", "to": "g""#), .valid),
    (rule(#""kind": "allow", "from": "g""#), .invalid),
    (rule(#""kind": "allow", "to": "g""#), .invalid),
    (rule(#""kind": "allow", "from": "g", "to": "g", "transitive": true"#), .invalid),
    (rule(#""kind": "forbid", "from": "g", "to": "g""#), .valid),
    (rule(#""kind": "forbid", "from": "g", "to": "g", "transitive": true"#), .valid),
    (rule(#""kind": "forbid", "from": "g", "to": "g", "transitive": "yes""#), .invalid),
    (rule(#""kind": "forbid", "from": "g", "to": "g", "in": "g""#), .invalid),
    (rule(#""kind": "require", "from": "g", "to": "g""#), .valid),
    (rule(#""kind": "require", "from": "g", "only": "g""#), .invalid),
    (rule(#""kind": "restrict", "to": "g", "only": "g""#), .valid),
    (rule(#""kind": "restrict", "to": "g""#), .invalid),
    (rule(#""kind": "independent""#), .invalid),
    (rule(#""kind": "layers", "in": "g", "layers": ["g", ["g", { "modules": ["X"] }], { "paths": ["a"] }]"#), .valid),
    (rule(#""kind": "layers", "in": "g", "layers": ["g"]"#), .invalid),
    (rule(#""kind": "layers", "in": "g", "layers": ["g", []]"#), .invalid),
    (rule(#""kind": "layers", "in": "g", "layers": "g""#), .invalid),
    (rule(#""kind": "layers", "layers": ["g", "g"]"#), .invalid),
    (rule(#""kind": "acyclic", "in": "g""#), .valid),
    (rule(#""kind": "acyclic", "from": "g""#), .invalid),
    (rule(#""kind": "declared""#), .valid),
    (rule(#""kind": "used", "in": "g""#), .valid),
    (rule(#""kind": "used", "strict": true"#), .valid),
    (rule(#""kind": "used", "strict": "yes""#), .invalid),
    (rule(#""kind": "declared", "strict": true"#), .invalid),
    (rule(#""kind": "allow", "from": "g", "to": []"#), .invalid),
    (rule(#""kind": "forbid", "from": [], "to": "g""#), .invalid),
    (rule(#""kind": "restrict", "to": "g", "only": []"#), .invalid),
    (rule(#""kind": "covered""#), .valid),
    (rule(#""kind": "cyclic""#), .invalid),
    (rule(#""kind": 1"#), .invalid),
  ]

  private static let common: [(String, Verdict)] = [
    (whole(#"{ "id": "a", "kind": "acyclic" }"#), .invalid),
    (whole(#"{ "id": "a", "reason": "R." }"#), .invalid),
    (whole(#"{ "kind": "acyclic", "reason": "R." }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": "" }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": " \n" }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": 3 }"#), .invalid),
    (whole(#"{ "id": "", "kind": "acyclic", "reason": "R." }"#), .invalid),
    (whole(#"{ "id": "bulkhead/mine", "kind": "acyclic", "reason": "R." }"#), .invalid),
    (whole(#"{ "id": "é", "kind": "acyclic", "reason": "R." }"#), .invalid),
    (whole(#"{ "id": 7, "kind": "acyclic", "reason": "R." }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": "R.", "comment": "C." }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": "R.", "severity": "warning" }"#), .valid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": "R.", "severity": "fatal" }"#), .invalid),
    (whole(#"{ "id": "a", "kind": "acyclic", "reason": "R.", "severity": null }"#), .invalid),
    (whole(#""no-cycles""#), .invalid),
    (
      whole(#"{ "id": "a", "kind": "acyclic", "reason": "R." }, { "id": "a", "kind": "used", "reason": "R." }"#), .refusedByParser
    ),
  ]

  private static let exceptions: [(String, Verdict)] = [
    (excepting(#"{ "from": "g", "to": { "modules": ["X"] }, "reason": "R." }"#), .valid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "until": "2028-02-29" }"#), .valid),
    (excepting(""), .valid),
    (excepting(#"{ "from": "g", "to": "g" }"#), .invalid),
    (excepting(#"{ "from": "g", "reason": "R." }"#), .invalid),
    (excepting(#"{ "to": "g", "reason": "R." }"#), .invalid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "until": "2027-13-01" }"#), .invalid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "until": "31.1.2027" }"#), .invalid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "until": 2027 }"#), .invalid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "days": 3 }"#), .invalid),
    (excepting(#""g""#), .invalid),
    (excepting(#"{ "from": "g", "to": "g", "reason": "R.", "until": "2027-02-29" }"#), .refusedByParser),
    (rule(#""kind": "acyclic", "except": {}"#), .invalid),
  ]

  static let baselines: [(text: String, verdict: Verdict)] = [
    (#"{ "version": 1, "entries": [] }"#, .valid),
    (#"{ "$schema": "s", "version": 1, "entries": [{ "rule": "r", "path": "p" }] }"#, .valid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "from": "A", "to": "B", "path": "p", "count": 3 }] }"#, .valid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "cycle": ["A", "B"] }] }"#, .valid),
    (#"{ "version": 1, "entries": [{ "rule": "bulkhead/shared-source", "path": "p" }] }"#, .valid),
    (#"{ "version": 2, "entries": [{ "rule": "r", "target": ".:A", "to": "B" }] }"#, .valid),
    (#"{ "version": 1 }"#, .invalid),
    (#"{ "version": 3, "entries": [] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r" }] }"#, .invalid),
    (#"{ "version": 2, "entries": [{ "rule": "r", "target": ".:A", "from": "A", "to": "B" }] }"#, .invalid),
    (#"{ "version": 2, "entries": [{ "rule": "r", "target": ".:A", "to": "B", "path": "p" }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "path": "p" }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "path": "p", "line": 3 }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "path": "p", "cycle": ["A"] }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "cycle": [] }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "cycle": ["A"], "to": "B" }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "path": "p", "count": 0 }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "", "path": "p" }] }"#, .invalid),
    (#"{ "version": 1, "entries": [{ "rule": "r", "path": "p" }, { "path": "p", "rule": "r" }] }"#, .refusedByParser),
  ]

  private static func file(_ members: String) -> String {
    "{ \"version\": 1, \(members), \"rules\": [{ \"id\": \"a\", \"kind\": \"acyclic\", \"reason\": \"R.\" }] }"
  }

  private static func group(_ group: String) -> String {
    "{ \"version\": 1, \"groups\": { \(group) }, \"rules\": [{ \"id\": \"a\", \"kind\": \"acyclic\", \"reason\": \"R.\" }] }"
  }

  private static func whole(_ rules: String) -> String {
    "{ \"version\": 1, \"groups\": { \"g\": { \"modules\": [\"X\"] } }, \"rules\": [\(rules)] }"
  }

  private static func rule(_ members: String) -> String { whole("{ \"id\": \"a\", \"reason\": \"R.\", \(members) }") }

  private static func excepting(_ exception: String) -> String { rule("\"kind\": \"acyclic\", \"except\": [\(exception)]") }
}
