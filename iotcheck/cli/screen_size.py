"""What the terminal can do: its width, whether to colour, whether lines can be edited."""

import locale
import os
import re
import stat
import sys
from typing import TextIO

FILE_WIDTH = 100  # of files, and of pipes where there is no terminal: the same on every machine
_NARROWEST = 20
_WIDEST = 1000
_COLUMNS = re.compile("0*([1-9][0-9]*)")  # of any length: Python refuses numbers of thousands of digits
_UTF_8_LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")
_USUAL = 80  # of a terminal that does not tell


def terminal_width(stream: TextIO | None = None) -> int:
    """Return the width to lay out for: COLUMNS where it is a number above 0, else the terminal's own.

    What goes through a pipe most often ends on the terminal that the other streams are on (`| less`): it is as wide as
    that one. A file has the same width everywhere.
    """
    target = stream or sys.stdout
    if columns := _COLUMNS.fullmatch(os.environ.get("COLUMNS", "")):
        return max(_NARROWEST, min(int(columns[1][:9]), _WIDEST))
    for each in (target, *((sys.stderr, sys.stdin) if _is_pipe(target) else ())):
        if each is not None and each.isatty():
            try:
                found = os.get_terminal_size(each.fileno()).columns
            except OSError:
                found = 0
            return max(_NARROWEST, found or _USUAL)
    return FILE_WIDTH


def page_look(output: str | None, *, by_line: bool = False) -> tuple[int, bool]:
    """Return the width of a result, and whether to colour it: of the file `output`, or of stdout (None or `-`).

    What programs read `by_line` keeps its lines whole, unless a terminal or COLUMNS says how wide they may be.
    """
    to_file = output not in (None, "-")
    color = not to_file and use_color()
    if by_line and (to_file or not (os.environ.get("COLUMNS") or (sys.stdout is not None and sys.stdout.isatty()))):
        return _WIDEST, color
    return FILE_WIDTH if to_file else terminal_width(), color


def use_color(stream: TextIO | None = None) -> bool:
    """Return whether to colour: a terminal that can, NO_COLOR and FORCE_COLOR (0 is off) respected."""
    target = stream or sys.stdout
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return target is not None and target.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def _is_pipe(stream: TextIO | None) -> bool:
    try:
        return stream is not None and not stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


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
