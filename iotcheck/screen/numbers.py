"""Whether a table writes decimals with a comma or a point, as its separator and its numbers show.

Where a table is separated by semicolons, commas are most often decimal: `20.000.000,50` is twenty million and a half.
`20.000` is then twenty thousand to one person and twenty to another: such a number is ambiguous and never guessed, but
where the table's other numbers show that its decimals have a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,}))(?![\d.,])"
)
_DECIMAL_POINT = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.,])"
)
_AMBIGUOUS = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,])")
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
