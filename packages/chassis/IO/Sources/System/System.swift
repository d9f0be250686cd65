import CLinux
import Glibc

/// The system calls of this package, all of them. A call returns the system's result, or the error number negated; an interrupted call
/// is made again; an error that only a mistake in this package can cause ends the process.
enum System {
  /// Nanoseconds of `CLOCK_MONOTONIC` (clock_gettime(2)).
  static func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Blocks the thread (nanosleep(2)), which must be no loop's.
  static func sleep(nanoseconds: Int) {
    var left = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    while true {
      var remaining = timespec()
      if nanosleep(&left, &remaining) == 0 || errno != EINTR { return }
      left = remaining
    }
  }

  // MARK: bytes

  /// Receives what has arrived, up to the buffer's size (recv(2)); 0 at the end of the stream.
  @inline(__always)
  static func receive(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    checked("receive") { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
  }

  /// Sends of both parts what the socket takes (sendmsg(2)); a broken pipe is an error and no signal.
  @inline(__always)
  static func send(_ descriptor: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
    if second.isEmpty { return checked("send") { Glibc.send(descriptor, first.baseAddress, first.count, noSignal) } }
    if first.isEmpty { return checked("send") { Glibc.send(descriptor, second.baseAddress, second.count, noSignal) } }
    return withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
      parts[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count)
      parts[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
      var message = msghdr()
      message.msg_iov = parts.baseAddress
      message.msg_iovlen = 2
      return checked("send") { sendmsg(descriptor, &message, noSignal) }
    }
  }

  private static let noSignal = Int32(MSG_NOSIGNAL)

  // MARK: sockets

  /// A new stream socket that does not block (socket(2)).
  static func socket(family: Int32) -> Int {
    checked("make a socket") { Int(Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)) }
  }

