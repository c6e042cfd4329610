"""Text in columns for a terminal: tables and labelled values, as wide as their text asks for and the room allows.

Rich breaks lines at spaces alone, so a Chinese sentence is one word to it, cut off with an ellipsis. Where a line may
break is known to `iotcheck.typeset`; how wide it is, Rich itself must say, since it crops what it finds too wide.
"""

import math
from collections.abc import Sequence
from itertools import zip_longest

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.style import Style
from rich.table import Table
from rich.text import Text

from iotcheck.render.document import QUIET, Link, Prose, plain, with_addresses
from iotcheck.typeset import is_https, line_ends, one_line, pieces

GAP = 2  # cells between columns, of which a table's box takes one
_SHORT = 12  # a column of short words keeps them whole
_LEAST = 2  # a Chinese character takes two cells: a narrower column could not show it


class CjkText(Text):
    """A Rich text that keeps the rules of Chinese line breaking."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Return the text in lines of at most `width` cells (at least 2); nothing is dropped, whatever `overflow`."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            found = paragraph.divide(list(line_ends(paragraph.plain, max(width, 2), cell_len)))
            for line in found:
                line.rstrip()
            lines.extend(found)
        if justify == "right":
            lines.justify(console, width, justify="right")
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the width of the widest unbreakable piece, and of the longest line."""
        return Measurement(*measure(self.plain))


def safe_text(text: str, style: str = "") -> CjkText:
    """Return a text from data as one safe line, in a style of ours; markup in it is plain text."""
    return CjkText(one_line(text), style=style)


def prose_text(prose: Prose, style: str = "", *, whole: bool = False) -> CjkText:
    """Return a text of a document, its https links as the terminal's own; web addresses `whole` where there is room."""
    words = with_addresses if whole else plain
    text = safe_text(words(prose), style)
    end = 0
    for part in () if isinstance(prose, str) else prose:
        if isinstance(part, Link) and is_https(part.url):
            shown = one_line(words((part,)))
            start = text.plain.find(shown, end)
            if start >= 0:
                end = start + len(shown)
                text.stylize(Style(link=part.url), start, end)
    return text


def joined(*texts: Text) -> CjkText:
    """Return texts as the lines of one, each keeping its style."""
    whole = CjkText()
    for place, text in enumerate(texts):
        whole.append("\n" if place else "").append_text(text)
    return whole


def measure(text: str) -> tuple[int, int]:
    """Return the cells of the widest piece that does not break, and of the longest line."""
    lines = text.split("\n")
    return (
        max(cell_len(piece.rstrip()) for line in lines for piece in pieces(line)),
        max(cell_len(line.rstrip()) for line in lines),
    )


def table_of(
    headers: Sequence[str],
    rows: Sequence[Sequence[CjkText]],
    room: int,
    numbers: Sequence[bool] = (),
    *,
    dense: bool = False,
) -> Table | None:
    """Return a table that takes at most `room` cells; a row of one text alone is a heading among the rows.

    `numbers` says which columns hold numbers, and stand at the right. Rows of several lines have an empty one between
    them, but not where the table is `dense`. Return None where a word would have to be cut.
    """
    whole = [row for row in rows if len(row) == len(headers)]
    widths = [[measure(row[place].plain) for row in whole] for place in range(len(headers))]
    heads = [measure(header)[1] for header in headers]
    if dense:  # what heads some of its rows stays in one line, unless it is longer than half of the room
        heads[0] = max([heads[0], *(min(measure(row[0].plain)[1], room // 2) for row in rows if row not in whole)])
    natural = [max([head, *(longest for _, longest in column)]) for head, column in zip(heads, widths, strict=True)]
    floor = [
        max([head, min(most, _SHORT), *(piece for piece, _ in column)])
        for head, most, column in zip(heads, natural, widths, strict=True)
    ]
    room -= GAP * (len(headers) - 1)
    words = [
        max([measure(header)[0], *(piece for piece, _ in column)])
        for header, column in zip(headers, widths, strict=True)
    ]
    if sum(words) > room:
        return None
    if sum(floor) > room:
        floor = words
    demand = [1 + sum(longest for _, longest in column) for column in widths]
    fitted = fit(natural, floor, demand, room)
    spaced = not dense and (fitted != natural or any("\n" in text.plain for row in whole for text in row))
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, GAP - 1, 0, 0), show_lines=spaced, pad_edge=False)
    table.border_style = table.header_style = QUIET
    for header, width, number in zip_longest(headers, fitted, numbers, fillvalue=False):
        table.add_column(safe_text(str(header)), width=width, justify="right" if number else "default")
    for row in rows:
        table.add_row(*row)
    return table


def pairs_of(pairs: Sequence[tuple[CjkText, CjkText]], room: int) -> Table:
    """Return labels with their values beside them."""
    grid = Table.grid(padding=(0, GAP, 0, 0))
    labels = max((measure(label.plain)[1] for label, _ in pairs), default=0)
    grid.add_column(width=min(labels, max(_LEAST, room // 3)))
    grid.add_column()
    for label, value in pairs:
        grid.add_row(label, value)
    return grid


def marked(mark: CjkText, text: CjkText) -> Table:
    """Return a text with a mark before it, under which no line of the text comes to stand."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(mark, text)
    return grid


def fit(natural: Sequence[int], floor: Sequence[int], demand: Sequence[int], room: int) -> list[int]:
    """Return column widths of at most `room` cells in all: `natural` where they fit, else by need.

    Args:
        natural: The width that each column would take without a limit, in cells.
        floor: The least width of each; floors that do not fit together give way.
        demand: How many cells of text each column holds in all.
        room: The cells that all columns may take together.

    A column with d cells of text takes about d / w lines at the width w, and the sum of these heights is to be least
    for a given sum of widths. Where it is least, a cell that moves from one column to another gains nothing: the slopes
    d / w² are equal, so widths are as the square roots of d. With 400 and 100 cells of text and a room of 30, 20 and 10
    take 20 + 10 = 30 lines; 15 and 15, or 24 and 6 as the texts are to each other, take 33.

    A column whose share is under its floor gets that, and the rest is shared among the others, until none is. Only then
    those with more than they can use give room back, which can make no share smaller.
    """
    if sum(natural) <= room:
        return list(natural)
    widths = list(floor)
    free = set(range(len(widths)))
    while free:
        left = room - sum(width for column, width in enumerate(widths) if column not in free)
        share = left / sum(math.sqrt(demand[column]) for column in free)
        wanted = {column: int(share * math.sqrt(demand[column])) for column in free}
        settled = {column for column in free if wanted[column] <= floor[column]}
        settled = settled or {column for column in free if wanted[column] >= natural[column]}
        for column in free:
            widths[column] = min(max(wanted[column], floor[column]), natural[column])
        if not settled:
            break
        free -= settled
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths
