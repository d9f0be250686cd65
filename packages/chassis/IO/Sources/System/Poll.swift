import CLinux

/// Events of the poller, flags of epoll_ctl(2).
enum Poll {
  static let input = EPOLLIN.rawValue
  static let output = EPOLLOUT.rawValue
  static let peerClosed = EPOLLRDHUP.rawValue
  static let hangup = EPOLLHUP.rawValue
  static let error = EPOLLERR.rawValue
  static let edge = EPOLLET.rawValue
  static let exclusive = EPOLLEXCLUSIVE.rawValue
}
