"""Why not, for whole tables: the smallest set of conditions that rules an applicant out of a program.

The batch evaluator says which pairs of applicant and program are ruled out. Which conditions block one is asked of the
tree walker, but only once for each *pattern*: which of the program's leaf conditions fail. With the leaves *staff at
least 100*, *revenue at least 1m* and *in Shenzhen* there are at most eight patterns, however many applicants there are.
(The codes of the batch evaluator would not do: *from 10 to 20* is one leaf to it, and 5 and 25 have the same code, yet
different conditions block them.) What a leaf says of an applicant is worded once for all with the same answers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from iotcheck.batch import ProgramRows, Remembered, spread
from iotcheck.engine import Evaluation, Trace, blockers
from iotcheck.logic import Truth
from iotcheck.model import Condition, Everyone, Not, PolicySet
from iotcheck.model.walk import facts_below
from iotcheck.screen.row_values import Combination, RowValues
from iotcheck.texts import refusals
from iotcheck.texts.rules import Rules
from iotcheck.values import Value

_KEPT = 1 << 14  # patterns of a program, and wordings of a leaf, that are remembered
_BYTES = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
# Where a leaf fails, by the byte of its truth: by being false, under `not` by being true, where it stands in both.
_FAILS = {
    (True, False): bytes.maketrans(b"\0\1\2", b"\1\0\0"),
    (False, True): bytes.maketrans(b"\0\1\2", b"\0\0\1"),
    (True, True): bytes.maketrans(b"\0\1\2", b"\1\0\2"),
}

Path = tuple[int, ...]  # from the root of a condition to one of its leaves


class Said(NamedTuple):
    """What was answered to a leaf and by how much that misses it, in words, and the figure that misses a bound.

    `fact` is the one whose figure it is, None for a figure that is computed, or none at all.
    """

    answer: str
    gap: str
    miss: refusals.Miss | None
    fact: str | None


class Blocker(NamedTuple):
    """A leaf that would have to change: where it stands, what it requires in words, and what was answered."""

    path: Path
    required: str
    said: Said

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer into the explanation of the program, as `assess --json` has it."""
        return "".join(f"/children/{index}" for index in self.path)


class Reason(NamedTuple):
    """Why an applicant is ruled out: a smallest set of conditions, and how many other sets would do."""

    blockers: tuple[Blocker, ...]
    alternatives: int

    @property
    def miss(self) -> refusals.Miss | None:
        """The figure that misses its bound, where that is all that has to change."""
        return self.blockers[0].said.miss if len(self.blockers) == 1 else None

    @property
    def share(self) -> Fraction | None:
        """The gap as a share of the bound; None where there is none, or the bound is 0."""
        miss = self.miss
        return Fraction(miss.gap) / abs(Fraction(miss.bound)) if miss is not None and miss.bound else None


class Reasons:
    """Finds why applicants are ruled out, batch by batch; what it learns of conditions and values is remembered."""

    def __init__(self, policies: PolicySet, day: date, language: str) -> None:
        rules = Rules(policies, language, day)
        self._leaves: dict[int, _Leaf] = {}
        self._programs = {
            program.id: _Program(policies, day, edition.when, rules, self._leaves)
            for program in policies.programs.values()
            if (edition := program.edition_on(day)) is not None and edition.when is not None
        }
        facts = {fact for leaf in self._leaves.values() for fact in leaf.facts}
        self.facts = tuple(fact for fact in policies.facts if fact in facts)
        self._rows = RowValues(0, {})
        self._truths: dict[int, bytes] = {}

    def begin(self, rows: RowValues) -> None:
        """Take the rows that the next programs are about, with the values of `facts`."""
        self._rows = rows
        self._truths = {}

    def of(self, program: ProgramRows, near: Fraction | None = None) -> Iterator[tuple[int, Reason]]:
        """Yield the rows that a program rules out, each with its reason.

        With `near` only those that one figure rules out that misses its bound by no more than such a share of it.
        """
        if program.verdict_column is None:
            return
        condition, rows = self._programs[program.program.id], self._rows
        marks = (program.applicable | program.undetermined).to_bytes(rows.rows, "little")
        columns = [self._truth(leaf).translate(fails) for leaf, fails in condition.columns]
        patterns = zip(*columns, strict=True) if columns else iter([()] * rows.rows)
        for row, (mark, pattern) in enumerate(zip(marks, patterns, strict=True)):
            if not mark and (found := condition.reason(rows, row, pattern, near)) is not None:
                yield row, found

    def _truth(self, leaf: _Leaf) -> bytes:
        key = id(leaf.condition)
        if key not in self._truths:
            self._truths[key] = leaf.truths(self._rows)
        return self._truths[key]


