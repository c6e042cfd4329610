"""Run the command line as `python -m iotcheck`."""

import sys

from iotcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
