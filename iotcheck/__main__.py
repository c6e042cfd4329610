"""Where every start begins: `iotcheck`, and `python -m iotcheck`.

NOTE: all else is imported inside of `main`, so that Ctrl-C during the start is no traceback either (`python -m
bench.torture --only signals` guards it).
"""

import sys


def main() -> int:
    """Run the command line; return its exit code."""
    try:
        from iotcheck.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
