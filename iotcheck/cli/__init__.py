"""The command line: the only room that prints results, catches errors, reads clock and environment, and exits."""

from iotcheck import __version__


def main() -> int:
    """Run the program on the process's arguments and return its exit code."""
    print(f"iotcheck {__version__}")
    return 0