  /// Drops whoever asks for a new connection, unanswered; the connections in the queue stay, and those that are half made are finished.
  static func refuseNewConnections(_ descriptor: Int32) {
    // Byte 13 of a TCP segment holds its flags; 2 is SYN, the first of a connection.
    var program: [sock_filter] = [
      sock_filter(code: UInt16(BPF_LD | BPF_B | BPF_ABS), jt: 0, jf: 0, k: 13),
      sock_filter(code: UInt16(BPF_JMP | BPF_JSET | BPF_K), jt: 0, jf: 1, k: 2),
      sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0),
      sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: .max),
    ]
    program.withUnsafeMutableBufferPointer { program in
      var filter = sock_fprog(len: UInt16(program.count), filter: program.baseAddress)
      // Where the system does not allow it, the queue is emptied all the same.
      _ = checked("attach a filter") {
        Int(setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &filter, socklen_t(MemoryLayout<sock_fprog>.size)))
      }
    }
  }

  static func bind(_ descriptor: Int32, _ address: RawAddress) -> Int {
    address.withSocketAddress { pointer, length in checked("bind") { Int(Glibc.bind(descriptor, pointer, length)) } }
  }

  static func listen(_ descriptor: Int32, backlog: Int32) -> Int {
    checked("listen") { Int(Glibc.listen(descriptor, backlog)) }
  }

  /// Takes a connection out of the queue, and the address of its peer (accept4(2)).
  static func accept(_ descriptor: Int32) -> (result: Int, address: RawAddress) {
    RawAddress.filled { pointer, length in
      checked("accept") { Int(accept4(descriptor, pointer, length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))) }
    }
  }

  /// Begins to connect (connect(2)). Interrupted, a connection goes on being made, so that this call alone is not repeated.
  static func connect(_ descriptor: Int32, _ address: RawAddress) -> Int {
    let result = address.withSocketAddress { pointer, length in Glibc.connect(descriptor, pointer, length) }
    if result == 0 { return 0 }
    return errno == EINTR ? -Int(EINPROGRESS) : -Int(errno)
  }

  static func localAddress(_ descriptor: Int32) -> RawAddress {
    RawAddress.filled { pointer, length in checked("ask for the local address") { Int(getsockname(descriptor, pointer, length)) } }.address
  }

  static func peerAddress(_ descriptor: Int32) -> (result: Int, address: RawAddress) {
    RawAddress.filled { pointer, length in checked("ask for the peer's address") { Int(getpeername(descriptor, pointer, length)) } }
  }

  /// The error that waits on a socket, which is taken off it; 0 for none.
  static func takeError(_ descriptor: Int32) -> Int32 {
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    _ = checked("ask for the error") { Int(getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)) }
    return error
  }

  static func setOption(_ descriptor: Int32, _ level: Int32, _ name: Int32, _ value: Int32) -> Int {
    var value = value
    return checked("set an option") { Int(setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))) }
  }

  /// Bytes that were sent and that the peer's system has not confirmed (tcp(7), unix(7)); 0 where the system does not tell.
  static func unconfirmedBytes(_ descriptor: Int32) -> Int {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
  }

  /// Ends one direction or both (shutdown(2)). A peer may have gone already (`ENOTCONN`), which is no error of the caller.
  static func shutdown(_ descriptor: Int32, _ how: Int32) -> Int {
    checked("shut down") { Int(Glibc.shutdown(descriptor, how)) }
  }

  /// Closes once (close(2)): on Linux the descriptor is gone whatever the call says.
  static func close(_ descriptor: Int32) {
    if Glibc.close(descriptor) != 0, errno == EBADF { fatalError("close: descriptor \(descriptor) is not open; it was closed twice") }
  }

  // MARK: names

  /// The answer of the resolver: addresses without a port, or why there are none.
  enum HostLookup: Sendable {
    case addresses([RawAddress])
    case failure(String)
  }

  /// Asks the system's resolver (getaddrinfo(3)), and blocks the thread until it answers.
  static func lookUp(_ host: String) -> HostLookup {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, nil, &hints, &list)
    if result != 0 { return .failure(result == EAI_SYSTEM ? String(cString: strerror(errno)) : String(cString: gai_strerror(result))) }
    defer { freeaddrinfo(list) }
    var addresses: [RawAddress] = []
    var entry = list
    while let current = entry {
      let found = RawAddress.filled { pointer, length in
        memcpy(pointer, current.pointee.ai_addr, Int(current.pointee.ai_addrlen))
        length.pointee = current.pointee.ai_addrlen
        return 0
      }
      if !addresses.contains(found.address) { addresses.append(found.address) }
      entry = current.pointee.ai_next
    }
    return addresses.isEmpty ? .failure("it has no address") : .addresses(addresses)
  }

  // MARK: paths

  /// Identity of the file at the path (lstat(2)); `nil` where there is none, or no socket.
  static func identityOfSocket(at path: String) -> FileIdentity? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    return FileIdentity(device: status.st_dev, node: status.st_ino)
  }

  /// Removes the file at the path (unlink(2)); where it cannot, it stays.
  static func remove(_ path: String) { unlink(path) }

  /// What tells a file from all others while it exists.
  struct FileIdentity: Hashable, Sendable {
    let device: dev_t
    let node: ino_t
  }

  // MARK: events

  /// A new epoll(7).
  static func makePoller() -> Int { checked("make an epoll") { Int(epoll_create1(Int32(EPOLL_CLOEXEC))) } }

  /// A new eventfd(2).
  static func makeWaker() -> Int { checked("make an eventfd") { Int(eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))) } }

  /// Has the poller tell of the descriptor's events, with `data` (epoll_ctl(2)).
  static func register(_ poller: Int32, _ descriptor: Int32, _ events: UInt32, _ data: UInt64) -> Int {
    var event = epoll_event(events: events, data: epoll_data_t(u64: data))
    return checked("register") { Int(epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event)) }
  }

  static func unregister(_ poller: Int32, _ descriptor: Int32) -> Int {
    var event = epoll_event()
    return checked("unregister") { Int(epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event)) }
  }

  /// Waits for events, without end where `milliseconds` is -1, and returns how many there are (epoll_wait(2)). Interrupted, it has waited
  /// for nothing: the caller's turn begins anew, with the time as it is then.
  @inline(__always)
  static func wait(_ poller: Int32, _ events: UnsafeMutableBufferPointer<epoll_event>, milliseconds: Int32) -> Int {
    let count = epoll_wait(poller, events.baseAddress, Int32(events.count), milliseconds)
    if count >= 0 { return Int(count) }
    if errno == EINTR { return 0 }
    impossible("wait for events", errno)
  }

  /// Adds to the eventfd, which its poller tells of. The counter is never read: the poller tells of each addition, and so it wakes each
  /// time.
  static func wake(_ waker: Int32) {
    var one: UInt64 = 1
    _ = checked("wake a loop") { Glibc.write(waker, &one, 8) }
  }

  // MARK: memory

  /// Limits of the process's own memory, in bytes: of addresses, and of data that it may write to (getrlimit(2)).
  static func memoryResourceLimits() -> [Int] {
    [RLIMIT_AS, RLIMIT_DATA].compactMap { resource in
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur < 1 << 60 else { return nil }
      return Int(limit.rlim_cur)
    }
  }

  /// Bytes of the machine's memory (sysconf(3)).
  static func physicalMemory() -> Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// Gives back to the system what the allocator holds and nobody uses (malloc_trim(3)). It holds the lock of one part of the allocator at a time.
  static func returnFreeMemory() { _ = malloc_trim(0) }

  // MARK: errors

  @inline(__always)
  private static func checked(_ action: StaticString, _ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      let error = errno
      if error == EINTR { continue }
      if error == EBADF || error == EFAULT || error == ENOTSOCK { impossible(action, error) }
      return -Int(error)
    }
  }

  @inline(never)
  private static func impossible(_ action: StaticString, _ error: Int32) -> Never {
    fatalError("cannot \(action): \(String(cString: strerror(error))). A descriptor was used after it was closed, or memory after it was freed.")
  }
}
