// probe: only-platform-calls-the-c-library
// System calls are Platform's.
import Glibc
