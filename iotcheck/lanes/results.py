"""What the kernel says of the rows of a chunk: verdicts, marks (facts missing, questions to confirm), ceilings.

Big integers hold a byte per row; the property that turns them into bytes does it once, when asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Generic, NamedTuple, TypeVar

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.lanes.masks import Masks
from iotcheck.lanes.outcomes import Outcomes, Remembered
from iotcheck.model import Edition, NoAmount, Program, Text

T = TypeVar("T")

# The byte of each verdict: bit 7 for eligible and conditional, bit 6 for eligible and undetermined.
VERDICTS = {0x00: Verdict.INELIGIBLE, 0x40: Verdict.UNDETERMINED, 0x80: Verdict.CONDITIONAL, 0xC0: Verdict.ELIGIBLE}
CODES = {verdict: code for code, verdict in VERDICTS.items()}


class Figures(NamedTuple):
    """A ceiling in whole units of the currency; see `engine.Ceiling`, of which this is the part without a trace."""

    low: int | None
    high: int | None
    missing: tuple[str, ...]


class FigureColumns(NamedTuple):
    """The figures of several outcomes as columns, by the outcome's number.

    `low` are the lower ends (0 where there is none), `wider` how far above them the upper ends lie (empty where all are
    equal); `endless` are the outcomes without upper end; `missing` are the facts that each depends on.
    """

    low: Sequence[int]
    wider: Sequence[int]
    endless: frozenset[int]
    missing: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, found: Sequence[Figures]) -> FigureColumns:
        """Return the columns of some figures."""
        kept = found if isinstance(found, Remembered) else Remembered(found)
        low = kept.made("low", lambda new: [one.low or 0 for one in new])
        wider = kept.made("wider", lambda new: [0 if one.high is None else one.high - (one.low or 0) for one in new])
        missing = kept.made("missing", lambda new: [one.missing for one in new])
        endless = kept.made("endless", lambda new: [one.high is None for one in new])
        ends = frozenset(compress(range(len(kept)), endless)) if True in endless else frozenset()
        return cls(low, wider if any(wider) or ends else (), ends, missing)


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
            for shift, mask in enumerate(masks[start : start + 8]):
                packed |= mask >> shift
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

    `lanes` holds a byte of verdict for each row (see VERDICTS), None for background or without an edition that day.
    """

    def __init__(
        self,
        program: Program,
        edition: Edition | None,
        masks: Masks,
        lanes: int | None,
        *,
        stale: bool,
        ceilings: Outcomes[Figures] | None = None,
        missing: Mapping[str, int] | None = None,
        confirm: Mapping[Text, int] | None = None,
    ) -> None:
        self.program = program
        self.edition = edition
        self.stale = stale
        self.rows = masks.rows
        self.lanes = lanes
        self.ceilings = ceilings
        self.missing = Marks(masks.rows, missing or {})
        self.confirm = Marks(masks.rows, confirm or {})
        self._masks = masks

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
    def applicable_rows(self) -> bytes:
        """A byte for each row, 0 where its verdict is neither eligible nor conditional."""
        return self.applicable.to_bytes(self.rows, "little")

    @cached_property
    def applicable(self) -> int:
        """The rows whose verdict is eligible or conditional, marked at bit 7."""
        return (self.lanes or 0) & self._masks.certain

    @cached_property
    def conditional(self) -> int:
        """The rows whose verdict is conditional, marked at bit 7."""
        return self.applicable & ~((self.lanes or 0) << 1)

    @cached_property
    def undetermined(self) -> int:
        """The rows whose verdict is undetermined, marked at bit 7."""
        lanes = self.lanes or 0
        return lanes << 1 & ~lanes & self._masks.certain

    def ceiling_misses(self, fact: str) -> int:
        """Return the rows whose ceiling still depends on a fact, marked at bit 7."""
        if self.ceilings is None:
            return 0
        marks = bytes([0x80 if fact in missing else 0 for missing in self.figures.missing])
        return self.ceilings.spread(marks, self.rows)

    @cached_property
    def verdicts(self) -> bytes:
        """The verdicts' bytes, one a row; empty where there are none."""
        return b"" if self.lanes is None else self.lanes.to_bytes(self.rows, "little")

    def verdict(self, row: int) -> Verdict | None:
        """Return the verdict of one row."""
        return None if self.lanes is None else VERDICTS[self.verdicts[row]]
