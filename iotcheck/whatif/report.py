"""What would have to change: suggestions for one program, each verified, and over all those that unlock most.

A *way* is one smallest set of changes for one program, today or on a day to wait for, which counts as a change. Ways
are searched by levels: no change, one, two, and so on. A way that another one covers is left out: one whose facts and
waiting another does with a part of, to as good an end. What covers a way is never larger than it; so at the end of each
level the ways so far are final, and a search over all programs can stop as soon as it has enough. For example, of 250
programs 70 may need one change only: then no pairs of changes are looked at in any of them.

What a suggestion does to all programs is assessed in full, but evaluated only where it looks at a changed fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, zip_longest
from math import inf
from typing import Any

from iotcheck.engine import ProgramReport, Report, Trace, Verdict, leaf_traces
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.logic import Truth
from iotcheck.model import ComparesDate, Condition, Confirm, Everyone, OnDay, Program
from iotcheck.model.walk import facts_below, walk
from iotcheck.values import Number, Value
from iotcheck.whatif.results import Change, Suggestion, Unlocking, WhatIf, effects
from iotcheck.whatif.search import Changes, Goal, Search

MOST_SUGGESTIONS = 12  # for one program
MOST_DAYS = 6  # days to wait for that are looked at
MOST_ALTERNATIVES = 12
MOST_UNLOCKING = 60  # changes whose effects on all programs are looked at


def what_if(report: Report, program_id: str) -> WhatIf:
    """Return the smallest changes that make a program eligible or conditional; raise KeyError for no such program.

    A way to *conditional* is listed only where no part of it leads to *eligible*, and where the program is not already
    met but for things to confirm. Fewest changes first; the report's day before days to wait for.
    """
    search = _ProgramSearch(report, report.program(program_id), _Days(report))
    for _ in search.levels():
        pass
    ways = sorted(search.ways, key=lambda way: way.size)
    suggestions = tuple([way.suggestion(report, detailed=True) for way in ways[:MOST_SUGGESTIONS]])
    order = [fact for fact in report.policies.facts if fact in search.fixed]
    return WhatIf(
        program=search.result,
        suggestions=suggestions,
        complete=search.complete and len(ways) <= MOST_SUGGESTIONS,
        fixed=() if suggestions else tuple(order),
    )


def unlocking(report: Report) -> Unlocking:
    """Return the changes that make programs applicable which are not, with what they do to all programs.

    Only programs open to applicants are looked at, at most 60 changes in all, the smallest. The changes that may bring
    most money come first, then those that bring most programs.

    All programs are searched side by side, first for single changes, then for two together, and so on. As soon as more
    than 60 are found the search ends: whatever is still to come changes more facts than each of these.
    """
    days = _Days(report)
    searches = [
        _ProgramSearch(report, result, days)
        for result in report.programs
        if result.open_to_applicants and result.verdict is not None and not result.applicable
    ]
    ways: dict[tuple[object, ...], _Way] = {}
    for _ in zip_longest(*(search.levels() for search in searches)):
        for way in (way for search in searches for way in search.ways):
            ways.setdefault((way.day, *way.changes.items()), way)
        if len(ways) > MOST_UNLOCKING:
            break
    smallest = sorted(ways.values(), key=lambda way: way.size)
    suggestions = [way.suggestion(report, detailed=False) for way in smallest[:MOST_UNLOCKING]]
    helpful = [suggestion for suggestion in suggestions if suggestion.effects.gained]
    helpful.sort(key=_by_money)  # stable: of equal ones the smallest change comes first
    complete = len(smallest) <= MOST_UNLOCKING and all(search.complete for search in searches)
    return Unlocking(suggestions=tuple(helpful), complete=complete)


class _Way:
    """One smallest set of changes for one program on one day, with the search that found it."""

    def __init__(self, search: Search, program: Program, changes: Changes, wait_until: date | None) -> None:
        self.search = search
        self.program = program
        self.goal = search.goal
        self.changes = changes
        self.day = wait_until
        open_facts = sum(search.answers.get(fact) is None for fact in changes)
        #: by which the least comes first: facts, the verdict, known facts, what changes in them
        self.size = (
            len(changes) + (wait_until is not None),
            search.goal is Goal.MET,
            len(changes) - open_facts,
            search.effort(changes),
            wait_until or date.min,
        )

    def covers(self, other: _Way) -> bool:
        """Return whether the other way does more than this one, to no better end."""
        if self.goal is Goal.MET and other.goal is Goal.ELIGIBLE:
            return False
        if self.changes.keys() == other.changes.keys() and self.day == other.day:
            return self.search.effort(self.changes) <= other.search.effort(other.changes)
        return self.changes.keys() <= other.changes.keys() and (self.day or date.min) <= (other.day or date.min)

    def suggestion(self, report: Report, *, detailed: bool) -> Suggestion:
        """Verify the way by assessing it, and describe its changes; `detailed` with all that would do as well."""
        after = self.search.changed.report(self.changes)
        result = after.program(self.program.id)
        wanted = (Verdict.ELIGIBLE, Verdict.CONDITIONAL) if self.goal is Goal.MET else (Verdict.ELIGIBLE,)
        if result.verdict not in wanted:  # not an assertion: under `python -O` too nothing unverified is told
            raise AssertionError(f"{self.program.id}: {self.changes!r} does not lead to {self.goal}")
        order = {fact: place for place, fact in enumerate(report.policies.facts)}
        names = sorted(self.changes, key=order.__getitem__)
        settled = _settled(self.search, result.trace, self.changes)
        changes = [self._change(name, settled.get(name, ()), detailed) for name in names]
        return Suggestion(changes=tuple(changes), wait_until=self.day, after=result, effects=effects(report, after))

    def _change(self, name: str, settles: tuple[tuple[Condition, Truth], ...], detailed: bool) -> Change:
        before, after = self.search.answers.get(name), self.changes[name]
        change = Change(fact=name, before=before, after=after, settles=settles)
        if not detailed:
            return change
        rest = {fact: value for fact, value in self.changes.items() if fact != name}
        # Where other changes move the limits of this one, its value need not be among those that are worth trying now.
        options = self.search.candidates.of(name, {**self.search.answers, **rest})
        tried = [*dict.fromkeys([*(value for value, _ in options), after])]
        doing = [value for value in tried if self.search.reaches({**rest, name: value})]
        fact = self.search.policies.facts[name]
        if fact.type.numeric or isinstance(after, date):
            low, high = _run(tried, doing, after, before)
            return change.replace(low=low, high=high)
        effort = self.search.candidates.effort(name, before, after)
        equal = [one for one in doing if one != after and self.search.candidates.effort(name, before, one) == effort]
        return change.replace(others=tuple(equal[:MOST_ALTERNATIVES]))


class _Days(dict[date, ChangedAnswers]):
    """The report's answers by the day on which they are assessed, for all programs together."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __missing__(self, day: date) -> ChangedAnswers:
        self[day] = ChangedAnswers(self._report.policies, self._report.answers, day)
        return self[day]


