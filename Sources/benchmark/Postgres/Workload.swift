/// One kind of work that a client does, the same for all clients.
enum Workload: String, CaseIterable {
  case selectOne = "select-1"
  case selectMany = "select-1000"
  case insertOne = "insert-1"
  case insertMany = "insert-100"
  case copyIn = "copy-in"
  case pool = "pool-64"

  var title: String {
    switch self {
    case .selectOne: "one row by key"
    case .selectMany: "1,000 rows of 4 columns"
    case .insertOne: "insert of a row"
    case .insertMany: "insert of 100 rows at once"
    case .copyIn: "COPY in of 1,000,000 rows"
    case .pool: "one row by key, 64 clients"
    }
  }

  /// What is counted.
  var unit: String {
    switch self {
    case .selectOne, .selectMany, .insertOne, .pool: "statements/s"
    case .insertMany, .copyIn: "rows/s"
    }
  }

  /// Connections, where pgbench can do the same work.
  var floorConnections: Int? {
    switch self {
    case .selectOne: 1
    case .pool: Self.clients
    case .selectMany, .insertOne, .insertMany, .copyIn: nil
    }
  }

  /// Tasks that share the pool, which has a connection for each.
  static let clients = 64
  /// Rows that each COPY copies.
  static let copiedRows = 1_000_000
  /// Rows that are inserted at once.
  static let insertedRows = 100
  /// Keys of pgbench's table: 1 to this.
  static let keys = 100_000
  /// Connections that are held idle for their memory.
  static let idleConnections = 100
}
