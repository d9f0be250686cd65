// probe: app-imports-packages-only
// The app shows the fleet, and deploys nothing.
import Deployment
