"""`python -m fleet_tui` is the same program as `fleet-tui`."""

import sys

from fleet_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
