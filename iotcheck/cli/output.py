"""Where results go: stdout, or a file that is written whole."""

import sys
from collections.abc import Iterable
from typing import BinaryIO, cast

from iotcheck.cli.entry import write_stdout
from iotcheck.cli.pager import pager_for, show
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file, write_text
from iotcheck.typeset import json_safe, term_safe


def check_output(output: str | None, read: Iterable[str | None] = (), *, force: bool = False) -> None:
    """Refuse an output that could not be written, or is one of the files `read`: that would be lost, forced or not."""
    if output is None or output == "-":
        return
    check_writable(output, force=force)
    for path in read:
        if path not in (None, "-") and is_same_file(output, str(path)):
            raise UsageError([Problem(Location("--output"), "same-file", {"other": path})])


def write_page(text: str, output: str | None = None, *, force: bool = False) -> None:
    """Write a result for people as `write_result` does; on a terminal that it does not fit through the pager."""
    if output is None and (command := pager_for(text)):
        show(text, command)
    else:
        write_result(text, output, force=force)


def write_result(text: str, output: str | None, *, force: bool = False) -> None:
    """Write a result to stdout, or to the file that `--output` names (`-` is stdout)."""
    if output is None or output == "-":
        write_stdout(text)
    else:
        write_text(output, text, force=force)


def result_stream(*, as_json: bool) -> BinaryIO | None:
    """Return where rows of results go that are written as bytes in UTF-8; None where stdout is closed.

    Rows have texts of a table that others made: on a terminal nothing of them acts.
    """
    if sys.stdout is None:
        return None
    return cast("BinaryIO", _Terminal(as_json=as_json)) if sys.stdout.isatty() else sys.stdout.buffer


class _Terminal:
    """Stdout where it is a terminal: takes whole lines, and spells out what would act on it."""

    def __init__(self, *, as_json: bool) -> None:
        self._safe = json_safe if as_json else term_safe

    def write(self, lines: bytes) -> int:
        """Write some lines."""
        write_stdout(self._safe(lines.decode("utf-8", "replace")))
        return len(lines)
