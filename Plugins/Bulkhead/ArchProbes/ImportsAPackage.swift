// probe: plugins-start-tools

import Platform
