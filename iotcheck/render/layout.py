"""A page for a terminal: headings, paragraphs, items and entries, laid out for its width; Rich stays in here.

Entries are a table with all columns from 100 cells, with fewer columns from 72 (what is left out stands under the
title), and cards below; `plain` prints `label: value` lines and wraps nothing. No colour says what words do not.
"""

import math
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table

from iotcheck.render.cjk import CjkText, joined, measure, safe_text
from iotcheck.texts import say

FULL_WIDTH = 100
TABLE_WIDTH = 72
_GAP = 2  # cells between columns
_LEAST = 2  # a Chinese character takes two cells: a narrower column could not show it
_TITLE_STYLE = "bold"
_LABEL_STYLE = "dim"


class Cell(NamedTuple):
    """A labelled value, of one or more lines; `folded` if it goes under the title where columns are fewer."""

    label: str
    lines: tuple[str, ...]
    style: str = ""
    folded: bool = False


class Item(NamedTuple):
    """A paragraph of a list; `below`, in a line of its own, says what it is about, of which day, how sure."""

    text: str
    below: str = ""


class Entry(NamedTuple):
    """A titled row or card. All entries of a table have cells with the same labels, perhaps without lines."""

    title: str
    cells: tuple[Cell, ...]
    style: str = ""


class Page:
    """Collects what is to be shown, and returns it as text."""

    def __init__(self, language: str, *, width: int, color: bool, plain: bool = False) -> None:
        self.language = language
        self.width = max(width, 4)
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
        """Return the page, without white space at line ends, where no colour needs it."""
        text = self._file.getvalue()
        return text if self._color else "".join(f"{line.rstrip()}\n" for line in text.splitlines())

    def blank(self) -> None:
        """Leave one line empty."""
        self._file.write("\n")

    def heading(self, text: str) -> None:
        """Begin a part."""
        if self._file.tell():
            self.blank()
        self.paragraph(text, _TITLE_STYLE)

    def paragraph(self, text: str, style: str = "", indent: int = 0) -> None:
        """Show one paragraph."""
        self._show(safe_text(text, style), indent)

    def items(self, items: Iterable[Item]) -> None:
        """Show the paragraphs of a list."""
        for item in items:
            if self.plain:
                self._line(item.text)
                if item.below:
                    self._line(item.below)
                continue
            grid = Table.grid(padding=(0, 1))
            grid.add_column(no_wrap=True)
            grid.add_column()
            text = safe_text(item.text)
            if item.below:
                text = joined(text, safe_text(item.below, _LABEL_STYLE))
            grid.add_row(CjkText("·", style=_LABEL_STYLE), text)
            self._show(grid)

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "", indent: int = 0) -> None:
        """Show labelled values below one another."""
        shown = [(label, value) for label, value in fields if value]
        if self.plain:
            for label, value in shown:
                self._line(say(self.language, "result.label", label=label, value=value))
            return
        grid = Table.grid(padding=(0, 2))
        labels = max((measure(label)[1] for label, _ in shown), default=0)
        grid.add_column(width=min(labels, max(4, self.width // 3)))
        grid.add_column()
        for label, value in shown:
            grid.add_row(safe_text(label, _LABEL_STYLE), safe_text(value, style))
        self._show(grid, indent)

    def entries(self, label: str, entries: Sequence[Entry]) -> None:
        """Show entries, `label` naming what their titles are."""
        if self.plain:
            self._plain_entries(label, entries)
        elif self.width < TABLE_WIDTH:
            self._cards(entries)
        elif self.width < FULL_WIDTH:
            self._table(label, [_folded(entry) for entry in entries])
        else:
            self._table(label, [(safe_text(entry.title, entry.style), entry.cells) for entry in entries])

    def _show(self, renderable: RenderableType, indent: int = 0) -> None:
        if self.plain and isinstance(renderable, CjkText):
            self._line(renderable.plain)
        else:
            self._console.print(Padding(renderable, (0, 0, 0, indent)) if indent else renderable)

    def _line(self, text: str) -> None:
        self._file.write(f"{safe_text(text).plain}\n")

    def _plain_entries(self, label: str, entries: Sequence[Entry]) -> None:
        comma = say(self.language, "format.comma")
        for entry in entries:
            self.blank()
            fields = ((cell.label, comma.join(cell.lines)) for cell in entry.cells)
            self.fields([(label, entry.title), *fields])

    def _cards(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.blank()
            self._show(safe_text(entry.title, entry.style or _TITLE_STYLE))
            labels = [measure(cell.label)[1] for cell in entry.cells]
            grid = Table.grid(padding=(0, 2))
            grid.add_column(width=min(max(labels, default=0), max(4, self.width // 3)))
            grid.add_column()
            for cell in entry.cells:
                if any(cell.lines):
                    grid.add_row(safe_text(cell.label, _LABEL_STYLE), _lines(cell))
            self._show(grid, indent=2)

    def _table(self, label: str, rows: Sequence[tuple[CjkText, tuple[Cell, ...]]]) -> None:
        headers = [label, *(cell.label for cell in rows[0][1])]
        texts = [[title, *map(_lines, cells)] for title, cells in rows]
        widths = [
            [measure(header), *(measure(row[column].plain) for row in texts)] for column, header in enumerate(headers)
        ]
        natural = [max(longest for _, longest in column) for column in widths]
        floor = [max(piece for piece, _ in column) for column in widths]
        demand = [1 + sum(longest for _, longest in column) for column in widths]
        fitted = fit(natural, floor, demand, self.width - _GAP * (len(headers) - 1))
        spaced = fitted != natural or any(text.plain.count("\n") for row in texts for text in row)
        table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, _GAP, 0, 0), show_lines=spaced, pad_edge=False)
        table.border_style = table.header_style = _LABEL_STYLE
        for header, width in zip(headers, fitted, strict=True):
            table.add_column(safe_text(header), width=width)
        for row in texts:
            table.add_row(*row)
        self._show(table)


def fit(natural: Sequence[int], floor: Sequence[int], demand: Sequence[int], room: int) -> list[int]:
    """Return column widths of at most `room` cells in all: `natural` where they fit, else by need.

    A column of `demand` cells of text in all gets room by the square root of it, which makes the sum of the columns'
    heights least, but no less than its `floor` and no more than it can use. Floors that do not fit together give way.
    """
    if sum(natural) <= room:
        return list(natural)
    widths = dict(enumerate(floor))
    free = set(widths)
    while free:
        left = room - sum(width for column, width in widths.items() if column not in free)
        share = left / sum(math.sqrt(demand[column]) for column in free)
        wanted = {column: int(share * math.sqrt(demand[column])) for column in free}
        settled = {column for column in free if wanted[column] <= floor[column]}
        settled = settled or {column for column in free if wanted[column] >= natural[column]}
        for column in free:
            widths[column] = min(max(wanted[column], floor[column]), natural[column])
        if not settled:
            break
        free -= settled
    fitted = [widths[column] for column in range(len(natural))]
    while sum(fitted) > room and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _folded(entry: Entry) -> tuple[CjkText, tuple[Cell, ...]]:
    below = [_lines(cell, _LABEL_STYLE) for cell in entry.cells if cell.folded and any(cell.lines)]
    title = joined(safe_text(entry.title, entry.style), *below)
    return title, tuple(cell for cell in entry.cells if not cell.folded)


def _lines(cell: Cell, style: str = "") -> CjkText:
    return joined(*(safe_text(line, style or cell.style) for line in cell.lines or ("",)))
