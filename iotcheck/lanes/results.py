"""What the kernel says of the rows of a chunk: verdicts, marks (facts missing, questions to confirm), ceilings.

Big integers hold a byte per row; the property that turns them into bytes does it once, when asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.lanes.chunk import Chunk, without
from iotcheck.lanes.dictionary import Amounts, Outcomes, Remembered, Sums
from iotcheck.model import Edition, NoAmount, Program, Text
from iotcheck.values import Number

T = TypeVar("T")

# The byte of each verdict: bit 7 for eligible and conditional, bit 6 for eligible and undetermined.
VERDICTS = {0x00: Verdict.INELIGIBLE, 0x40: Verdict.UNDETERMINED, 0x80: Verdict.CONDITIONAL, 0xC0: Verdict.ELIGIBLE}
CODES = {verdict: code for code, verdict in VERDICTS.items()}
MOST_IN_A_BYTE = 255
_TOGETHER = 8  # constant ceilings that are summed up by one table, a bit each


class Figures(NamedTuple):
    """A ceiling, rounded down to the smallest unit of the currency: `engine.Ceiling` without its trace.

    `ruled` is whether the rules set the upper end, and not only the greatest value that a question accepts.
    """

    low: Number | None
    high: Number | None
    missing: tuple[str, ...]
    ruled: bool = True


class FigureColumns(NamedTuple):
    """The figures of several outcomes as columns, by the outcome's number.

    `low` are the lower ends (0 where there is none), `wider` how far above them the upper ends lie (empty where all are
    equal); `endless` are 0x80 for the outcomes without upper end (empty where all have one); `missing` are the facts
    that each depends on.
    """

    low: Remembered[Number]
    wider: Remembered[Number]
    endless: bytes
    missing: Remembered[tuple[str, ...]]

    @classmethod
    def of(cls, found: Sequence[Figures]) -> FigureColumns:
        """Return the columns of some figures."""
        kept = found if isinstance(found, Remembered) else Remembered(found)
        return kept.whole("columns", lambda _: cls._made(kept))

    @property
    def facts(self) -> frozenset[str]:
        """All facts that some outcome depends on."""
        return self.missing.whole("facts", lambda missing: frozenset(fact for facts in set(missing) for fact in facts))

    def misses(self, fact: str) -> bytes:
        """Return 0x80 for each outcome that depends on a fact, 0 for the others."""
        return self.missing.whole(fact, lambda missing: bytes([0x80 if fact in one else 0 for one in missing]))

    @classmethod
    def _made(cls, kept: Remembered[Figures]) -> FigureColumns:
        low = kept.made("low", lambda new: [one.low or 0 for one in new])
        wider = kept.made("wider", lambda new: [0 if one.high is None else one.high - (one.low or 0) for one in new])
        missing = kept.made("missing", lambda new: [one.missing for one in new])
        endless = bytes([0x80 if one.high is None else 0 for one in kept])
        ends = any(endless)
        return cls(low, wider if ends or any(wider) else Remembered(), endless if ends else b"", missing)


class Marks(Generic[T]):
    """For each of some names (facts, questions) the rows that it concerns, at bit 7 of a big integer."""

    def __init__(self, rows: int, masks: Mapping[T, int]) -> None:
        self.rows = rows
        self.masks = {name: mask for name, mask in masks.items() if mask}
        self.names = tuple(self.masks)

    @cached_property
    def patterns(self) -> tuple[bytes, ...]:
        """Eight names a byte: the first name is bit 7 of the first column's bytes. No names, no columns."""
        found = []
        masks = list(self.masks.values())
        for start in range(0, len(masks), 8):
            packed = 0
            for mask in reversed(masks[start : start + 8]):
                packed = packed >> 1 | mask
            found.append(packed.to_bytes(self.rows, "little"))
        return tuple(found)

    def at(self, row: int) -> tuple[T, ...]:
        """Return the names that concern one row."""
        return self.named(tuple([column[row] for column in self.patterns]))

    def named(self, pattern: Sequence[int]) -> tuple[T, ...]:
        """Return the names of one row's bytes, one of each column."""
        return tuple([name for place, name in enumerate(self.names) if pattern[place // 8] & 0x80 >> place % 8])


class ProgramRows:
    """One program's results for the rows of a chunk.

    `lanes` holds a byte of verdict for each row (see VERDICTS), None for background or without an edition that day. The
    kernel adds ceilings, facts missing and questions to confirm where they are asked for.
    """

    def __init__(
        self, program: Program, edition: Edition | None, chunk: Chunk, lanes: int | None, *, stale: bool
    ) -> None:
        self.program = program
        self.edition = edition
        self.stale = stale
        self.rows = chunk.rows
        self.lanes = lanes
        self.ceilings: Outcomes[Figures] | None = None
        self.missing = Marks[str](chunk.rows, {})
        self.confirm = Marks[Text](chunk.rows, {})
        self._chunk = chunk

    @property
    def open_to_applicants(self) -> bool:
        """Whether the status lets one apply and the terms are not stale."""
        return self.edition is not None and self.edition.status.open_to_applicants and not self.stale

    @property
    def ceiling_kind(self) -> CeilingKind:
        """Whether the ceiling has a figure."""
        if self.edition is None:
            return CeilingKind.UNSTATED
        ceiling = self.edition.ceiling
        return CeilingKind(ceiling.value) if isinstance(ceiling, NoAmount) else CeilingKind.AMOUNT

    @cached_property
    def figures(self) -> FigureColumns:
        """The outcomes of the ceiling as columns."""
        return FigureColumns.of(self.ceilings.found if self.ceilings else [Figures(None, None, ())])

    @cached_property
    def low(self) -> Amounts:
        """The lower end of a ceiling that depends on facts, in the rows that are eligible or conditional."""
        return self._amounts(self.figures.low)

    @cached_property
    def wider(self) -> Amounts:
        """How far the upper end lies above the lower in these rows."""
        return self._amounts(self.figures.wider)

    @cached_property
    def endless(self) -> int:
        """The rows, marked at bit 7, that are eligible or conditional with a ceiling without upper end."""
        if self.ceilings is None or not self.figures.endless:
            return 0
        return self.applicable & self.ceilings.spread(self.figures.endless, self.rows)

    @cached_property
    def unruled(self) -> int:
        """The rows, marked at bit 7, that are eligible or conditional without an upper end that the rules set."""
        if self.ceilings is None:
            return 0
        found = self.ceilings.found
        kept = found if isinstance(found, Remembered) else Remembered(found)
        marks = kept.whole("unruled", lambda figures: bytes([0 if one.ruled else 0x80 for one in figures]))
        return self.applicable & self.ceilings.spread(marks, self.rows) if 0x80 in marks else 0

    @cached_property
    def applicable(self) -> int:
        """The rows whose verdict is eligible or conditional, marked at bit 7."""
        return (self.lanes or 0) & self._chunk.masks.certain

    @cached_property
    def conditional(self) -> int:
        """The rows whose verdict is conditional, marked at bit 7."""
        return without(self.applicable, (self.lanes or 0) << 1)

    @cached_property
    def undetermined(self) -> int:
        """The rows whose verdict is undetermined, marked at bit 7."""
        lanes = self.lanes or 0
        return without(lanes << 1 & self._chunk.masks.certain, lanes)

    def ceiling_misses(self, fact: str) -> int:
        """Return the rows whose ceiling still depends on a fact, marked at bit 7."""
        if self.ceilings is None:
            return 0
        return self.ceilings.spread(self.figures.misses(fact), self.rows)

    @cached_property
    def verdicts(self) -> bytes:
        """The verdicts' bytes, one a row; empty where there are none."""
        return b"" if self.lanes is None else self.lanes.to_bytes(self.rows, "little")

    def verdict(self, row: int) -> Verdict | None:
        """Return the verdict of one row."""
        return None if self.lanes is None else VERDICTS[self.verdicts[row]]

    def _amounts(self, by_number: Remembered[Number]) -> Amounts:
        if self.ceilings is None or self.ceilings.numbers is None:
            raise TypeError("a ceiling that is the same for everyone has no amounts by row")
        return self._chunk.sums.amounts(by_number, self.ceilings.numbers, self._applicable_rows)

    @cached_property
    def _applicable_rows(self) -> bytes:
        return self.applicable.to_bytes(self.rows, "little")


class RowTotals:
    """Sums up programs' results, each row for itself; `add` takes them one by one."""

    def __init__(self, rows: int, sums: type[Sums] = Sums) -> None:
        self.rows = rows
        self._counts = {name: Counter(rows) for name in ("applicable", "conditional", "undetermined", "unstated")}
        self._low = sums(rows)
        self._wider = sums(rows)  # how much the upper end lies above the lower
        self._endless: set[int] = set()
        self._constant: list[tuple[int, Number]] = []

    def add(self, program: ProgramRows) -> None:
        """Count a program in; one that is not open to applicants adds nothing."""
        if not program.open_to_applicants or program.lanes is None:
            return
        self._counts["applicable"].add(program.applicable)
        self._counts["conditional"].add(program.conditional)
        self._counts["undetermined"].add(program.undetermined)
        if program.ceiling_kind is CeilingKind.UNSTATED:
            self._counts["unstated"].add(program.applicable)
        if program.ceilings is None:
            return
        if program.ceilings.numbers is None:
            self._constant.append((program.applicable, program.figures.low[0]))
            if len(self._constant) == _TOGETHER:
                self._add_constants()
        elif program.applicable:
            self._add_varying(program)

    def count(self, name: str) -> Sequence[int]:
        """Return a count of each row: applicable, conditional, undetermined or unstated programs."""
        return self._counts[name].counts()

    def low(self) -> Sequence[Number]:
        """Return the lower end of each row's sum."""
        self._add_constants()
        return self._low.values()

    def high(self) -> Sequence[Number | None]:
        """Return the upper end of each row's sum; None where there is none."""
        self._add_constants()
        return self._low.plus(self._wider, self._endless)

    def _add_constants(self) -> None:
        """Add up to eight constant ceilings at once: a byte says which apply, a table what they come to."""
        sums: list[Number] = [0]
        pattern = 0
        for bit, (applicable, amount) in enumerate(self._constant):
            pattern |= applicable >> 7 - bit
            sums += [amount + before for before in sums]
        self._constant = []
        if pattern:
            self._low.add(self._low.amounts(Remembered(sums), pattern.to_bytes(self.rows, "little")))

    def _add_varying(self, program: ProgramRows) -> None:
        self._low.add(program.low)
        if program.figures.wider:
            self._wider.add(program.wider)
        if program.endless:
            self._endless.update(row for row, mark in enumerate(program.endless.to_bytes(self.rows, "little")) if mark)


class Counter:
    """Counts marks at bit 7, a byte for each row as long as it can hold them."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._full: list[bytes] = []
        self._sum = 0
        self._added = 0

    def add(self, marks: int) -> None:
        """Count the marked rows one up."""
        if self._added == MOST_IN_A_BYTE:
            self._full.append(self._sum.to_bytes(self._rows, "little"))
            self._sum = self._added = 0
        self._sum += marks >> 7
        self._added += 1

    def counts(self) -> Sequence[int]:
        """Return the count of each row."""
        last = self._sum.to_bytes(self._rows, "little")
        return [sum(column) for column in zip(*self._full, last, strict=True)] if self._full else last
