"""What the terminal can show: its width, and whether to colour."""

import os
import re
import sys
from typing import TextIO

PIPE_WIDTH = 200  # off a terminal lines stay whole
_NARROWEST = 20
_WIDEST = 1000
_COLUMNS = re.compile("0*([1-9][0-9]*)")  # of any length: Python refuses numbers of thousands of digits
_USUAL = 80  # of a terminal that does not tell


def terminal_width(stream: TextIO | None = None) -> int:
    """Return the width to lay out for: COLUMNS where it is a number above 0, else the terminal's own."""
    target = stream or sys.stdout
    if columns := _COLUMNS.fullmatch(os.environ.get("COLUMNS", "")):
        return max(_NARROWEST, min(int(columns[1][:9]), _WIDEST))
    if target is None or not target.isatty():
        return PIPE_WIDTH
    try:  # of this very stream: another may be redirected
        found = os.get_terminal_size(target.fileno()).columns
    except OSError:
        found = 0
    return max(_NARROWEST, found or _USUAL)


def use_color(stream: TextIO | None = None) -> bool:
    """Return whether to colour: a terminal that can, NO_COLOR and FORCE_COLOR (0 is off) respected."""
    target = stream or sys.stdout
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return target is not None and target.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
