// probe: services-import-packages-only
// Services speak over the network: a change of one must not rebuild another.
import Ingestion
