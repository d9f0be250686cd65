// probe: services-import-packages-only
// What makes deployments is not shipped in them.
import Deployment
