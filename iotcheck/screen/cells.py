"""Cells: the texts of a column become codes, each distinct text parsed once, through the one door of all answers.

An empty cell is *not asked*; `?`, `不知道` and the like are *don't know*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from iotcheck.answers import parse_text
from iotcheck.lanes import NOT_ASKED, UNREADABLE, Chunk, Coding, Kernel, Numbers, Outcomes
from iotcheck.model import Fact
from iotcheck.screen.tables import DistinctTexts, Seen
from iotcheck.values import BadValueError, Value

_KEPT = 1 << 17  # distinct texts remembered of one column


class BadCell(NamedTuple):
    """A cell that cannot be read: its row and column (counted from 0), and what is wrong with it."""

    row: int
    column: int
    text: str
    code: str
    params: Mapping[str, object]


class CellCoder:
    """Codes the columns of one fact, text by text."""

    def __init__(self, fact: Fact, coding: Coding | None, currency: str, *, keep_values: bool) -> None:
        self.fact = fact
        self.columns = 1 if coding is None else coding.columns
        self._coding = coding
        self._currency = currency
        self._codes = _Codes(self._code_one)
        self._values = _Codes(self._value_of) if keep_values else None
        self._seen: Seen | None = None

    def code(self, texts: Sequence[str]) -> tuple[bytes, ...]:
        """Return the codes of some cells; an unreadable cell is UNREADABLE in every column."""
        self._codes.make_room()
        if isinstance(texts, DistinctTexts):
            seen, numbers = self._numbered(texts)
            codes = seen.texts.made("codes", lambda new: map(self._codes.__getitem__, new))
            columns = [codes] if self.columns == 1 else zip(*codes, strict=True)
            return tuple([numbers.spread(bytes(column)) for column in columns])
        if self.columns == 1:
            return (bytes(map(self._codes.__getitem__, texts)),)
        if not texts:
            return (b"",) * self.columns
        return tuple([bytes(column) for column in zip(*map(self._codes.__getitem__, texts), strict=True)])

    def values(self, texts: Sequence[str]) -> Sequence[Value | None] | Outcomes[Value | None] | None:
        """Return the values of some cells where the kernel needs them, None for open and for unreadable ones."""
        if self._values is None:
            return None
        value_of = self._values
        value_of.make_room()
        if isinstance(texts, DistinctTexts):
            seen, numbers = self._numbered(texts)
            return Outcomes(seen.texts.made("values", lambda new: map(value_of.__getitem__, new)), numbers)
        return list(map(value_of.__getitem__, texts))

    def parse(self, text: str) -> Value | None:
        """Return what a cell says, None for *don't know*; raise BadValueError."""
        return parse_text(self.fact, text, self._currency)

    def _numbered(self, column: DistinctTexts) -> tuple[Seen, Numbers]:
        if self._seen is not None and len(self._seen.texts) > _KEPT:
            self._seen = None
        self._seen, numbers = column.numbered(self._seen)
        return self._seen, numbers

    def _code_one(self, text: str) -> int | tuple[int, ...]:
        """Return the code of one cell, or its codes where the fact has several columns."""
        codes: tuple[int, ...]
        if not text.strip():
            codes = (NOT_ASKED,) * self.columns
        else:
            try:
                value = self.parse(text)
            except BadValueError:
                codes = (UNREADABLE,) * self.columns
            else:
                codes = self._coding.codes(value) if self._coding else (0,)
        return codes[0] if self.columns == 1 else codes

    def _value_of(self, text: str) -> Value | None:
        try:
            return self.parse(text) if text.strip() else None
        except BadValueError:
            return None


class TableCoder:
    """Codes whole batches of rows for a kernel; `columns` maps facts to the places of their columns."""

    def __init__(self, kernel: Kernel, columns: Mapping[str, int]) -> None:
        self._kernel = kernel
        self._places = columns
        facts = kernel.policies.facts
        self._coders = {
            name: CellCoder(
                facts[name],
                kernel.codings.get(name),
                kernel.policies.currency,
                keep_values=name in kernel.needs_values,
            )
            for name in columns
        }

    def code(self, columns: Sequence[Sequence[str]], rows: int) -> tuple[Chunk, list[BadCell]]:
        """Return the chunk of some rows, and the cells that cannot be read; with any, the chunk is of no use."""
        codes: dict[str, tuple[bytes, ...]] = {}
        values: dict[str, Sequence[Value | None] | Outcomes[Value | None]] = {}
        bad: list[BadCell] = []
        for fact, coder in self._coders.items():
            texts = columns[self._places[fact]]
            codes[fact] = coder.code(texts)
            bad += self._bad_cells(coder, codes[fact][0], texts)
            if (known := coder.values(texts)) is not None:
                values[fact] = known
        for fact, coding in self._kernel.codings.items():
            if fact not in codes:
                codes[fact] = (bytes([NOT_ASKED]) * rows,) * coding.columns
        for fact in self._kernel.needs_values - values.keys():
            values[fact] = (None,) * rows
        return Chunk(self._kernel.codings, rows, codes, values), sorted(bad, key=lambda cell: cell[:2])

    def _bad_cells(self, coder: CellCoder, codes: bytes, texts: Sequence[str]) -> Iterator[BadCell]:
        row = codes.find(UNREADABLE)
        while row >= 0:
            try:
                coder.parse(texts[row])
            except BadValueError as error:
                yield BadCell(row, self._places[coder.fact.id], texts[row], error.code, error.params)
            row = codes.find(UNREADABLE, row + 1)


class _Codes(dict[str, Any]):
    """Text → code, or codes; a text is coded when first looked up."""

    def __init__(self, code: Callable[[str], Any]) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, text: str) -> Any:
        found = self[text] = self._code(text)
        return found

    def make_room(self) -> None:
        """Forget all where too much is remembered."""
        if len(self) > _KEPT:
            self.clear()
