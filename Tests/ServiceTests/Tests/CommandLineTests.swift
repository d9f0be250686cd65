import JSON
import Testing

/// What a process answers on its command line, and to wrong settings.
@Suite struct CommandLineTests {
  private func run(_ settings: [String: String], _ arguments: String) async throws -> ServiceScript.Outcome {
    try await ServiceScript.run(.greeter, settings, "begin \(arguments); finish")
  }

  @Test func `wrong settings end it with 78, every mistake named, and nothing opened`() async throws {
    let settings = ["PORT": "high", "HOST": "localhost", "GUEST_LIMIT": "0", "SHUTDOWN_TIMEOUT": "long", "GREETNIG": "Hi", "ADMIN_TOKEN": "hunter2"]
    for arguments in ["", "--check-config"] {
      let outcome = try await run(settings, arguments)
      #expect(outcome.status == 78 && outcome.log == "")
      #expect(
        outcome.errorOutput == """
          greeter: 5 wrong or missing settings; nothing was started
            GUEST_LIMIT: expected a whole number from 1 to 1000000000, found "0" (from environment)
            PORT: expected a port from 0 to 65535, found "high" (from environment)
            HOST: expected a numeric address such as 127.0.0.1, 0.0.0.0 or ::1, found "localhost" (from environment)
            ADMIN_TOKEN: expected at least 16 printable ASCII characters without a blank, found another (from environment)
            SHUTDOWN_TIMEOUT: expected a duration such as 500ms, 30s or 5m from 0s to 1h, found "long" (from environment)
            warning: GREETNIG is not a setting; the nearest is GREETING
          `greeter --print-env` prints every setting with its meaning.

          """, "\(outcome.errorOutput)")
    }
  }

  @Test func `settings that hold are confirmed, with a word on those that nobody knows`() async throws {
    let good = try await run([:], "--check-config")
    #expect(good.status == 0 && good.log.hasSuffix(" settings hold\n") && good.errorOutput == "")
    let odd = try await run(["GREETNIG": "Hi"], "--check-config")
    #expect(odd.status == 0 && odd.errorOutput == "greeter: warning: GREETNIG is not a setting; the nearest is GREETING\n")
  }

  @Test func `settings are printed, whatever they are set to`() async throws {
    let plain = try await run([:], "--print-env")
    let wrong = try await run(["PORT": "high", "GREETING": "Hi", "ADMIN_TOKEN": "hunter2"], "--print-env")
    #expect(plain.status == 0 && plain.log.contains("\n#GREETING=Hello\n") && plain.log.contains("\n#PORT=8080\n"))
    #expect(wrong.status == 0 && wrong.log == plain.log)
    let json = try await run(["PORT": "high"], "--print-env=json")
    #expect(json.status == 0)
    #expect(try JSONValue(parsing: json.log)["service"]?.string == "greeter")
    let own = try await run(["PORT": "high"], "--print-env=own")
    #expect(try JSONValue(parsing: own.log)["settings"]?.array?.compactMap { $0["key"]?.string } == ["GREETING", "GUEST_LIMIT"])
  }

  @Test func `help and version are answered, and other arguments refused with 64`() async throws {
    let help = try await run(["PORT": "high"], "--help")
    #expect(help.status == 0 && help.log.hasPrefix("usage: greeter ") && help.log.contains("#GREETING=Hello"))
    let version = try await run(["SERVICE_VERSION": "1.2.3"], "--version")
    #expect(version.status == 0 && version.log == "greeter 1.2.3\n")
    for arguments in ["--verbose", "run", "--print-env --help", "''"] {
      let outcome = try await run([:], arguments)
      #expect(outcome.status == 64 && outcome.log == "" && outcome.errorOutput.contains("\nusage: greeter "))
      #expect(outcome.errorOutput.hasPrefix("greeter: '\(arguments == "''" ? "" : arguments)' is not understood\n"))
    }
  }

  @Test func `an option of the service's own is answered from settings that hold, on an event loop, and its error ends it with 1`() async throws {
    let answered = try await ServiceScript.run(.trouble, [:], "begin --try; finish")
    #expect(answered.status == 0 && answered.log == "nothing would happen\n" && answered.errorOutput == "")
    let failed = try await ServiceScript.run(.trouble, ["TROUBLE": "crashes"], "begin --try; finish")
    #expect(failed.status == 1 && failed.log == "" && failed.errorOutput == "trouble: crashes would happen\n")
    let wrong = try await ServiceScript.run(.trouble, ["TROUBLE": "nonsense"], "begin --try; finish")
    #expect(wrong.status == 78 && wrong.log == "")
    let help = try await ServiceScript.run(.trouble, [:], "begin --help; finish")
    #expect(help.log.contains(" | --try | --help") && help.log.contains("\n  --try             say what would happen\n"))
  }

  @Test func `the version and the health of another process are told without a look at the service's own settings`() async throws {
    for (arguments, status) in [("--version", 0), ("--check-health", 1)] as [(String, Int32)] {
      let outcome = try await ServiceScript.run(.trouble, ["TROUBLE": "settings-crash"], "begin \(arguments); finish")
      #expect(outcome.status == status, "\(arguments): \(outcome.errorOutput)")
    }
    let checked = try await ServiceScript.run(.trouble, ["TROUBLE": "settings-crash"], "begin --check-config; finish")
    #expect(checked.status != 0 && checked.status != 78, "the settings are read where they are needed")
  }

  @Test func `what settings name is loaded by the check and the start alone, and its mistakes stand beside the others`() async throws {
    for arguments in ["", "--check-config"] {
      let outcome = try await ServiceScript.run(.trouble, ["TROUBLE": "load-refuses", "STALL_LIMIT": "long"], "begin \(arguments); finish")
      #expect(outcome.status == 78 && outcome.log == "")
      #expect(
        outcome.errorOutput == """
          trouble: 2 wrong or missing settings; nothing was started
            STALL_LIMIT: expected a duration such as 500ms, 30s or 5m from 100ms to 1h, found "long" (from environment)
            TROUBLE:
              trouble.json:1:1: no luck
              trouble.json:2:1: no luck either
          `trouble --print-env` prints every setting with its meaning.

          """, "\(outcome.errorOutput)")
    }
    for arguments in ["--version", "--print-env", "--help"] {
      let outcome = try await ServiceScript.run(.trouble, ["TROUBLE": "load-refuses"], "begin \(arguments); finish")
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorOutput)")
    }
  }
}
