// probe: services-import-packages-only
// System calls are the packages' business.
import Glibc