class _Leaf:
    """A leaf condition: its truths by value, and what it says of answers."""

    def __init__(self, policies: PolicySet, day: date, condition: Condition | Everyone) -> None:
        self.condition = condition
        below = facts_below(policies, condition)
        self.facts = tuple(fact for fact in policies.facts if fact in below)
        self._policies = policies
        self._day = day
        self._said: dict[tuple[str, Combination], Said] = {}

    def truths(self, rows: RowValues) -> bytes:
        """Return the byte of its truth for each row."""
        if not self.facts:
            return bytes([self._truth(())]) * rows.rows
        if len(self.facts) == 1:
            values = rows.of(self.facts[0])
            found = values.found if isinstance(values.found, Remembered) else Remembered(values.found)
            by_value = bytes(found.made((id(self), "truth"), self._of_each))
            return by_value * rows.rows if values.numbers is None else spread(by_value, values.numbers)
        numbers = rows.numbers(self.facts)
        first = {key: row for row, key in reversed([*enumerate(numbers)])}
        known = {key: self._truth(rows.at(row, self.facts)) for key, row in first.items()}
        return bytes(map(known.__getitem__, numbers))

    def said(self, values: Combination, required: str, rules: Rules) -> Said:
        """Return what it says of an applicant with some values of its facts, of whom it requires something."""
        key = required, values
        found = self._said.get(key)
        if found is None:
            if len(self._said) >= _KEPT:
                self._said.clear()
            evaluation = self._evaluation(values)
            trace = evaluation.condition(self.condition)
            found = self._said[key] = Said(
                refusals.answer_to(evaluation, rules.language, trace, required),
                refusals.gap_of(rules.language, rules, trace),
                refusals.miss_of(trace),
                refusals.figure_of(trace),
            )
        return found

    def _of_each(self, values: Sequence[Value | None]) -> list[int]:
        return [self._truth((value,)) for value in values]

    def _truth(self, values: Combination) -> int:
        return _BYTES[self._evaluation(values).condition(self.condition).high]

    def _evaluation(self, values: Combination) -> Evaluation:
        known = {fact: value for fact, value in zip(self.facts, values, strict=True) if value is not None}
        return Evaluation(self._policies, known, self._day)


class _Pattern(NamedTuple):
    """Blocking sets, the smallest first: paths, each with what the leaf there requires."""

    sets: tuple[tuple[tuple[Path, str, _Leaf], ...], ...]


class _Program:
    """The condition of a program: its leaves, and what blocks applicants by which of these fail."""

    def __init__(
        self, policies: PolicySet, day: date, when: Condition | Everyone, rules: Rules, known: dict[int, _Leaf]
    ) -> None:
        self._policies = policies
        self._day = day
        self._when = when
        self._rules = rules
        self._leaves = known
        places: dict[int, set[bool]] = {}
        conditions: dict[int, Condition | Everyone] = {}
        for leaf, rising in _places(Evaluation(policies, {}, day).condition(when), rising=True):
            places.setdefault(id(leaf), set()).add(rising)
            conditions[id(leaf)] = leaf
        for key, condition in conditions.items():
            if key not in known:
                known[key] = _Leaf(policies, day, condition)
        self.columns = [(known[key], _FAILS[True in rising, False in rising]) for key, rising in places.items()]
        self._facts = sorted({fact for leaf, _ in self.columns for fact in leaf.facts})
        self._patterns: dict[tuple[int, ...], _Pattern] = {}

    def reason(self, rows: RowValues, row: int, pattern: tuple[int, ...], near: Fraction | None) -> Reason | None:
        """Return why a row is ruled out whose leaves fail in a pattern; None if it is not `near`."""
        sets = self._pattern(rows, row, pattern).sets
        if near is None:
            return Reason(self._blockers(rows, row, sets[0]) if sets else (), max(0, len(sets) - 1))
        single = [Reason(self._blockers(rows, row, one), len(sets) - 1) for one in sets if len(one) == 1]
        shares = [(share, place) for place, one in enumerate(single) if (share := one.share) is not None]
        if not shares or min(shares)[0] > near:
            return None
        return single[min(shares)[1]]

    def _blockers(self, rows: RowValues, row: int, places: tuple[tuple[Path, str, _Leaf], ...]) -> tuple[Blocker, ...]:
        return tuple(
            [
                Blocker(path, required, leaf.said(rows.at(row, leaf.facts), required, self._rules))
                for path, required, leaf in places
            ]
        )

    def _pattern(self, rows: RowValues, row: int, pattern: tuple[int, ...]) -> _Pattern:
        found = self._patterns.get(pattern)
        if found is None:
            if len(self._patterns) >= _KEPT:
                self._patterns.clear()
            answers = dict(zip(self._facts, rows.at(row, self._facts), strict=True))
            known = {fact: value for fact, value in answers.items() if value is not None}
            trace = Evaluation(self._policies, known, self._day).condition(self._when)
            sets = [tuple([self._place(trace, path) for path in one]) for one in blockers(trace)]
            found = self._patterns[pattern] = _Pattern(tuple(sets))
        return found

    def _place(self, trace: Trace, path: Path) -> tuple[Path, str, _Leaf]:
        leaf = refusals.at(trace, path).condition
        return path, refusals.unmet(self._rules, trace, path), self._leaves[id(leaf)]


def _places(trace: Trace, *, rising: bool) -> Iterator[tuple[Condition | Everyone, bool]]:
    """Yield each place of a leaf, and whether it fails there by being false."""
    if not trace.children:
        yield trace.condition, rising
    for child in trace.children:
        yield from _places(child, rising=rising is not isinstance(trace.condition, Not))
