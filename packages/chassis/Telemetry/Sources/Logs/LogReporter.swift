/// The writer of the line by which an output reports its own losses.
struct LogReporter: Sendable {
  private let format: LogFormat
  private let identity: [UInt8]

  init(service: String, format: LogFormat) {
    self.format = format
    identity = LogLine.identity(service: service, logger: "log")
  }

  @Sendable func report(_ dropped: Int, _ take: (UnsafeRawBufferPointer) -> Void) {
    LogScratch.withBuffer { scratch in
      let fields = LogLine.Fields(logger: [:], task: [:], call: ["dropped": .int(dropped)])
      var line = LogLine(scratch, level: .warning, message: "lines were dropped: nobody read them fast enough", fields: fields)
      switch format {
      case .json: line.writeJSON(identity: identity)
      case .text(let isColoured): line.writeText(logger: "log", isColoured: isColoured)
      }
      take(line.bytes)
    }
  }
}
