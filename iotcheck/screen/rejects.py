"""Rejected rows: where each stands, what is wrong with it, and how to mend it, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from iotcheck.errors import Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.cells import BadCell
from iotcheck.screen.tables import BadRow
from iotcheck.texts import problem_text, say
from iotcheck.values import money_examples

HEADER = ("line", "column", "text", "code", "reason", "mend")
APPLICANT = "applicant"  # a column more in the file of rejects
_SHOWN = 200


class Fault(NamedTuple):
    """One thing wrong with a row."""

    column: str
    text: str
    code: str
    reason: str
    mend: str


class Reject(NamedTuple):
    """A row that could not be read, everything wrong with it, and the applicant's name as far as one is there."""

    line: int
    faults: tuple[Fault, ...]
    applicant: str = ""

    def cells(self) -> tuple[str | int, ...]:
        """Return its row of the rejects file: several faults of one row stand in the same cells, one a line."""
        return (self.line, *("\n".join(parts) for parts in zip(*self.faults, strict=True)))

    def problems(self, file: str, language: str) -> Iterator[Problem]:
        """Yield its faults as problems to be printed."""
        for fault in self.faults:
            reason = fault.reason
            if fault.column:
                reason = say(language, "result.label", label=fault.column, value=reason)
            yield Problem(Location(file, self.line), "row-rejected", {"reason": reason})


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
    applicants: Sequence[str],
    policies: PolicySet,
    language: str,
) -> list[Reject]:
    """Return the rows of some unreadable cells; `facts` says which column holds which fact.

    `applicants` are the names of all rows, or none.
    """
    by_row: dict[int, list[Fault]] = {}
    for row, column, text, code, params in cells:
        fact = policies.facts[facts[column]] if column in facts else None
        mend = hint(fact, language, policies.currency) if fact else say(language, "screen.mend-id")
        fault = Fault(names[column], text[:_SHOWN], code, described(fact, code, params, language), mend)
        by_row.setdefault(row, []).append(fault)
    return [Reject(lines[row], tuple(faults), applicants[row] if applicants else "") for row, faults in by_row.items()]


def described(fact: Fact | None, code: str, params: Mapping[str, object], language: str) -> str:
    """Return what is wrong with a cell; of an unknown choice, which label may have been meant."""
    if fact is not None and code == "unknown-choice":
        labels = [label.in_language(language) for label in fact.choices.values()]
        params = {"name": params["name"], "suggestion": _alike(str(params["name"]), labels)}
    return problem_text(language, Problem(None, code, params))


def hint(fact: Fact, language: str, currency: str) -> str:
    """Return what may stand in a cell of a fact, and that it may be left open."""
    return accepted(fact, language, currency) + say(language, "screen.or-unknown")


def _alike(text: str, labels: Sequence[str]) -> str:
    """Return the one label that contains a text or is contained in it, else one that resembles it; or nothing."""
    within = [label for label in labels if text and (text in label or label in text)]
    close = within if len(within) == 1 else get_close_matches(text, labels, n=1)
    return close[0] if close else ""


def accepted(fact: Fact, language: str, currency: str) -> str:
    """Return what may stand in a cell of a fact."""
    low, high = fact.minimum, fact.maximum
    example, other = money_examples(currency)
    sentence = say(
        language,
        f"screen.accepts-{fact.type}",
        example=example,
        other=other,
        choices=" / ".join(label.in_language(language) for label in fact.choices.values()),
    )
    if fact.type is not FactType.CHOICES and low is not None:
        sentence += say(language, "screen.at-least", limit=low)
    if fact.type is not FactType.CHOICES and high is not None:
        sentence += say(language, "screen.at-most", limit=high)
    return sentence
