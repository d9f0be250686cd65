extension ServerTemplate {
  /// What says what it is; settings.json with its own settings alone.
  static let documents: [Template.File] = [
    Template.File(
      "services/{{name}}/README.md",
      ##"""
      # {{name}}

      {{purpose}}

      ```sh
      PORT=8080 {{name}}     # until SIGTERM; fleet up {{name}} starts it on a free port, and says which
      curl -H 'content-type: application/json' -d '{ "text": "hello", "times": 2 }' http://127.0.0.1:8080/{{name}}/echoes
      ```

      ## The API

      | route | body | answer |
      |---|---|---|
      | `POST /{{name}}/echoes` | `{ "text": "hello", "times": 2 }`: a text of 1 to 200 characters, and how often (1 if not said) | 200: `{ "echoes": ["hello", "hello"] }` |

      What is not as it must be is answered with `application/problem+json` (RFC 9457): 400 for what is no JSON, 415 for another content type, 422 with the place of each wrong member.

      ## Settings

      `{{name}} --print-env` prints all of them; [settings.json](settings.json) is the same as data.

      <!-- begin generated: settings -->
      <!-- end generated -->

      ## Watching it

      - **Logs**: a line for each request (the logger `access`), with the ids of its trace.
      - **Metrics** on the health port: `{{metric}}_echoes_total`; of the requests `http_server_request_duration_seconds{…}`.
      - **Readiness** begins when its port is open, and ends at once with SIGTERM; requests in flight are answered.

      ## What it does not do

      It keeps nothing: an answer is made of its request alone, and any number of processes may run side by side.

      """##),
    Template.File(
      "services/{{name}}/service.json",
      ##"""
      {
        "$schema": "../../docs/schemas/service.schema.json",
        "version": 1,
        "name": "{{name}}",
        "kind": "server",
        "purpose": "{{purpose}}",
        "ports": ["http", "health"],
        "needs": [],
        "calls": [],
        "environment": {},
        "replicas": { "minimum": 2, "maximum": 4 },
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
            "key": "MAX_ECHOES",
            "kind": "integer",
            "help": "How often a text may be said again in one answer.",
            "required": false,
            "secret": false,
            "own": true,
            "default": "10",
            "range": ["1", "1000"]
          }
        ]
      }

      """##),
  ]
}
