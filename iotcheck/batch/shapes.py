"""Shapes: what rows have in common for which the same is left of an amount (`residues`).

Rows have one shape where each condition of the cases says the same, each table is looked up by the same choice, the
same facts are open, and what was computed before (comparisons, named amounts) is alike. For 100,000 rows of 90,000
incomes and six kinds that may be a hundred shapes. Each of these is a byte a row, and bytes that have few values
together become one: with 3 classes of income and 6 of kind, income * 6 + kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Literal, NamedTuple, Protocol

from iotcheck.batch.chunk import Chunk
from iotcheck.batch.coding import DONT_KNOW, Coding, Place
from iotcheck.batch.dictionary import Outcomes

_CODES = 256
_FORMATS: dict[int, Literal["H", "I", "Q"]] = {2: "H", 4: "I", 8: "Q"}  # of whole numbers of so many bytes
_WIDTHS = tuple(_FORMATS)


class Part(Protocol):
    """Something that tells shapes apart."""

    def column(self, chunk: Chunk) -> tuple[Sequence[Hashable], int]:
        """Return what tells rows apart, and of bytes how many values they have at most (else 0)."""
        ...


class CodePart(NamedTuple):
    """What the codes of a column of a fact come to."""

    fact: str
    number: int
    classes: bytes  # by code
    most: int

    def column(self, chunk: Chunk) -> tuple[Sequence[Hashable], int]:
        """Return the class of each row."""
        return chunk.codes[self.fact][self.number].translate(self.classes), self.most


class ValuePart(NamedTuple):
    """The values of a fact themselves, where codes do not tell them apart."""

    fact: str

    def column(self, chunk: Chunk) -> tuple[Sequence[Hashable], int]:
        """Return the values."""
        return chunk.values_of(self.fact), 0


class OutcomePart:
    """What comes out of a comparison: its truth, and the open facts that it depends on."""

    def __init__(self, comparison: int, compared: Callable[[Chunk, int], Outcomes[bytes]]) -> None:
        self._comparison = comparison
        self._compared = compared
        self._numbers: dict[bytes, int] = {}

    def column(self, chunk: Chunk) -> tuple[Sequence[Hashable], int]:
        """Return the outcomes by numbers of their own."""
        outcomes = self._compared(chunk, self._comparison)
        numbers = [self._numbers.setdefault(outcome, len(self._numbers)) for outcome in outcomes.found]
        if len(self._numbers) <= _CODES:
            return outcomes.spread(bytes(numbers), chunk.rows).to_bytes(chunk.rows, "little"), _CODES
        return [numbers[number] for number in outcomes.numbers or bytes(chunk.rows)], 0


def code_parts(
    fact: str, coding: Coding, places: Sequence[Place], *, each_choice: bool, whether_open: bool
) -> Iterator[Part]:
    """Yield what tells apart the values of one fact.

    By the truths of the leaves at some `places`, and as asked for by `each_choice`, and by whether they are known.
    """
    if each_choice and coding.examples is None:
        yield ValuePart(fact)
    for number in range(coding.columns):
        seen = [place.truths for place in places if place.column == number]
        keys: list[tuple[Hashable, ...]] = []
        for code in range(_CODES):
            known = code < DONT_KNOW
            extra = (code if each_choice and known else None, known if whether_open or each_choice else None)
            keys.append((*[truths[code] for truths in seen], *(extra if number == 0 else ())))
        of = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        if len(of) > 1:
            yield CodePart(fact, number, bytes([of[key] for key in keys]), len(of))


def grouped(parts: Sequence[Part], chunk: Chunk, marks: bytes | None) -> Mapping[Hashable, Sequence[int]]:
    """Return the rows of each shape, of those that are marked (default: all)."""
    rows: Sequence[int] = range(chunk.rows) if marks is None else list(compress(range(chunk.rows), marks))
    columns = [column if marks is None else _kept(column, marks) for column in _joined(parts, chunk)]
    if not columns:
        return {(): rows} if rows else {}
    keys = columns[0] if len(columns) == 1 else _together(columns)
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        groups[key].append(row)
    return groups


def _together(columns: Sequence[Sequence[Hashable]]) -> Iterable[Hashable]:
    """Return a key for each row from all columns; bytes lie beside one another in whole numbers, which are quick."""
    if len(columns) > _WIDTHS[-1] or not all(isinstance(column, bytes) for column in columns):
        return zip(*columns, strict=True)
    width = next(width for width in _WIDTHS if width >= len(columns))
    beside = bytearray(width * len(columns[0]))
    for place, column in enumerate(columns):
        beside[place::width] = column  # type: ignore[assignment]
    return memoryview(beside).cast(_FORMATS[width])


def _kept(column: Sequence[Hashable], marks: bytes) -> Sequence[Hashable]:
    kept = compress(column, marks)
    return bytes(kept) if isinstance(column, bytes) else list(kept)  # type: ignore[arg-type]


def _joined(parts: Sequence[Part], chunk: Chunk) -> list[Sequence[Hashable]]:
    """Return columns, those of few values joined to columns of bytes of more."""
    found: list[Sequence[Hashable]] = []
    joined, size = 0, 1
    for part in parts:
        column, count = part.column(chunk)
        if not isinstance(column, bytes) or count > _CODES // 2:
            found.append(column)
            continue
        if size * count > _CODES:
            found.append(joined.to_bytes(chunk.rows, "little"))
            joined, size = 0, 1
        joined = joined * count + int.from_bytes(column, "little")
        size *= count
    if size > 1:
        found.append(joined.to_bytes(chunk.rows, "little"))
    return found
