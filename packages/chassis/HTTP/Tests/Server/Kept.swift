import HTTP
import Synchronization

/// What a handler has seen.
final class Kept: Sendable {
  let requests = Mutex<[Request]>([])
  let errors = Mutex<[String]>([])
}
