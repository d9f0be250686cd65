// probe: service-tests-import-their-service
// targets: services/*/Tests
// A service's tests know that service and no other, nor what deploys it.
import Console
import Deployment
import Ingestion
