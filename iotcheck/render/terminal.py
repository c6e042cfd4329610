"""The writer for terminals: a document laid out for a width; Rich stays in here and in `columns`.

A table has all columns from 100 cells, fewer from 72 (what is left out stands under the title), and is cards below;
`plain` prints `label: value` lines and wraps nothing. No colour says what words do not.
"""

import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby
from typing import assert_never

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table

from iotcheck.render import document as doc
from iotcheck.render.columns import CjkText, joined, marked, pairs_of, prose_text, safe_text, table_of
from iotcheck.render.document import BOLD, BULLET, QUIET, Document, bar_scale, decision_steps, plain
from iotcheck.texts import say
from iotcheck.typeset import packed, term_safe

FULL_WIDTH = 100
TABLE_WIDTH = 72
_NARROWEST = 20
_SEPARATOR = " · "
_BAR, _SOLID, _PALE = 12, "█", "░"  # cells of the longest bar
_LINK = re.compile("\x1b]8;[^\x1b]*\x1b\\\\")
_STEP = 2  # cells by which a level of a tree is set in


def write_terminal(
    document: Document,
    language: str,
    *,
    width: int,
    height: int | None = None,
    color: bool = False,
    links: bool = False,
    plain: bool = False,
) -> str:
    """Return a document as text for a terminal `width` cells wide and `height` lines high; None for a file.

    With `color` and `links`, what leads to a web address is a hyperlink of the terminal (OSC 8), as wide as its words.

    Pictures are left out: words say the same. A terminal shows the end of what is written: of what is longer than its
    screen, the headline stands there too.
    """
    writer = _Writer(language, width=max(width, _NARROWEST), color=color, plain=plain)
    writer.write(document)
    writer.close(document, height)
    return writer.text() if links else without_links(writer.text())


def without_links(text: str) -> str:
    """Return a coloured text without its hyperlinks: pipes, and pagers that are older than these, show their words."""
    return _LINK.sub("", text)


