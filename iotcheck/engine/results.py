"""The result of one program: its verdict, its ceiling, and what they still wait for."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from iotcheck.engine.trace import AmountTrace, Trace
from iotcheck.model import MAIN_GROUP, Edition, NoAmount, Period, Program, Status, SumGroup, Text
from iotcheck.record import Record
from iotcheck.values import Number


class Verdict(StrEnum):
    """What a program's condition says about the answers."""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    INELIGIBLE = "ineligible"


class CeilingKind(StrEnum):
    """Whether a ceiling has a figure; unstated and none are not zero."""

    AMOUNT = "amount"
    UNSTATED = "unstated"
    NONE = "none"

    @classmethod
    def of(cls, edition: Edition | None) -> CeilingKind:
        """Return the kind of an edition's ceiling; without an edition nothing is stated."""
        if edition is None:
            return cls.UNSTATED
        return cls(edition.ceiling.value) if isinstance(edition.ceiling, NoAmount) else cls.AMOUNT


class Ceiling(NamedTuple):
    """The most a program pays, rounded down to the smallest unit: from `low` to `high` while facts are open.

    It is never below 0. `high` is None where there is no upper end; `top` is `high`, but None where no rule sets an
    upper end and only the greatest value that a question accepts does. All three are None without a figure. `missing`
    names the open facts that the figure still depends on, in the file's order. `period` is that of the edition, and
    `ranged` says that the source states a range and no more. It is a named tuple because the batch evaluator makes
    hundreds of thousands, without `trace`.
    """

    kind: CeilingKind
    low: Number | None = None
    high: Number | None = None
    top: Number | None = None
    missing: tuple[str, ...] = ()
    trace: AmountTrace | None = None
    period: Period | None = None
    ranged: bool = False


class ProgramReport(Record):
    """One program's result on the day of the report.

    `edition` is None where none is in force that day; `verdict` and `trace` are None then, and for background.
    `missing` names the open facts that can still change the verdict, `confirm` what is to be confirmed with the agency.
    """

    program: Program
    edition: Edition | None
    stale: bool
    verdict: Verdict | None
    ceiling: Ceiling
    missing: tuple[str, ...] = ()
    confirm: tuple[Text, ...] = ()
    trace: Trace | None = None

    @property
    def status(self) -> Status | None:
        """The status of the edition of the day; None without one."""
        return self.edition.status if self.edition else None

    @property
    def sum_group(self) -> SumGroup:
        """With which amounts its amount may be added."""
        return self.program.sum_group(self.edition) if self.edition else MAIN_GROUP

    @property
    def open_to_applicants(self) -> bool:
        """Whether the status lets one apply and the terms are not stale."""
        return self.edition is not None and self.edition.status.open_to_applicants and not self.stale

    @property
    def applicable(self) -> bool:
        """Whether the condition is met, perhaps with things to confirm, of a program open to applicants."""
        return self.open_to_applicants and self.verdict in (Verdict.ELIGIBLE, Verdict.CONDITIONAL)
