// probe: only-io-sees-linux-headers
// targets: packages/chassis/HTTP/Sources packages/chassis/ServiceKit/Sources services/*/Sources
// Event loops are the only part that needs what Linux alone has.
import CLinux
