extension WorkerTemplate {
  /// What says what it is; settings.json with its own settings alone.
  static let documents: [Template.File] = [
    Template.File(
      "services/{{name}}/README.md",
      ##"""
      # {{name}}

      {{purpose}}

      ```sh
      {{name}}     # until SIGTERM; or fleet up {{name}}, from a checkout
      ```

      ## The work

      `WorkLoop` claims a unit from a `WorkSource`, does it to its end, waits for `INTERVAL`, and claims the next. It asks the intake before each claim, which is open exactly while the process is ready. `NumberedUnits` is the source: numbers, one after another; what a unit is, and what is done about it, is in `{{Module}}.swift`.

      On SIGTERM nothing is claimed any more; the unit in flight ends, up to `SHUTDOWN_TIMEOUT`. Then the exit status is 0, or 1 if it had to be cut off.

      ## Settings

      `{{name}} --print-env` prints all of them; [settings.json](settings.json) is the same as data.

      <!-- begin generated: settings -->
      <!-- end generated -->

      ## Watching it

      - **Logs**: `unit done` (info), `unit failed` (error), `unit claimed` (debug), each with the unit's number.
      - **Metrics** on the health port: `{{metric}}_units_total{outcome}`.
      - **Readiness** begins when it has started, and ends at once with SIGTERM.

      ## What it does not do

      Units live in memory: a process that starts again begins with the first, and several processes do the same units each.

      """##),
    Template.File(
      "services/{{name}}/service.json",
      ##"""
      {
        "$schema": "../../docs/schemas/service.schema.json",
        "version": 1,
        "name": "{{name}}",
        "kind": "worker",
        "purpose": "{{purpose}}",
        "ports": ["health"],
        "needs": [],
        "calls": [],
        "environment": {},
        "replicas": { "minimum": 1, "maximum": 1 },
        "resources": { "cpu": "50m", "memory": "32Mi", "memoryLimit": "128Mi" }
      }

      """##),
    Template.File(
      "services/{{name}}/settings.json",
      ##"""
      {
        "version": 1,
        "service": "{{name}}",
        "settings": [
          {
            "key": "INTERVAL",
            "kind": "duration",
            "help": "How long to wait between one unit of work and the next.",
            "required": false,
            "secret": false,
            "own": true,
            "default": "1s",
            "range": ["1ms", "1m"]
          }
        ]
      }

      """##),
  ]
}
