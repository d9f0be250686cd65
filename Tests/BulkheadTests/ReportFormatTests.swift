import CommandLine
import JSON
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct ReportFormatTests {
  let repository: TemporaryFolder
  let sources: SourceLines
  let report = Samples.report()

  init() throws {
    repository = try Samples.repository()
    sources = SourceLines(root: repository.path)
  }

  @Test func `text shows the line, the reason and the rule`() {
    #expect(
      TextReport(report: report, sources: sources, style: Style(isColored: false)).render() == """
        services/ingestion/Sources/Main.swift:2:8: error: Ingestion may not import Scribe. [services-import-packages-only]
          2 | import Scribe
            |        ^
          reason: A service is deployed alone.
          rule: arch-rules.json:4:5

        packages/Low/Sources/Low.swift:1:21: warning: Low reaches High. [layers]
          1 | /* 🚢é */ import Middle
            |                  ^
          chain:
            packages/Low/Sources/Low.swift:1:21: Low imports Middle
            packages/Middle/Sources/Middle.swift:3:8: Middle re-exports High
          reason: Low is below High.
          rule: arch-rules.json:5:5

        arch-rules.json:2:30: error: The path glob "services/*" matches no target. [bulkhead/unmatched-glob]
          2 |   "groups": { "services": { "paths": ["services/*"] } }
            |                              ^

        2 errors, 1 warning: 3 rules, 5 targets, 12 files, 1 import; 2 known findings in the baseline.

        """)
  }

  @Test func `json has the published shape`() {
    #expect(
      String(decoding: JSONReport.render(report), as: UTF8.self) == """
        {
          "version": 1,
          "summary": {
            "errors": 2,
            "warnings": 1,
            "baselined": 2,
            "targets": 5,
            "files": 12,
            "imports": 1
          },
          "findings": [
            {
              "rule": "services-import-packages-only",
              "severity": "error",
              "from": "Ingestion",
              "to": "Scribe",
              "target": ".:Ingestion",
              "path": "services/ingestion/Sources/Main.swift",
              "line": 2,
              "column": 8,
              "message": "Ingestion may not import Scribe.",
              "reason": "A service is deployed alone."
            },
            {
              "rule": "layers",
              "severity": "warning",
              "from": "Low",
              "to": "High",
              "target": ".:Low",
              "path": "packages/Low/Sources/Low.swift",
              "line": 1,
              "column": 21,
              "message": "Low reaches High.",
              "reason": "Low is below High.",
              "chain": [
                {
                  "from": "Low",
                  "to": "Middle",
                  "path": "packages/Low/Sources/Low.swift",
                  "line": 1,
                  "column": 21
                },
                {
                  "from": "Middle",
                  "to": "High",
                  "path": "packages/Middle/Sources/Middle.swift",
                  "line": 3,
                  "column": 8,
                  "exported": true
                }
              ]
            },
            {
              "rule": "bulkhead/unmatched-glob",
              "severity": "error",
              "path": "arch-rules.json",
              "line": 2,
              "column": 30,
              "message": "The path glob \\"services/*\\" matches no target."
            }
          ],
          "unowned": []
        }

        """)
  }

  @Test func `github annotates and sums up`() {
    let github = GitHubReport(report: report, sources: sources, root: repository.path, workspace: nil)
    #expect(
      github.render() == """
        ::error file=services/ingestion/Sources/Main.swift,line=2,col=8,title=services-import-packages-only::Ingestion may not import Scribe.%0AA service is deployed alone.%0ARule: arch-rules.json:4
        ::error file=arch-rules.json,line=2,col=30,title=bulkhead/unmatched-glob::The path glob "services/*" matches no target.
        ::warning file=packages/Low/Sources/Low.swift,line=1,col=18,title=layers::Low reaches High.%0Apackages/Low/Sources/Low.swift:1:21: Low imports Middle%0Apackages/Middle/Sources/Middle.swift:3:8: Middle re-exports High%0ALow is below High.%0ARule: arch-rules.json:5
        2 errors, 1 warning: 3 rules, 5 targets, 12 files, 1 import; 2 known findings in the baseline.

        """)
  }

  @Test func `junit has a case for each rule`() {
    #expect(
      JUnitReport.render(report) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="bulkhead" tests="5" failures="2" errors="0" skipped="1">
          <testsuite name="bulkhead" tests="5" failures="2" errors="0" skipped="1">
            <testcase classname="arch-rules.json" name="services-import-packages-only">
              <failure type="services-import-packages-only" message="Ingestion may not import Scribe.">services/ingestion/Sources/Main.swift:2:8: error: Ingestion may not import Scribe.
          reason: A service is deployed alone.</failure>
            </testcase>
            <testcase classname="arch-rules.json" name="layers">
              <system-out>packages/Low/Sources/Low.swift:1:21: warning: Low reaches High.
          packages/Low/Sources/Low.swift:1:21: Low imports Middle
          packages/Middle/Sources/Middle.swift:3:8: Middle re-exports High
          reason: Low is below High.</system-out>
            </testcase>
            <testcase classname="arch-rules.json" name="no-cycles"/>
            <testcase classname="arch-rules.json" name="later">
              <skipped message="the rule is off"/>
            </testcase>
            <testcase classname="arch-rules.json" name="bulkhead/unmatched-glob">
              <failure type="bulkhead/unmatched-glob" message="The path glob &quot;services/*&quot; matches no target.">arch-rules.json:2:30: error: The path glob &quot;services/*&quot; matches no target.</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `markdown is a table`() {
    #expect(
      MarkdownReport.render(report) == """
        ### ❌ bulkhead

        2 errors, 1 warning: 3 rules, 5 targets, 12 files, 1 import; 2 known findings in the baseline.

        | | Rule | Where | What |
        |---|---|---|---|
        | error | <code>services-import-packages-only</code> | <code>services/ingestion/Sources/Main.swift:2:8</code> | Ingestion may not import Scribe.<br><i>A service is deployed alone.</i> |
        | warning | <code>layers</code> | <code>packages/Low/Sources/Low.swift:1:21</code> | Low reaches High.<br>Low imports Middle&#58; <code>packages/Low/Sources/Low.swift:1:21</code><br>Middle re-exports High&#58; <code>packages/Middle/Sources/Middle.swift:3:8</code><br><i>Low is below High.</i> |
        | error | <code>bulkhead/unmatched-glob</code> | <code>arch-rules.json:2:30</code> | The path glob "services/\\*" matches no target. |

        """)
  }

  @Test func `sarif has its rules and a result for each finding`() {
    let chain = Samples.report(findings: [report.findings[1]])
    #expect(
      String(decoding: SARIFReport(report: chain, sources: sources).render(), as: UTF8.self) == """
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "bulkhead",
                  "version": "0.1.0",
                  "rules": [
                    {
                      "id": "services-import-packages-only",
                      "shortDescription": {
                        "text": "A rule of kind allow."
                      },
                      "fullDescription": {
                        "text": "A service is deployed alone."
                      },
                      "help": {
                        "text": "A service is deployed alone.\\n\\nMore: bulkhead explain services-import-packages-only (arch-rules.json:4)"
                      },
                      "defaultConfiguration": {
                        "level": "error"
                      }
                    },
                    {
                      "id": "layers",
                      "shortDescription": {
                        "text": "A rule of kind layers."
                      },
                      "fullDescription": {
                        "text": "Low is below High."
                      },
                      "help": {
                        "text": "Low is below High.\\n\\nMore: bulkhead explain layers (arch-rules.json:5)"
                      },
                      "defaultConfiguration": {
                        "level": "warning"
                      }
                    },
                    {
                      "id": "no-cycles",
                      "shortDescription": {
                        "text": "A rule of kind acyclic."
                      },
                      "fullDescription": {
                        "text": "Knots."
                      },
                      "help": {
                        "text": "Knots.\\n\\nMore: bulkhead explain no-cycles (arch-rules.json:6)"
                      },
                      "defaultConfiguration": {
                        "level": "error"
                      }
                    },
                    {
                      "id": "later",
                      "shortDescription": {
                        "text": "A rule of kind used."
                      },
                      "fullDescription": {
                        "text": "Soon."
                      },
                      "help": {
                        "text": "Soon.\\n\\nMore: bulkhead explain later (arch-rules.json:7)"
                      },
                      "defaultConfiguration": {
                        "enabled": false
                      }
                    }
                  ]
                }
              },
              "originalUriBaseIds": {
                "SRCROOT": {
                  "description": {
                    "text": "The root of the repository."
                  }
                }
              },
              "columnKind": "utf16CodeUnits",
              "results": [
                {
                  "ruleId": "layers",
                  "ruleIndex": 1,
                  "level": "warning",
                  "message": {
                    "text": "Low reaches High.\\nLow is below High."
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "packages/Low/Sources/Low.swift",
                          "uriBaseId": "SRCROOT"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 18
                        }
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "arch-rules.json",
                          "uriBaseId": "SRCROOT"
                        },
                        "region": {
                          "startLine": 5,
                          "startColumn": 5
                        }
                      },
                      "message": {
                        "text": "The rule layers."
                      }
                    }
                  ],
                  "codeFlows": [
                    {
                      "threadFlows": [
                        {
                          "locations": [
                            {
                              "location": {
                                "physicalLocation": {
                                  "artifactLocation": {
                                    "uri": "packages/Low/Sources/Low.swift",
                                    "uriBaseId": "SRCROOT"
                                  },
                                  "region": {
                                    "startLine": 1,
                                    "startColumn": 18
                                  }
                                },
                                "message": {
                                  "text": "Low imports Middle"
                                }
                              }
                            },
                            {
                              "location": {
                                "physicalLocation": {
                                  "artifactLocation": {
                                    "uri": "packages/Middle/Sources/Middle.swift",
                                    "uriBaseId": "SRCROOT"
                                  },
                                  "region": {
                                    "startLine": 3,
                                    "startColumn": 8
                                  }
                                },
                                "message": {
                                  "text": "Middle re-exports High"
                                }
                              }
                            }
                          ]
                        }
                      ]
                    }
                  ],
                  "partialFingerprints": {
                    "bulkheadFinding/v1": "b5c38d0cdf6de175:1"
                  }
                }
              ]
            }
          ]
        }

        """)
  }

  @Test func `no findings is one line that says what was checked`() {
    let clean = Samples.report(findings: [])
    #expect(
      TextReport(report: clean, sources: sources, style: Style(isColored: false)).render() == """
        All 3 rules hold: 5 targets, 12 files, 1 import.

        """)
  }

  @Test func `every format gives the same bytes twice`() {
    for format in ReportFormat.allCases {
      let render = { ReportFormat.render(format, report, root: repository.path, style: Style(isColored: true), workspace: nil) }
      #expect(render() == render())
      #expect(render().last == UInt8(ascii: "\n"))
    }
  }
}