class _ProgramSearch:
    """The search of ways for one program, today and on days to wait for, least changes first.

    `ways` are those found so far, `fixed` the facts that stand in today's way and cannot change; `complete` is False
    where a bound stopped the search.
    """

    def __init__(self, report: Report, result: ProgramReport, days: _Days) -> None:
        self.result = result
        self.ways: list[_Way] = []
        self._today = report.as_of
        policies, answers, program = report.policies, report.answers, result.program
        fixed = [
            fact.id for fact in policies.facts.values() if not fact.changeable and answers.get(fact.id) is not None
        ]
        met = result.trace is not None and result.trace.high is Truth.TRUE
        self._searches: list[Search] = []
        for day in (report.as_of, *_days(report, program)) if result.verdict is not Verdict.ELIGIBLE else ():
            edition = program.edition_on(day)
            if edition is None or edition.when is None:
                continue
            if day != report.as_of and not edition.status.open_to_applicants:
                continue  # nobody waits for a program to end
            goals = [Goal.ELIGIBLE, Goal.MET] if not met and _confirms(report, edition.when) else [Goal.ELIGIBLE]
            self._searches += [Search(days[day], edition.when, fixed, goal) for goal in goals]

    @property
    def complete(self) -> bool:
        return all(search.complete for search in self._searches)

    @property
    def fixed(self) -> set[str]:
        return {fact for search in self._searches if search.as_of == self._today for fact in search.fixed}

    def levels(self) -> Iterator[None]:
        """Search the ways of one more change at each step; to wait for a day counts as a change."""
        level_of = [chain([()] if search.as_of != self._today else [], search.levels()) for search in self._searches]
        for level in zip_longest(*level_of, fillvalue=()):
            for search, found in zip(self._searches, level, strict=True):
                wait = None if search.as_of == self._today else search.as_of
                for changes in found:
                    way = _Way(search, self.result.program, changes, wait)
                    if not any(other.covers(way) for other in self.ways):
                        self.ways.append(way)
            yield


