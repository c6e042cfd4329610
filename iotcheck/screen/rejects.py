"""Rejected rows: where each stands, what is wrong with it, and how to mend it, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from iotcheck.errors import Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.cells import BadCell
from iotcheck.screen.tables import BadRow
from iotcheck.texts import problem_text, say

HEADER = ("line", "column", "text", "code", "reason", "mend")
_SHOWN = 200


class Fault(NamedTuple):
    """One thing wrong with a row."""

    column: str
    text: str
    code: str
    reason: str
    mend: str


class Reject(NamedTuple):
    """A row that could not be read, and everything wrong with it."""

    line: int
    faults: tuple[Fault, ...]

    def cells(self) -> tuple[str | int, ...]:
        """Return its row of the rejects file: several faults of one row stand in the same cells, one a line."""
        return (self.line, *("\n".join(parts) for parts in zip(*self.faults, strict=True)))

    def problem(self, file: str) -> Problem:
        """Return its first fault as a problem to be printed."""
        fault = self.faults[0]
        reason = f"{fault.column}: {fault.reason}" if fault.column else fault.reason
        return Problem(Location(file, self.line), "row-rejected", {"reason": reason})


def bad_rows(rows: Iterable[BadRow], language: str) -> list[Reject]:
    """Return rows that are broken as such."""
    found = []
    for line, text, code, params in rows:
        reason = problem_text(language, Problem(None, code, params))
        found.append(Reject(line, (Fault("", text, code, reason, say(language, "screen.mend-row")),)))
    return found


def rows_with_bad_cells(
    cells: Sequence[BadCell],
    lines: Sequence[int],
    names: Sequence[str],
    facts: Mapping[int, str],
    policies: PolicySet,
    language: str,
) -> list[Reject]:
    """Return the rows of some unreadable cells; `facts` says which column holds which fact."""
    by_row: dict[int, list[Fault]] = {}
    for row, column, text, code, params in cells:
        reason = problem_text(language, Problem(None, code, params))
        mend = accepted(policies.facts[facts[column]], language) if column in facts else say(language, "screen.mend-id")
        by_row.setdefault(row, []).append(Fault(names[column], text[:_SHOWN], code, reason, mend))
    return [Reject(lines[row], tuple(faults)) for row, faults in by_row.items()]


def accepted(fact: Fact, language: str) -> str:
    """Return what may stand in a cell of a fact."""
    low, high = fact.minimum, fact.maximum
    sentence = say(
        language,
        f"screen.accepts-{fact.type}",
        choices=" / ".join(label.in_language(language) for label in fact.choices.values()),
    )
    if fact.type is not FactType.CHOICES and low is not None:
        sentence += say(language, "screen.at-least", limit=low)
    if fact.type is not FactType.CHOICES and high is not None:
        sentence += say(language, "screen.at-most", limit=high)
    return sentence
