// probe: only-platform-calls-the-c-library
// targets: packages/base/JSON/Sources packages/base/YAML/Sources packages/chassis/HTTP/Sources packages/checker/*/Sources services/*/Sources
// System calls are the business of Platform and IO.
import Glibc
