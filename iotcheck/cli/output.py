"""Where results go, and how they are shown: on stdout, through a pager, or in a file that is written whole."""

from __future__ import annotations

import locale
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO, cast

from iotcheck.cli.runtime import write_stdout
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file, write_text
from iotcheck.texts import say
from iotcheck.typeset import json_safe, term_safe, width, with_known_signs

if TYPE_CHECKING:
    from iotcheck.render.document import Document

FILE_WIDTH = 100  # of files, and of pipes where there is no terminal: the same on every machine
_NARROWEST = 20
_WIDEST = 1000
_COLUMNS = re.compile("0*([1-9][0-9]*)")  # of any length: Python refuses numbers of thousands of digits
_UTF_8_LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")
_USUAL = 80  # of a terminal that does not tell
USUAL_HEIGHT = 24


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


def terminal_height(stream: TextIO | None = None) -> int | None:
    """Return how many lines the terminal shows that a stream is on; None for a file, and where it does not tell."""
    target = stream or sys.stdout
    if target is None or not target.isatty():
        return None
    try:
        return os.get_terminal_size(target.fileno()).lines or None
    except OSError:
        return None


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


def use_links() -> bool:
    """Return whether stdout shows hyperlinks: a terminal in colour. The console of Linux alone does not skip them."""
    return use_color() and sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "linux"


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


# The pager: what does not fit the terminal is shown from its beginning, by the program that the user chose for it.

# What less writes at the bottom: (END) there, and its keys, in its own short prompt.
# NOTE: less 590 garbles what a prompt has beyond ASCII, but not the name of the editor (%E), which
# comes from VISUAL. What it reads from a pipe cannot be edited in any case.
_LESS_WITH_KEYS = "FRX -Ps?e(END) .%E$"
_VARIABLES = ("IOTCHECK_PAGER", "PAGER")
_ESCAPES = re.compile("\x1b\\[[0-9;]*m|\x1b]8;[^\x1b]*\x1b\\\\")  # colours and hyperlinks: no cells


def pager_for(text: str) -> str:
    """Return the shell command that shows a text longer than the terminal; "" where it is simply written.

    As in git: IOTCHECK_PAGER, PAGER, else less; an empty one and `cat` are none. Off a terminal there is none either.
    """
    stdout = sys.stdout
    if stdout is None or not stdout.isatty():
        return ""
    try:
        columns, lines = os.get_terminal_size(stdout.fileno())
    except OSError:
        return ""
    if columns <= 0 or sum(_height(line, columns) for line in text.splitlines()) < lines:
        return ""
    for name in _VARIABLES:
        if (chosen := os.environ.get(name)) is not None:
            return "" if chosen.strip() in ("", "cat") else chosen
    usable = os.name != "nt" and os.environ.get("TERM", "dumb") != "dumb" and shutil.which("less")
    return "less" if usable else ""


def show(text: str, command: str, language: str) -> None:
    """Show a text by a pager; write it where the pager cannot be started or fails. Raise OSError as writing does.

    Leaving the pager early is no error. Ctrl-C is the pager's alone: the program waits until it has ended. The prompt
    of less names its keys, unless the user has set LESS.
    """
    stdout = sys.stdout
    data = with_known_signs(text, stdout.encoding).encode(stdout.encoding, "backslashreplace")
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    if Path(command.split(maxsplit=1)[0]).name == "less" and "LESS" not in os.environ:
        environment |= {"LESS": _LESS_WITH_KEYS, "VISUAL": say(language, "menu.pager")}
    if "utf" in stdout.encoding.casefold():
        environment.setdefault("LESSCHARSET", "utf-8")
    interrupts: list[int] = []
    stdout.flush()
    before = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    try:
        # By the shell, as git does: it is the user's own command, with its arguments.
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)
        try:
            pager.communicate(data)
        except BaseException:
            pager.terminate()
            raise
        failed = pager.returncode != 0 and not interrupts
    except OSError:
        failed = True
    finally:
        signal.signal(signal.SIGINT, before)
    if failed:
        write_stdout(text)


def _height(line: str, columns: int) -> int:
    return max(1, -(-width(_ESCAPES.sub("", line)) // columns))


# Where results go, and how they are shown: on stdout, or in a file that is written whole.


class Output(NamedTuple):
    """Where the result of a command goes, and how it is shown: what its options say of it.

    `format` is "text" (laid out for the terminal), "markdown", "html" or "json"; `file` None or `-` is stdout. `plain`
    and `by_line` speak of text: label and value in lines, and for programs such as editors, lines that stay whole.
    """

    language: str
    format: str = "text"
    file: str | None = None
    force: bool = False
    plain: bool = False
    by_line: bool = False

    @property
    def is_talk(self) -> bool:
        """Whether people read it on a terminal, and may go on from there."""
        return self.format == "text" and self.file is None and sys.stdout is not None and sys.stdout.isatty()

    def check(self, *read: str | None) -> None:
        """Refuse a file that could not be written, or is one of those `read`: that would be lost, forced or not."""
        if self.file is None or self.file == "-":
            return
        check_writable(self.file, force=self.force)
        for path in read:
            if path not in (None, "-") and is_same_file(self.file, str(path)):
                raise UsageError([Problem(Location("--output"), "same-file", {"other": path})])

    def show(self, document: Callable[[], Document], data: Callable[[], object] = dict) -> None:
        """Write a document, or `data` where the format is JSON; through the pager what a terminal does not hold."""
        text = self._laid_out(document, data)
        command = pager_for(text) if self.file is None and self.format in ("text", "markdown") else ""
        if command:
            from iotcheck.render.terminal import without_links

            show(without_links(text), command, self.language)
        else:
            self.write(text)

    def write(self, text: str) -> None:
        """Write a text as it is."""
        if self.file is None or self.file == "-":
            write_stdout(text)
        else:
            write_text(self.file, text, force=self.force)

    def _laid_out(self, document: Callable[[], Document], data: Callable[[], object]) -> str:
        """Return the result as text by the writer of its format; the others are not even imported."""
        if self.format == "json":
            from iotcheck.render.json import dumps

            return dumps(data())
        if self.format == "markdown":
            from iotcheck.render.markdown import write_markdown

            return write_markdown(document())
        if self.format == "html":
            from iotcheck.render.html import write_html

            return write_html(document(), self.language)
        from iotcheck.render.terminal import write_terminal

        width, color = page_look(self.file, by_line=self.by_line)
        height = terminal_height() if self.file is None else None
        links = self.file is None and use_links()
        look = {"color": color, "links": links, "plain": self.plain}
        return write_terminal(document(), self.language, width=width, height=height, **look)


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
