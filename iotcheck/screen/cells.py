"""Cells: the texts of a column become codes, each distinct text parsed once, through the one parser of all answers.

An empty cell is *not asked*; `?`, `不知道` and the like are *don't know*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from iotcheck.answers import parse_text
from iotcheck.batch import DONT_KNOW, NOT_ASKED, UNREADABLE, Chunk, Coding, Kernel, Outcomes, Remembered, spread
from iotcheck.model import FactType, PolicySet
from iotcheck.screen.columns import Columns
from iotcheck.screen.replacements import key_of
from iotcheck.screen.tables import Batch, DistinctTexts, Seen
from iotcheck.values import BadValueError, Value

_KEPT = 1 << 17  # distinct texts remembered of one column
_FIRST_YEAR = 1800  # an earlier one is a slip, such as 0219 for 2019
_NO_VALUE = "\0"  # which no fact takes for a value
_OPENED = bytes.maketrans(bytes([UNREADABLE]), bytes([DONT_KNOW]))


class BadCell(NamedTuple):
    """A cell that cannot be read: its row and column (counted from 0), and what is wrong with it.

    `costs_row`: the row is left out for it, where otherwise the cell counts as *don't know*.
    """

    row: int
    column: int
    text: str
    code: str
    params: Mapping[str, object]
    costs_row: bool = True


class Coded(NamedTuple):
    """A batch in codes: the chunk, in which unreadable cells are *don't know*, and those cells."""

    chunk: Chunk
    bad: list[BadCell]


class Cell(NamedTuple):
    """What a text means: its code in every column of its fact, and its value, None for an open or unreadable one."""

    codes: tuple[int, ...]
    value: Value | None


class CellCoder:
    """Codes the columns of one fact, each distinct text once.

    `columns` say in what scale its numbers are, and what some texts stand for. `met` are the texts replaced so far,
    `later` those of days after the day of assessment, for a fact that has no last day of its own.
    """

    def __init__(
        self,
        policies: PolicySet,
        columns: Columns,
        fact: str,
        coding: Coding | None = None,
        *,
        keep_values: bool = False,
        as_of: date | None = None,
    ) -> None:
        self.fact = policies.facts[fact]
        self.met: set[str] = set()
        self.later: set[str] = set()
        self._as_of = as_of if self.fact.type is FactType.DATE else None
        self._scale = columns.scales[fact].factor if fact in columns.scales else 1
        self._replaced = columns.replaced.get(fact, {})
        self._coding = coding
        self._width = 1 if coding is None else coding.columns
        self._currency = policies.currency
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

    def meant(self, text: str) -> str:
        """Return the text that stands for a cell's own."""
        if self._replaced and (key := key_of(text)) in self._replaced:
            self.met.add(key)
            return self._replaced[key]
        return text

    def parse(self, text: str) -> Value | None:
        """Return what a cell that is not empty says, None for *don't know*; raise BadValueError."""
        value = parse_text(self.fact, self.meant(text), self._currency, self._scale)
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            raise BadValueError("implausible-year", text=text, limit=_FIRST_YEAR)
        if self._as_of is not None and self.fact.check_day(value, self._as_of):
            self.later.add(text)
        return value

    def _numbered(self, texts: Sequence[str]) -> tuple[Seen, Sequence[int]]:
        if self._seen is not None and len(self._seen.texts) > _KEPT:
            self._seen = None
        numbered = texts.numbered if isinstance(texts, DistinctTexts) else partial(_numbered, texts)
        self._seen, numbers = numbered(self._seen)
        return self._seen, numbers

    def _cell(self, text: str) -> Cell:
        if not self.meant(text).strip():
            return Cell((NOT_ASKED,) * self._width, None)
        try:
            value = self.parse(text)
        except BadValueError:
            return Cell((UNREADABLE,) * self._width, None)
        return Cell(self._coding.codes(value) if self._coding else (0,), value)


class TableCoder:
    """Codes whole batches of rows for a kernel.

    A bad cell costs its row where some rule looks at its fact, unless `open_cells`.
    """

    def __init__(self, kernel: Kernel, columns: Columns, *, open_cells: bool = False) -> None:
        self._kernel = kernel
        self._places = columns.facts
        self._open_cells = open_cells
        self._coders = {
            name: CellCoder(
                kernel.policies,
                columns,
                name,
                kernel.codings.get(name),
                keep_values=name in kernel.needs_values,
                as_of=kernel.as_of,
            )
            for name in columns.facts
        }

    @property
    def met(self) -> frozenset[tuple[str, str]]:
        """The texts that were replaced so far, each with its fact."""
        return frozenset((fact, text) for fact, coder in self._coders.items() for text in coder.met)

    def later(self, batch: Batch) -> Iterator[tuple[int, list[int]]]:
        """Yield the columns of a coded batch that have days after the day of assessment, and the lines of these."""
        for fact, coder in self._coders.items():
            if coder.later:
                texts = batch.columns[self._places[fact]]
                lines = [line for line, text in zip(batch.lines, texts, strict=True) if text in coder.later]
                if lines:
                    yield self._places[fact], lines

    def code(self, batch: Batch) -> Coded:
        """Return a batch in codes, its unreadable cells as *don't know*, and those cells."""
        rows = batch.rows
        codes: dict[str, tuple[bytes, ...]] = {}
        values: dict[str, Sequence[Value | None] | Outcomes[Value | None]] = {}
        bad: list[BadCell] = []
        for fact, coder in self._coders.items():
            place = self._places[fact]
            texts, faults = without_faults(batch, place, coder)
            codes[fact], known = coder.code(texts)
            if UNREADABLE in codes[fact][0]:
                bad += self._bad_cells(coder, codes[fact][0], batch.columns[place], faults)
                codes[fact] = tuple([column.translate(_OPENED) for column in codes[fact]])
            if known is not None:
                values[fact] = known
        for fact, coding in self._kernel.codings.items():
            if fact not in codes:
                codes[fact] = (bytes([NOT_ASKED]) * rows,) * coding.columns
        for fact in self._kernel.needs_values - values.keys():
            values[fact] = (None,) * rows
        chunk = Chunk(self._kernel.codings, rows, codes, values, batch.sums)
        return Coded(chunk, sorted(bad, key=lambda cell: cell[:2]))

    def _bad_cells(
        self, coder: CellCoder, codes: bytes, texts: Sequence[str], faults: Mapping[int, str]
    ) -> Iterator[BadCell]:
        place = self._places[coder.fact.id]
        costs_row = not self._open_cells and coder.fact.id in self._kernel.codings
        row = codes.find(UNREADABLE)
        while row >= 0:
            text = texts[row]
            try:
                if row in faults:
                    raise BadValueError(faults[row], text=text)
                coder.parse(text)
            except BadValueError as error:
                yield BadCell(row, place, text, error.code, error.params, costs_row)
            row = codes.find(UNREADABLE, row + 1)


def without_faults(batch: Batch, place: int, coder: CellCoder) -> tuple[Sequence[str], dict[int, str]]:
    """Return a column with what cannot be read where the table finds fault with cells, and the faults by row.

    What the user says a text stands for settles its fault.
    """
    texts = batch.columns[place]
    faults = {
        row: code for row, column, code in batch.faults if column == place and coder.meant(texts[row]) is texts[row]
    }
    if faults:
        texts = [_NO_VALUE if row in faults else text for row, text in enumerate(texts)]
    return texts, faults


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
