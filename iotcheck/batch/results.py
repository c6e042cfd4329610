"""What the kernel says of the rows of a chunk: verdicts, marks (facts missing, questions to confirm), ceilings.

Big integers hold a byte per row; the property that turns them into bytes does it once, when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from iotcheck.batch.chunk import Chunk, is_marked, without
from iotcheck.batch.dictionary import Amounts, Outcomes, Remembered
from iotcheck.engine import Ceiling, CeilingKind, ProgramReport, RuleState, Verdict
from iotcheck.model import MAIN_GROUP, Edition, PolicySet, Program, SumGroup, Text
from iotcheck.values import Number

T = TypeVar("T")
UpperEnd = Literal["high", "top"]  # of a ceiling

# The byte of each verdict: bit 7 for eligible and conditional, bit 6 for eligible and undetermined.
VERDICTS = {0x00: Verdict.INELIGIBLE, 0x40: Verdict.UNDETERMINED, 0x80: Verdict.CONDITIONAL, 0xC0: Verdict.ELIGIBLE}
CODES = {verdict: code for code, verdict in VERDICTS.items()}


class CeilingColumns:
    """The ceilings of some outcomes as columns, by the outcome's number; those of outcomes added later are added."""

    def __init__(self, ceilings: Sequence[Ceiling]) -> None:
        self._ceilings = ceilings if isinstance(ceilings, Remembered) else Remembered(ceilings)

    @property
    def low(self) -> Remembered[Number]:
        """The lower ends; 0 where there is none."""
        return self._ceilings.made("low", lambda new: [ceiling.low or 0 for ceiling in new])

    @property
    def width(self) -> Remembered[Number]:
        """How far the upper ends lie above the lower; 0 where there is none."""
        return self._ceilings.made(
            "width", lambda new: [0 if one.high is None else one.high - (one.low or 0) for one in new]
        )

    @property
    def has_width(self) -> bool:
        """Whether some upper end is not the lower."""
        return self.width.whole("any", any)

    @property
    def facts(self) -> frozenset[str]:
        """All facts that some outcome depends on."""
        return self._ceilings.whole("facts", lambda all_: frozenset(fact for one in all_ for fact in one.missing))

    def misses(self, fact: str) -> bytes:
        """Return 0x80 for each outcome that depends on a fact, 0 for the others."""

        def sets(new: Sequence[Ceiling]) -> list[frozenset[str]]:
            distinct = {ceiling.missing for ceiling in new}  # few, of many ceilings
            set_of = {facts: frozenset(facts) for facts in distinct}
            return [set_of[ceiling.missing] for ceiling in new]

        missing = self._ceilings.made("missing", sets)
        marks = missing.made(("misses", fact), lambda new: [0x80 if fact in facts else 0 for facts in new])
        return marks.whole("bytes", bytes)

    def without(self, end: UpperEnd) -> bytes:
        """Return 0x80 for each outcome with a figure whose ceiling lacks an upper end, 0 for the others."""
        return self._marked(end, lambda one: one.kind is CeilingKind.AMOUNT and getattr(one, end) is None)

    @property
    def unstated(self) -> bytes:
        """Return 0x80 for each outcome for which no amount is stated, 0 for the others."""
        return self._marked("unstated", lambda ceiling: ceiling.kind is CeilingKind.UNSTATED)

    def marked(self, of: Literal["waiting", "ranged"]) -> bytes:
        """Return 0x80 for each outcome whose figure waits for facts, or is a range in the source, 0 for the others."""
        return self._marked(of, lambda ceiling: bool(ceiling.missing) if of == "waiting" else ceiling.ranged)

    def _marked(self, key: object, marked: Callable[[Ceiling], bool]) -> bytes:
        marks = self._ceilings.made(key, lambda new: [0x80 if marked(ceiling) else 0 for ceiling in new])
        return marks.whole("bytes", bytes)


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


class CeilingSource(Protocol):
    """What computes the ceilings of a program."""

    def outcomes(self, chunk: Chunk, marks: bytes, /) -> Outcomes[Ceiling]:
        """Return ceilings for the rows that are marked; what stands for the others means nothing."""
        ...

    def at(self, chunk: Chunk, row: int, /) -> Ceiling:
        """Return the ceiling of any row."""
        ...


class RuleRows(NamedTuple):
    """The rules of a file on combining programs, each as it is for the rows of a chunk."""

    policies: PolicySet
    named: frozenset[str]
    states: tuple[Outcomes[RuleState], ...]