class _Writer:
    """One document on its way to text."""

    def __init__(self, language: str, *, width: int, color: bool, plain: bool) -> None:
        self.language = language
        self.width = width
        self.plain = plain
        self._color = color
        self._file = StringIO()
        # NOTE: every question that Rich would ask the environment is answered here: FORCE_COLOR=0 forces colour,
        # COLUMNS=0 prints no table (test_render_terminal guards it).
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
        """Return the text, without white space at line ends where no colour needs it."""
        text = self._file.getvalue()
        return text if self._color else "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])

    def write(self, document: Document) -> None:
        """Write a whole document."""
        if document.title:
            self._heading(document.title)
        for line in document.preface:
            self._paragraph(doc.Paragraph(line, QUIET))
        for block in document.blocks:
            self._block(block)
        if document.footer:
            self._blank()
        for paragraph in document.footer:
            self._paragraph(paragraph)

    def close(self, document: Document, height: int | None) -> None:
        """Write what ends a document."""
        lines = self._file.getvalue().count("\n") + len(document.closing)
        if document.headline and height is not None and lines >= height:
            self._blank()
            for paragraph in document.headline:
                self._paragraph(paragraph)
        for paragraph in document.closing:
            self._paragraph(paragraph)

    def _block(self, block: doc.Block) -> None:
        match block:
            case doc.Blank():
                self._blank()
            case doc.Heading():
                self._heading(block.text)
            case doc.Paragraph():
                self._paragraph(block)
            case doc.Verbatim(text=text):  # neither wrapped nor set in
                self._file.write(f"{term_safe(text.rstrip())}\n")
            case doc.Items(items=items):
                self._items(items)
            case doc.Fields(fields=fields, style=style):
                self._pairs([(label, safe_text(value, style)) for label, value in fields])
            case doc.Figures(figures=figures):
                self._pairs([(label, safe_text(value, BOLD)) for label, value in figures])
            case doc.Decisions(title=title):
                self._paragraph(doc.Paragraph(title, QUIET))
                steps = decision_steps(block, self.language)
                self._items(doc.Item(text, (ways,), f"{step}.") for step, (text, ways) in enumerate(steps, 1))
            case doc.Table():
                self._table(block)
            case doc.Details(title=title, content=content):
                self._heading(title)
                self.write(content)
            case doc.Bars():
                pass
            case never:
                assert_never(never)

    def _blank(self) -> None:
        """Leave one line empty, unless one is."""
        if not self._file.getvalue().endswith("\n\n"):
            self._file.write("\n")

    def _heading(self, text: str) -> None:
        if self._file.tell():
            self._blank()
        self._paragraph(doc.Paragraph(text, BOLD))

    def _paragraph(self, paragraph: doc.Paragraph) -> None:
        if self.plain:
            self._line(plain(paragraph.text))
        else:
            self._show(prose_text(paragraph.text, paragraph.style))

    def _items(self, items: Iterable[doc.Item]) -> None:
        for item in items:
            if self.plain:
                mark = "" if item.mark == BULLET else f"{item.mark} "
                self._line(f"{mark}{plain(item.text)}", item.depth)
                for line in item.below:
                    self._line(plain(line), item.depth + 1)
                continue
            text = joined(prose_text(item.text), *(prose_text(line, QUIET) for line in item.below))
            self._show(marked(safe_text(item.mark, item.style), text), item.depth * _STEP)

    def _table(self, table: doc.Table) -> None:
        if not self.plain and self.width >= TABLE_WIDTH and (drawn := self._drawn(table)):
            self._show(drawn)
            return
        for group, members in groupby(table.rows, key=lambda row: row.group):
            if group:
                self._heading(group)
            for row in members:
                if table.dense and not self.plain:
                    self._entry(row)
                else:
                    self._card(table.label, row)

    def _entry(self, row: doc.Row) -> None:
        """Write a row of a dense table where there is no room for one: its title, and its cells in a line."""
        self._show(prose_text(row.title, BOLD))
        values = []
        for cell in row.cells:
            value = say(self.language, "summary.comma").join(plain(line) for line in cell.lines)
            if value:
                labelled = say(self.language, "result.label", label=cell.label, value=value)
                values.append(value if cell.badge else labelled)
        for line in packed([safe_text(value).plain for value in values], _SEPARATOR, self.width - _STEP):
            self._show(safe_text(line), _STEP)
        if row.below:
            self._show(_led(row.below), _STEP)

    def _card(self, label: str, row: doc.Row) -> None:
        self._blank()
        if self.plain:
            title = doc.Cell(label, (plain(row.title),))
            cells = [title, *([row.below] if row.below else []), *row.cells]
        else:
            self._show(_title(row, BOLD, whole=True))
            cells = [*row.cells]
        self._pairs([(cell.label, _lines(cell, whole=True)) for cell in cells if any(cell.lines)], indent=_STEP)

    def _drawn(self, table: doc.Table) -> Table | None:
        full = self.width >= FULL_WIDTH
        bars = _bars(table.rows) if full and table.dense else []
        with_bars = bool(bars)
        rows: list[list[CjkText]] = []
        for group, members in groupby(table.rows, key=lambda row: row.group):
            if group:
                rows.append(
                    [
                        safe_text(
                            say(self.language, "result.label", label=group, value="") if table.dense else group, BOLD
                        )
                    ]
                )
            for row in members:
                folded = [cell for cell in row.cells if cell.folded and not full and any(cell.lines)]
                title = joined(
                    _dense_title(row) if table.dense else _title(row, ""), *(_lines(cell, QUIET) for cell in folded)
                )
                shown = (cell for cell in row.cells if full or not cell.folded)
                values = [_lines(cell) if any(cell.lines) else safe_text("—", QUIET) for cell in shown]
                rows.append([title, *values[:1], *([bars.pop(0)] if with_bars else []), *values[1:]])
        columns = [cell for cell in table.rows[0].cells if full or not cell.folded]
        headers = [table.label, *(cell.label for cell in columns)]
        numbers = [False, *(cell.number for cell in columns)]
        if with_bars:
            headers.insert(2, "")
            numbers.insert(2, False)
        return table_of(headers, rows, self.width, numbers, dense=table.dense)

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
        # NOTE: a text printed by itself is joined into a plain Text, and wraps as Rich wraps
        # (test_render_terminal guards it).
        self._console.print(Padding(renderable, (0, 0, 0, indent)))

    def _line(self, text: str, depth: int = 0) -> None:
        self._file.write(f"{' ' * _STEP * depth}{safe_text(text).plain}\n")


def _title(row: doc.Row, style: str, *, whole: bool = False) -> CjkText:
    title = prose_text(row.title, style)
    return joined(title, _lines(row.below, QUIET, whole=whole)) if row.below else title


def _bars(rows: Sequence[doc.Row]) -> list[CjkText]:
    """Return a bar for the first cell of each row: solid up to what is certain, pale up to what may be.

    None where there are fewer than two amounts to compare. An amount without an upper end ends in dots.
    """
    scale = bar_scale(rows)
    if scale <= 0:
        return []
    bars = []
    for row in rows:
        low, top = row.cells[0].bar or (0, 0)
        solid, whole = (max(int(amount * _BAR // scale), amount > 0) for amount in (low, low if top is None else top))
        bars.append(safe_text(_SOLID * solid + _PALE * (whole - solid) + ("…" if top is None else ""), QUIET))
    return bars


def _dense_title(row: doc.Row) -> CjkText:
    title = prose_text(row.title, BOLD)
    return joined(title, _led(row.below)) if row.below else title


def _led(cell: doc.Cell) -> CjkText:
    """Return what is below a title, with a sign that tells it from the title's own lines."""
    return joined(*(prose_text(("→ ", *((line,) if isinstance(line, str) else line)), QUIET) for line in cell.lines))


def _lines(cell: doc.Cell, style: str = "", *, whole: bool = False) -> CjkText:
    """Return the lines of a cell, web addresses `whole` where there is room for them."""
    return joined(*(prose_text(line, style or cell.style, whole=whole) for line in cell.lines))
