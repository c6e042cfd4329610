"""What a column shows of how its numbers and days are written: decimal commas or points, the day or the month first.

Where a table is separated by semicolons, commas are most often decimal: `20.000.000,50` is twenty million and a half.
`20.000` is then twenty thousand to one person and twenty to another: such a number is ambiguous and never guessed, but
where the table's other numbers show that its decimals have a point. Likewise `03/04/2020` is two days, but in a column
that holds `08/13/1999` too it is the fourth of March.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,})|0,\d+)(?![\d.,])"
)
_DECIMAL_POINT = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.,])"
)
_AMBIGUOUS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_MARKED = re.compile(r"[.,]")


class Convention(NamedTuple):
    """How decimals are written: whether commas are decimal, and whether numbers such as 20.000 are ambiguous."""

    commas: bool = False
    ambiguous: bool = False

    @property
    def matters(self) -> bool:
        """Whether any number needs another look."""
        return self.commas or self.ambiguous

    def plain(self, texts: Sequence[str]) -> list[str | None]:
        """Return texts with decimal points; None for a number that can be read in two ways."""
        return [self._plain(text) if _MARKED.search(text) else text for text in texts]

    def _plain(self, text: str) -> str | None:
        if self.ambiguous and _AMBIGUOUS.search(text):
            return None
        if self.commas and _DECIMAL_COMMA.search(text):
            return _DECIMAL_COMMA.sub(lambda match: match[0].replace(".", "").replace(",", "."), text)
        return text


def find_convention(columns: Iterable[Sequence[str]], separator: str) -> Convention:
    """Return how the numbers of some columns are written, given what separates the table's cells."""
    if separator not in (";", "\t"):
        return Convention()
    marked = [text for column in columns for text in column if _MARKED.search(text)]
    commas = any(_DECIMAL_COMMA.search(text) for text in marked)
    points = any(_DECIMAL_POINT.search(text) for text in marked)
    return Convention(commas=commas, ambiguous=(separator == ";" and (commas or not points)) or commas)


_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: .*)?")


def find_day_order(texts: Iterable[str]) -> str:
    """Return `mdy` or `dmy` where days such as 08/13/1999 show it and none shows the other; else nothing."""
    orders = set()
    for text in texts:
        if match := _DAY.fullmatch(text.strip()):
            first, second = int(match[1]), int(match[3])
            orders |= {"dmy"} if first > 12 else {"mdy"} if second > 12 else set()
    return orders.pop() if len(orders) == 1 else ""


def in_day_order(text: str, order: str) -> str:
    """Return a day in ISO's form, given the order of a column; any other text as it is."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return text
    month, day = (match[1], match[3]) if order == "mdy" else (match[3], match[1])
    try:
        return date(int(match[4]), int(month), int(day)).isoformat()
    except ValueError:
        return text
