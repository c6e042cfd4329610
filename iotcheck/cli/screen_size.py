"""What the terminal can do: its width, whether to colour, whether lines can be edited."""

import locale
import os
import re
import sys
from typing import TextIO

PIPE_WIDTH = 200  # off a terminal lines stay whole
_NARROWEST = 20
_WIDEST = 1000
_COLUMNS = re.compile("0*([1-9][0-9]*)")  # of any length: Python refuses numbers of thousands of digits
_UTF_8_LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")
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


def edits_lines() -> bool:
    """Return whether lines can be edited while they are typed; make it so where the locale alone stands in the way.

    NOTE: where LC_ALL is C, as in containers and cron, Python reads UTF-8 all the same, but readline takes each byte of
    300万元 for a character and drops those it does not know: 300 would be left (test_interview_terminal guards it). It
    asks the environment for the locale each time it reads a line.
    """
    if os.name == "nt" or "UTF" in locale.nl_langinfo(locale.CODESET).upper().replace("UTF8", "UTF-8"):
        return True
    for name in _UTF_8_LOCALES:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        os.environ["LC_ALL"] = name
        return True
    return False
