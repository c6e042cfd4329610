"""Where every start begins: `iotcheck`, and `python -m iotcheck`.

NOTE: all else is imported inside of `main`, so that Ctrl-C during the start is no traceback either (`python -m
tests.torture --only signals` guards it), and nothing is imported from the current folder (test_only_installed).
"""

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code, which the start of a zip archive would drop."""
    collect_garbage_seldom()
    try:
        from iotcheck.cli import main as run

        sys.exit(run())
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # what is left goes with the process, unsearched


def collect_garbage_seldom() -> None:
    """Let the collector look for circles seldom: traces are many, and hold none. Measurements run under it too.

    While modules are imported it would look most often, and find nothing: so this comes before them.
    """
    gc.set_threshold(200_000, 20, 100)


if __name__ == "__main__":
    if __spec__ is not None and __spec__.name == "iotcheck.__main__" and not sys.flags.safe_path:
        del sys.path[0]  # the current folder, which `python -m` puts first
    main()