class ProgramRows:
    """One program's results for the rows of a chunk.

    `verdict_column` holds a byte of verdict for each row (see VERDICTS), None for background or without an edition that
    day. The kernel adds ceilings, facts missing and questions to confirm where they are asked for, and the file's rules
    on combining programs.
    """

    def __init__(
        self, program: Program, edition: Edition | None, chunk: Chunk, verdict_column: int | None, *, stale: bool
    ) -> None:
        self.program = program
        self.edition = edition
        self.stale = stale
        self.rows = chunk.rows
        self.verdict_column = verdict_column
        self.ceiling_source: CeilingSource | None = None  # None where there is no figure
        self.missing = Marks[str](chunk.rows, {})
        self.confirm = Marks[Text](chunk.rows, {})
        self.rules: RuleRows | None = None
        self._chunk = chunk

    @property
    def sum_group(self) -> SumGroup:
        """With which amounts its amounts may be added."""
        return self.program.sum_group(self.edition) if self.edition else MAIN_GROUP

    @property
    def open_to_applicants(self) -> bool:
        """Whether the status lets one apply and the terms are not stale."""
        return self.edition is not None and self.edition.status.open_to_applicants and not self.stale

    @property
    def ceiling_kind(self) -> CeilingKind:
        """Whether the ceiling has a figure; where cases or rows of it are unstated, by row: see `ceiling`."""
        return CeilingKind.of(self.edition)

    @cached_property
    def unstated(self) -> int:
        """The rows, marked at bit 7, that are eligible or conditional and have no figure, as none is stated."""
        if self.ceilings is None:
            return self.applicable if self.ceiling_kind is CeilingKind.UNSTATED else 0
        marks = self.ceiling_columns.unstated
        return self.applicable & self.ceilings.spread(marks, self.rows) if 0x80 in marks else 0

    @cached_property
    def ceilings(self) -> Outcomes[Ceiling] | None:
        """The ceilings of the rows that are not ineligible, computed when asked for; None where none has a figure."""
        if self.ceiling_source is None:
            return None
        marks = (self.applicable | self.undetermined).to_bytes(self.rows, "little")
        return self.ceiling_source.outcomes(self._chunk, marks)

    @cached_property
    def ceiling_columns(self) -> CeilingColumns:
        """The outcomes of the ceiling as columns."""
        return CeilingColumns(self.ceilings.found if self.ceilings else [self._without_figure])

    @cached_property
    def low(self) -> Amounts:
        """The lower end of a ceiling that depends on facts, in the rows that are eligible or conditional."""
        return self._amounts(self.ceiling_columns.low)

    @cached_property
    def width(self) -> Amounts:
        """How far the upper end lies above the lower in these rows."""
        return self._amounts(self.ceiling_columns.width)

    def without(self, end: UpperEnd) -> int:
        """Return the rows, marked at bit 7, that are eligible or conditional with a ceiling that lacks an upper end."""
        marks = self.ceiling_columns.without(end) if self.ceilings else b""
        return self.applicable & self.ceilings.spread(marks, self.rows) if self.ceilings and 0x80 in marks else 0

    def marked(self, of: Literal["waiting", "ranged"]) -> int:
        """Return the rows, marked at bit 7, that are eligible or conditional with such a ceiling."""
        if self.ceilings is None:
            return 0
        return self.applicable & self.ceilings.spread(self.ceiling_columns.marked(of), self.rows)

    @cached_property
    def applicable(self) -> int:
        """The rows whose verdict is eligible or conditional, marked at bit 7."""
        return (self.verdict_column or 0) & self._chunk.masks.certain

    @cached_property
    def conditional(self) -> int:
        """The rows whose verdict is conditional, marked at bit 7."""
        return without(self.applicable, (self.verdict_column or 0) << 1)

    @cached_property
    def undetermined(self) -> int:
        """The rows whose verdict is undetermined, marked at bit 7."""
        column = self.verdict_column or 0
        return without(column << 1 & self._chunk.masks.certain, column)

    def ceiling_misses(self, fact: str) -> int:
        """Return the rows whose ceiling still depends on a fact, marked at bit 7."""
        if self.ceilings is None:
            return 0
        return self.ceilings.spread(self.ceiling_columns.misses(fact), self.rows)

    @cached_property
    def verdicts(self) -> bytes:
        """The verdicts' bytes, one a row; empty where there are none."""
        return b"" if self.verdict_column is None else self.verdict_column.to_bytes(self.rows, "little")

    def verdict(self, row: int) -> Verdict | None:
        """Return the verdict of one row."""
        return None if self.verdict_column is None else VERDICTS[self.verdicts[row]]

    def ceiling(self, row: int) -> Ceiling:
        """Return the ceiling of one row, without its trace."""
        if self.ceiling_source is None:
            return self._without_figure
        if self.ceilings and is_marked(self.applicable | self.undetermined, row):
            return self.ceilings.at(row)
        return self.ceiling_source.at(self._chunk, row)

    def report(self, row: int) -> ProgramReport:
        """Return what `engine.assess` says of one row, without the traces."""
        return ProgramReport(
            program=self.program,
            edition=self.edition,
            stale=self.stale,
            verdict=self.verdict(row),
            ceiling=self.ceiling(row),
            missing=self.missing.at(row),
            confirm=self.confirm.at(row),
        )

    @cached_property
    def _without_figure(self) -> Ceiling:
        return Ceiling(self.ceiling_kind, period=self.edition.period if self.edition else None)

    def _amounts(self, by_number: Remembered[Number]) -> Amounts:
        if self.ceilings is None or self.ceilings.numbers is None:
            raise TypeError("a ceiling that is the same for everyone has no amounts by row")
        return self._chunk.sums.amounts(by_number, self.ceilings.numbers, self._applicable_rows)

    @cached_property
    def _applicable_rows(self) -> bytes:
        return self.applicable.to_bytes(self.rows, "little")
