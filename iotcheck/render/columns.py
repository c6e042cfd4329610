"""Columns of text side by side: tables and labelled values, as wide as their text asks for and the room allows."""

import math
from collections.abc import Sequence
from itertools import zip_longest

from rich.box import SIMPLE_HEAD
from rich.table import Table

from iotcheck.render.cjk import CjkText, measure, safe_text
from iotcheck.render.sheet import QUIET

GAP = 2  # cells between columns, of which a table's box takes one
_SHORT = 12  # a column of short words keeps them whole
_LEAST = 2  # a Chinese character takes two cells: a narrower column could not show it


def table_of(
    headers: Sequence[str], rows: Sequence[Sequence[CjkText]], room: int, numbers: Sequence[bool] = ()
) -> Table | None:
    """Return a table that takes at most `room` cells; a row of one text alone is a heading among the rows.

    `numbers` says which columns hold numbers, and stand at the right. Return None where a word would have to be cut.
    """
    whole = [row for row in rows if len(row) == len(headers)]
    widths = [[measure(row[place].plain) for row in whole] for place in range(len(headers))]
    heads = [measure(header)[1] for header in headers]
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
    spaced = fitted != natural or any("\n" in text.plain for row in whole for text in row)
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

    A column of `demand` cells of text in all gets room by the square root of it, which makes the sum of the columns'
    heights least, but no less than its `floor` and no more than it can use. Floors that do not fit together give way.
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