def _days(report: Report, program: Program) -> list[date]:
    """Return the next days on which waiting may change a program's condition: new terms, full years."""
    today = report.as_of
    found: set[date] = set()
    for edition in program.editions:
        if edition.start is not None:
            found.add(edition.start)
        if edition.until is not None and edition.until < date.max:
            found.add(edition.until + timedelta(days=1))
        if edition.when is not None and (edition.until is None or edition.until > today):
            found |= set(_changes(report, edition.when))
    return sorted(day for day in found if day > today)[:MOST_DAYS]


def _changes(report: Report, condition: Condition | Everyone) -> Iterator[date]:
    """Yield the days from which on a known day may satisfy a comparison otherwise, or another rule or value holds."""
    for node in walk(report.policies, condition):
        if isinstance(node, ComparesDate):
            known = report.answers.get(node.fact)
            if isinstance(known, date):
                yield from node.changes(known)
        elif isinstance(node, OnDay):
            yield from () if node.start is None else (node.start,)
            yield from () if node.until in (None, date.max) else (node.until + timedelta(days=1),)


def _confirms(report: Report, condition: Condition | Everyone) -> bool:
    return any(isinstance(node, Confirm) for node in walk(report.policies, condition))


def _settled(search: Search, after: Trace | None, changes: Changes) -> dict[str, tuple[tuple[Condition, Truth], ...]]:
    """Return, by changed fact, the leaf conditions whose truth is another one afterwards."""
    before = search.changed.condition(search.condition, {})
    truths = {id(leaf.condition): leaf.truth for leaf in leaf_traces(before)}
    found: dict[str, dict[int, tuple[Condition, Truth]]] = {}
    for leaf in leaf_traces(after) if after is not None else ():
        was = truths[id(leaf.condition)]
        # What was open and turns out false has not been given up: it is no reason.
        if leaf.truth is was or (leaf.truth is Truth.FALSE and was is Truth.UNKNOWN):
            continue
        assert not isinstance(leaf.condition, Everyone)
        for fact in facts_below(search.policies, leaf.condition) & changes.keys():
            found.setdefault(fact, {})[id(leaf.condition)] = (leaf.condition, leaf.truth)
    return {fact: tuple(leaves.values()) for fact, leaves in found.items()}


def _run(tried: list[Value], doing: list[Value], after: Value, before: Value | None) -> tuple[Any, Any]:
    """Return the ends of the unbroken run of values round `after` that do; None where it goes on to the last tried."""
    ordered: list[Any] = sorted([*tried, *([] if before is None else [before])])
    place = ordered.index(after)
    first = last = place
    while first > 0 and ordered[first - 1] in doing:
        first -= 1
    while last + 1 < len(ordered) and ordered[last + 1] in doing:
        last += 1
    return (ordered[first] if first else None), (ordered[last] if last + 1 < len(ordered) else None)


def _by_money(suggestion: Suggestion) -> tuple[Number, Number | float, int]:
    """Order by the money that is certain to be stated, then by what it may come to, then by programs."""
    effects = suggestion.effects
    most = inf if effects.most is None else effects.most
    return -effects.least, -most, -effects.programs
