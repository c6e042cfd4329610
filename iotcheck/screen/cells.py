"""Cells: the texts of a column become codes, each distinct text parsed once, through the one door of all answers.

An empty cell is *not asked*; `?`, `不知道` and the like are *don't know*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from iotcheck.answers import parse_text
from iotcheck.lanes import NOT_ASKED, UNREADABLE, Chunk, Coding, Kernel, Outcomes, Remembered, spread
from iotcheck.model import Fact
from iotcheck.screen.columns import Columns
from iotcheck.screen.tables import Batch, DistinctTexts, Seen
from iotcheck.values import BadValueError, Number, Value

_KEPT = 1 << 17  # distinct texts remembered of one column


class BadCell(NamedTuple):
    """A cell that cannot be read: its row and column (counted from 0), and what is wrong with it."""

    row: int
    column: int
    text: str
    code: str
    params: Mapping[str, object]


class Cell(NamedTuple):
    """What a text means: its code in every column of its fact, and its value, None for an open or unreadable one."""

    codes: tuple[int, ...]
    value: Value | None


class CellCoder:
    """Codes the columns of one fact, each distinct text once."""

    def __init__(
        self, fact: Fact, coding: Coding | None, currency: str, *, keep_values: bool, scale: Number = 1
    ) -> None:
        self.fact = fact
        self._scale = scale
        self._coding = coding
        self._width = 1 if coding is None else coding.columns
        self._currency = currency
        self._keep_values = keep_values
        self._codes = _Codes(lambda text: self._cell(text).codes[0])
        self._seen: Seen | None = None

    def code(self, texts: Sequence[str]) -> tuple[tuple[bytes, ...], Outcomes[Value | None] | None]:
        """Return the codes of some cells, and their values where the kernel needs them.

        An unreadable cell is UNREADABLE in every column.
        """
        if self._width == 1 and not self._keep_values and not isinstance(texts, DistinctTexts):
            self._codes.make_room()
            return (bytes(map(self._codes.__getitem__, texts)),), None
        seen, numbers = self._numbered(texts)
        cells = seen.texts.made("cells", lambda new: map(self._cell, new))
        columns = [
            cells.whole(column, lambda cells: bytes([cell.codes[column] for cell in cells]))  # noqa: B023 - called at once
            for column in range(self._width)
        ]
        codes = tuple([spread(column, numbers) for column in columns])
        return codes, Outcomes(cells.made("values", _values), numbers) if self._keep_values else None

    def parse(self, text: str) -> Value | None:
        """Return what a cell says, None for *don't know*; raise BadValueError."""
        return parse_text(self.fact, text, self._currency, self._scale)

    def _numbered(self, texts: Sequence[str]) -> tuple[Seen, Sequence[int]]:
        if self._seen is not None and len(self._seen.texts) > _KEPT:
            self._seen = None
        numbered = texts.numbered if isinstance(texts, DistinctTexts) else partial(_numbered, texts)
        self._seen, numbers = numbered(self._seen)
        return self._seen, numbers

    def _cell(self, text: str) -> Cell:
        if not text.strip():
            return Cell((NOT_ASKED,) * self._width, None)
        try:
            value = self.parse(text)
        except BadValueError:
            return Cell((UNREADABLE,) * self._width, None)
        return Cell(self._coding.codes(value) if self._coding else (0,), value)


class TableCoder:
    """Codes whole batches of rows for a kernel."""

    def __init__(self, kernel: Kernel, columns: Columns) -> None:
        self._kernel = kernel
        self._places = columns.facts
        facts = kernel.policies.facts
        self._coders = {
            name: CellCoder(
                facts[name],
                kernel.codings.get(name),
                kernel.policies.currency,
                keep_values=name in kernel.needs_values,
                scale=columns.scales[name].factor if name in columns.scales else 1,
            )
            for name in columns.facts
        }

    def code(self, batch: Batch) -> tuple[Chunk, list[BadCell]]:
        """Return the chunk of a batch, and the cells that cannot be read; with any, the chunk is of no use."""
        columns, rows = batch.columns, batch.rows
        codes: dict[str, tuple[bytes, ...]] = {}
        values: dict[str, Sequence[Value | None] | Outcomes[Value | None]] = {}
        bad: list[BadCell] = []
        for fact, coder in self._coders.items():
            texts = columns[self._places[fact]]
            codes[fact], known = coder.code(texts)
            bad += self._bad_cells(coder, codes[fact][0], texts)
            if known is not None:
                values[fact] = known
        for fact, coding in self._kernel.codings.items():
            if fact not in codes:
                codes[fact] = (bytes([NOT_ASKED]) * rows,) * coding.columns
        for fact in self._kernel.needs_values - values.keys():
            values[fact] = (None,) * rows
        bad = self._with_faults(batch, bad)
        return Chunk(self._kernel.codings, rows, codes, values, batch.sums), sorted(bad, key=lambda cell: cell[:2])

    def _with_faults(self, batch: Batch, bad: list[BadCell]) -> list[BadCell]:
        """Return the bad cells with those that the table itself finds fault with, in the columns of facts."""
        places = self._places.values()
        faults = {fault[:2]: fault for fault in batch.faults if fault.column in places}
        found = [cell for cell in bad if cell[:2] not in faults]
        for row, place, code in faults.values():
            text = batch.columns[place][row]
            found.append(BadCell(row, place, text, code, {"text": text}))
        return found

    def _bad_cells(self, coder: CellCoder, codes: bytes, texts: Sequence[str]) -> Iterator[BadCell]:
        row = codes.find(UNREADABLE)
        while row >= 0:
            try:
                coder.parse(texts[row])
            except BadValueError as error:
                yield BadCell(row, self._places[coder.fact.id], texts[row], error.code, error.params)
            row = codes.find(UNREADABLE, row + 1)


class _Codes(dict[str, int]):
    """Text → code; a text is coded when first looked up."""

    def __init__(self, code: Callable[[str], int]) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, text: str) -> int:
        found = self[text] = self._code(text)
        return found

    def make_room(self) -> None:
        """Forget all where too much is remembered."""
        if len(self) > _KEPT:
            self.clear()


class _SeenTexts(_Codes):
    """The distinct texts of a plain column, and the number of each."""

    def __init__(self) -> None:
        super().__init__(self._add)
        self.texts = Remembered[str]()

    def _add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1


def _numbered(texts: Sequence[str], seen: Seen | None) -> tuple[_SeenTexts, list[int]]:
    known = seen if isinstance(seen, _SeenTexts) else _SeenTexts()
    return known, list(map(known.__getitem__, texts))


def _values(cells: Sequence[Cell]) -> list[Value | None]:
    return [cell.value for cell in cells]
