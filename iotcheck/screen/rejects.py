"""What cannot be read of a table, in the user's language: each problem with its place and mend, and their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from iotcheck.errors import Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.cells import BadCell
from iotcheck.screen.replacements import LONGEST
from iotcheck.screen.tables import BadRow
from iotcheck.spelling import likely_slip
from iotcheck.texts import problem_text, say
from iotcheck.typeset import one_line
from iotcheck.values import money_examples

VALUES_HEADER = ("column", "from", "to")  # what people fill in, and give back with `--values`
GROUPS_HEADER = (*VALUES_HEADER, "count", "code", "reason", "mend", "kind")
_MOST_TEXTS = 1000  # different ones of a column that are counted apart
_LINES = 3  # of a group that are named


class Kind(StrEnum):
    """What a problem costs: the row is left out, or the cell is taken as *don't know*."""

    ROW = "row"
    CELL = "cell"


class Reject(NamedTuple):
    """One problem of a row: where, what is wrong, how to mend it, whose row it is as far as that is known."""

    line: int
    column: str
    text: str
    code: str
    reason: str
    mend: str
    applicant: str = ""
    kind: Kind = Kind.ROW


class Group(NamedTuple):
    """The problems of one text in one column: how often it stands there, on which lines first, and what is wrong.

    `text` is empty for rows that are broken as such, None for all texts that were too many to be counted apart.
    """

    column: str
    text: str | None
    code: str
    kind: Kind
    times: int
    lines: tuple[int, ...]
    reason: str
    mend: str

    def cells(self) -> tuple[str | int, ...]:
        """Return its row of the file of groups, whose second cell people fill in."""
        return (self.column, self.text or "", "", self.times, self.code, self.reason, self.mend, self.kind)

    def problem(self, file: str, language: str) -> Problem:
        """Return the group as a problem to be printed."""
        reason = self.reason
        if self.times > 1:
            text = say(language, "screen.other-texts") if self.text is None else one_line(self.text)
            more = ["…"] if self.times > len(self.lines) else []
            lines = say(language, "problems.comma").join([*map(str, self.lines), *more])
            key = "screen.group" if self.text or self.text is None else "screen.group-of-rows"
            reason = say(language, key, text=text, count=self.times, lines=lines, reason=reason)
        if self.column:
            reason = say(language, "result.label", label=self.column, value=reason)
        place = Location(file, self.lines[0])
        if self.kind is Kind.CELL:
            return Problem(place, "cell-not-known", {"reason": reason}, "notice")
        return Problem(place, "row-rejected" if self.times == 1 else "rows-rejected", {"reason": reason})


class Groups:
    """Counts problems by column and text; what it remembers does not grow with the table."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str | None, str, Kind], Group] = {}
        self._texts: Counter[str] = Counter()

    def add(self, rejects: Iterable[Reject]) -> None:
        """Count some problems, in the order of the table."""
        for reject in rejects:
            key: tuple[str, str | None, str, Kind] = (reject.column, reject.text, reject.code, reject.kind)
            if not reject.column:
                key = ("", "", reject.code, reject.kind)
            if key not in self._groups:
                self._texts[reject.column] += 1
                if self._texts[reject.column] > _MOST_TEXTS:
                    key = (reject.column, None, reject.code, reject.kind)
            group = self._groups.get(key)
            if group is None:
                self._groups[key] = Group(*key, 1, (reject.line,), reject.reason, reject.mend)
            else:
                lines = group.lines if len(group.lines) == _LINES else (*group.lines, reject.line)
                self._groups[key] = group._replace(times=group.times + 1, lines=lines)

    def most_frequent(self) -> list[Group]:
        """Return the groups, the most frequent first."""
        return sorted(self._groups.values(), key=lambda group: (-group.times, group.lines[0]))


def bad_rows(rows: Iterable[BadRow], language: str) -> list[Reject]:
    """Return rows that are broken as such."""
    mend = say(language, "screen.mend-row")
    return [
        Reject(line, "", text, code, problem_text(language, Problem(None, code, params)), mend)
        for line, text, code, params in rows
    ]


class CellRejects:
    """Says in words what is wrong with cells, the same thing once; `facts` says which column holds which fact."""

    def __init__(self, names: Sequence[str], facts: Mapping[int, str], policies: PolicySet, language: str) -> None:
        self._names = names
        self._facts = {place: policies.facts[fact] for place, fact in facts.items()}
        self._policies = policies
        self._language = language

    def of(
        self, cells: Iterable[BadCell], lines: Sequence[int], applicants: Sequence[str], faulty: Container[int]
    ) -> list[Reject]:
        """Return the problems of cells; `applicants` are the names of all rows, or none, `faulty` the rows left out."""
        said: dict[tuple[int, str, str], tuple[str, str, str, str, str]] = {}
        rejects = []
        for cell in cells:
            key = cell.column, cell.text, cell.code
            if key not in said:
                said[key] = self._described(cell)
            applicant = applicants[cell.row] if applicants else ""
            kind = Kind.ROW if cell.row in faulty else Kind.CELL
            rejects.append(Reject(lines[cell.row], *said[key], applicant, kind))
        return rejects

    def _described(self, cell: BadCell) -> tuple[str, str, str, str, str]:
        fact = self._facts.get(cell.column)
        mend = hint(fact, self._language, self._policies.currency) if fact else say(self._language, "screen.mend-id")
        reason = described(fact, cell.code, cell.params, self._language)
        return self._names[cell.column], cell.text[:LONGEST], cell.code, reason, mend


def described(fact: Fact | None, code: str, params: Mapping[str, object], language: str) -> str:
    """Return what is wrong with a cell; of an unknown choice, which label may have been meant."""
    if fact is not None and code == "unknown-choice":
        labels = [label.in_language(language) for label in fact.choices.values()]
        params = {"name": params["name"], "suggestion": likely_label(str(params["name"]), labels)}
    return problem_text(language, Problem(None, code, params))


def hint(fact: Fact, language: str, currency: str) -> str:
    """Return what may stand in a cell of a fact, and that it may be left open."""
    return accepted(fact, language, currency) + say(language, "screen.or-unknown")


def likely_label(text: str, labels: Sequence[str]) -> str:
    """Return the one label that a text is a part of, or else is a likely slip of; or nothing.

    A text that contains a label says more than it: 智慧城市/工业互联网 is not 工业互联网 alone.
    """
    within = [label for label in labels if text and text in label]
    return within[0] if len(within) == 1 else likely_slip(text, labels)


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
