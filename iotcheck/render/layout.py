"""A page for a terminal: headings, paragraphs, lists, trees and entries, laid out for its width; Rich stays in here.

Entries are a table with all columns from 100 cells, with fewer columns from 72 (what is left out stands under the
title), and cards below; `plain` prints `label: value` lines and wraps nothing. No colour says what words do not.
"""

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table

from iotcheck.render.cjk import CjkText, joined, safe_text
from iotcheck.render.columns import marked, pairs_of, table_of
from iotcheck.render.sheet import BULLET, QUIET, Cell, Entry, Item, Prose, plain
from iotcheck.texts import say
from iotcheck.typeset import term_safe

FULL_WIDTH = 100
TABLE_WIDTH = 72
TITLE = "bold"
_STEP = 2  # cells by which a level of a tree is set in


class Page:
    """Collects what is to be shown, and returns it as text."""

    def __init__(self, language: str, *, width: int, color: bool, plain: bool = False) -> None:
        self.language = language
        self.width = max(width, 20)
        self.plain = plain
        self._color = color
        self._file = StringIO()
        # NOTE: every question that Rich would ask the environment is answered here: FORCE_COLOR=0 forces colour,
        # COLUMNS=0 prints no table (test_layout guards it).
        self._console = Console(
            file=self._file,
            width=self.width,
            height=100,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            force_interactive=False,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def text(self) -> str:
        """Return the page, without white space at line ends where no colour needs it."""
        text = self._file.getvalue()
        return text if self._color else "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])

    def blank(self) -> None:
        """Leave one line empty, unless one is."""
        if not self._file.getvalue().endswith("\n\n"):
            self._file.write("\n")

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Begin a part."""
        if self._file.tell():
            self.blank()
        self.paragraph(text, TITLE)

    def paragraph(self, text: Prose, style: str = "") -> None:
        """Show one paragraph."""
        if self.plain:
            self._line(plain(text))
        else:
            self._show(safe_text(plain(text), style))

    def verbatim(self, text: str) -> None:
        """Show lines as they are, for copying: neither wrapped nor set in."""
        self._file.write(f"{term_safe(text.rstrip())}\n")

    def items(self, items: Iterable[Item]) -> None:
        """Show the paragraphs of a list or tree."""
        for item in items:
            if self.plain:
                mark = "" if item.mark == BULLET else f"{item.mark} "
                self._line(f"{mark}{plain(item.text)}", item.depth)
                for line in item.below:
                    self._line(line, item.depth + 1)
                continue
            text = joined(safe_text(plain(item.text)), *(safe_text(line, QUIET) for line in item.below))
            self._show(marked(safe_text(item.mark, item.style), text), item.depth * _STEP)

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "") -> None:
        """Show labelled values below one another; empty ones are left out."""
        self._pairs([(label, safe_text(value, style)) for label, value in fields if value])

    def entries(self, label: str, entries: Sequence[Entry]) -> None:
        """Show entries, `label` naming what their titles are."""
        if entries and not self.plain and self.width >= TABLE_WIDTH and (table := self._table(label, entries)):
            self._show(table)
            return
        for group, members in groupby(entries, key=lambda entry: entry.group):
            if group:
                self.heading(group)
            for entry in members:
                self._card(label, entry)

    def _card(self, label: str, entry: Entry) -> None:
        self.blank()
        if self.plain:
            title = Cell(label, (plain(entry.title),))
            cells = [title, *([entry.below] if entry.below else []), *entry.cells]
        else:
            self._show(_title(entry, TITLE))
            cells = [*entry.cells]
        self._pairs([(cell.label, _lines(cell)) for cell in cells if any(cell.lines)], indent=_STEP)

    def _table(self, label: str, entries: Sequence[Entry]) -> Table | None:
        full = self.width >= FULL_WIDTH
        rows: list[list[CjkText]] = []
        for group, members in groupby(entries, key=lambda entry: entry.group):
            if group:
                rows.append([safe_text(group, TITLE)])
            for entry in members:
                folded = [cell for cell in entry.cells if cell.folded and not full and any(cell.lines)]
                title = joined(_title(entry, ""), *(_lines(cell, QUIET) for cell in folded))
                shown = (cell for cell in entry.cells if full or not cell.folded)
                rows.append([title, *(_lines(cell) if any(cell.lines) else safe_text("—", QUIET) for cell in shown)])
        columns = [cell for cell in entries[0].cells if full or not cell.folded]
        headers = [label, *(cell.label for cell in columns)]
        return table_of(headers, rows, self.width, [False, *(cell.number for cell in columns)])

    def _pairs(self, pairs: Sequence[tuple[str, CjkText]], indent: int = 0) -> None:
        if not self.plain:
            labelled = [(safe_text(label, QUIET), value) for label, value in pairs]
            self._show(pairs_of(labelled, self.width - indent), indent)
            return
        for label, value in pairs:
            several = say(self.language, "result.next").join(value.plain.split("\n"))
            self._line(say(self.language, "result.label", label=label, value=several))

    def _show(self, renderable: RenderableType, indent: int = 0) -> None:
        indent = min(indent, self.width // 3)
        # NOTE: a text printed by itself is joined into a plain Text, and wraps as Rich wraps (test_layout guards it).
        self._console.print(Padding(renderable, (0, 0, 0, indent)))

    def _line(self, text: str, depth: int = 0) -> None:
        self._file.write(f"{' ' * _STEP * depth}{safe_text(text).plain}\n")


def _title(entry: Entry, style: str) -> CjkText:
    title = safe_text(plain(entry.title), style)
    return joined(title, _lines(entry.below, QUIET)) if entry.below else title


def _lines(cell: Cell, style: str = "") -> CjkText:
    return joined(*(safe_text(line, style or cell.style) for line in cell.lines))
