// probe: chassis-stands-on-base
// Every service would be built with what deploys it.
import Deployment
