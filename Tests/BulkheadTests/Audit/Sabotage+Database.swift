extension Sabotage {
  /// The model with a second service that has a schema, `till_box`; nothing of it is whole but its description.
  private static let model = ModelMonorepo().with(
    "services/till-box/service.json",
    "{\n  \"version\": 1,\n  \"name\": \"till-box\",\n  \"kind\": \"worker\",\n  \"purpose\": \"Counts.\",\n"
      + "  \"ports\": [\"health\"],\n  \"database\": true\n}\n")
  private static let path = "services/courier/Migrations/0001-parcels.sql"
  private static let source = "services/courier/Sources/Store.swift"
  private static let message = "courier names the schema till_box, which is that of till-box."

  static let database = [
    Sabotage(
      "DATABASE_OWNED", "a table of another's", model.with(path, "-- till_box.a\nSELECT 'till_box.b' FROM\n  Till_Box . coins;\n"), "\(path):3",
      message),
    Sabotage(
      "DATABASE_OWNED", "grants, search paths and bodies",
      model.with(
        path,
        "CREATE SCHEMA IF NOT EXISTS till_box;\nSET search_path = courier, \"till_box\";\nDO $$ BEGIN DELETE FROM till_box.coins; END $$;\n"
          + "/* till_box.a /* b */ till_box.c */ SELECT a.till_box.b, till_box FROM courier.a;\n"), "\(path):3", message, count: 3),
    Sabotage(
      "DATABASE_OWNED", "SQL in Swift",
      model.with(
        source,
        "let host = \"till_box.example.com\"\nlet own = \"SELECT till FROM box\"\n"
          + "let other = \"\"\"\n  INSERT INTO a (b)\n  SELECT \\(f(\"x\")) FROM till_box.coins\n  \"\"\"\n"), "\(source):5", message),
    Sabotage(
      "DATABASE_OWNED", "an identifier in Swift", model.with(source, "let table = SQLIdentifier(\"till_box\", \"coins\")\n"), "\(source):1", message),
  ]
}
