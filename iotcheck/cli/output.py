"""Where results go, and how they are shown: on stdout, or in a file that is written whole."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from iotcheck.cli.entry import write_stdout
from iotcheck.cli.pager import pager_for, show
from iotcheck.cli.screen_size import page_look
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file, write_text
from iotcheck.typeset import json_safe, term_safe

if TYPE_CHECKING:
    from iotcheck.render.document import Document


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
            show(text, command)
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
        return write_terminal(document(), self.language, width=width, color=color, plain=self.plain)


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
