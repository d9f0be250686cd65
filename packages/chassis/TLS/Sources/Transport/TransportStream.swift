/// A stream of OpenSSL (a BIO) whose other side is the transport beneath a `TLSTransport`: bytes go from the socket into OpenSSL's own buffers
/// and back, and are queued nowhere.
enum TransportStream {
  static let read: OpenSSL.StreamRead = { stream, bytes, count, taken in
    guard let transport = transport(of: stream), let bytes, let taken else { return 0 }
    return transport.receive(UnsafeMutableRawBufferPointer(start: bytes, count: count), &taken.pointee)
  }

  static let write: OpenSSL.StreamWrite = { stream, bytes, count, taken in
    guard let transport = transport(of: stream), let bytes, let taken else { return 0 }
    return transport.send(UnsafeRawBufferPointer(start: bytes, count: count), &taken.pointee)
  }

  /// Answers whether the stream has ended, and that all is flushed, for nothing is held; it can do nothing else.
  static let control: OpenSSL.StreamControl = { stream, command, _, _ in
    switch command {
    case endQuestion: transport(of: stream)?.hasBaseEnded == true ? 1 : 0
    case flush: 1
    default: 0
    }
  }

  /// BIO_CTRL_EOF, BIO_CTRL_FLUSH.
  private static let endQuestion: Int32 = 2
  private static let flush: Int32 = 11

  private static func transport(of stream: OpaquePointer?) -> TLSTransport? {
    // The transport owns the connection that calls, and lives until that has been freed.
    OpenSSL.loaded.streamData(stream).map { Unmanaged<TLSTransport>.fromOpaque($0).takeUnretainedValue() }
  }
}
