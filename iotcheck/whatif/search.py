"""Which facts have to change: the minimal sets of them, smallest first, each with the least values that reach the goal.

From a set of freed facts a trace tells whether the goal is still out of reach whatever their values, and a *conflict*:
facts of which at least one more has to change. Growing sets by conflicts alone misses no minimal set (R. Reiter, A
theory of diagnosis from first principles, 1987) and never tries facts that do not matter.

For example, let `all: [a, any: [b, c]]` be sought while a, b and c are no. Nothing freed: {a} is a conflict (so is
{b, c}; the narrowest is taken), for without another a the goal is out of reach. So the first level grows to {a} alone,
and not to {b} and {c}. With a freed the conflict is {b, c}: the next level is {a, b} and {a, c}, both of which do. Of
the 8 sets of facts, 4 were looked at. No minimal set is missed: each meets every conflict, and growing takes, whichever
of them it is, a path through that set's own facts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from iotcheck.engine import Answers, Trace, children_needed
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.logic import Truth
from iotcheck.model import Compares, Condition, Confirm, Everyone, Not
from iotcheck.model.walk import walk
from iotcheck.values import Value
from iotcheck.whatif.candidates import Candidates, Effort

MOST_FACTS = 8  # changed together
MOST_FOUND = 24
MOST_EVALUATIONS = 4_000  # for one program and goal: some 0.2 seconds

Changes = dict[str, Value]
_NOTHING = Effort(0, Fraction(0))
_Conflict = frozenset[str]


class Goal(StrEnum):
    """What a change is to reach: `met` leaves only things to confirm."""

    ELIGIBLE = "eligible"
    MET = "met"


class _Best(NamedTuple):
    """The least values found so far."""

    effort: Effort
    changes: Changes


class Search:
    """Searches the changes of one applicant's answers that bring one condition to a goal on one day.

    `kept` names facts that must stay as they are. `complete` is False where a bound stopped the search; `fixed` are the
    facts of `kept` that stood in its way.
    """

    def __init__(
        self,
        changed: ChangedAnswers,
        condition: Condition | Everyone,
        kept: Collection[str],
        goal: Goal = Goal.ELIGIBLE,
    ) -> None:
        self.goal = goal
        self.condition = condition
        self.policies = changed.policies
        self.answers = changed.answers
        self.as_of = changed.as_of
        self.kept = frozenset(kept)
        self.candidates = Candidates(self.policies, condition, self.as_of)
        self.complete = True
        self.fixed: set[str] = set()
        self.changed = changed
        self._order = {fact: place for place, fact in enumerate(self.policies.facts)}
        self._evaluations = 0

    def levels(self) -> Iterator[list[Changes]]:
        """Yield the minimal sets of changes of no fact, of one fact, of two, and so on; the empty set if all is well.

        Levels are searched when they are asked for: who needs only the smallest sets pays for no others.
        """
        found: list[Changes] = []
        level: list[frozenset[str]] = [frozenset()]
        while level and len(level[0]) <= MOST_FACTS:
            known = len(found)
            grown: dict[frozenset[str], None] = {}
            for facts in level:
                if any(changes.keys() <= facts for changes in found):
                    continue
                if self._evaluations > MOST_EVALUATIONS or len(found) == MOST_FOUND:
                    self.complete = False
                    yield found[known:]
                    return
                changes, conflict = self._solve(facts)
                if changes is not None:
                    found.append(changes)
                    continue
                self.fixed |= conflict & self.kept
                for fact in sorted(conflict - self.kept, key=self._order.__getitem__):
                    grown[facts | {fact}] = None
            level = list(grown)
            yield found[known:]
        self.complete = self.complete and not level

    def reaches(self, changes: Changes) -> bool:
        """Return whether the goal is reached with these changes."""
        return _reached(self.goal, self._trace(changes))

    def effort(self, changes: Changes) -> Effort:
        """Return how large some changes are together."""
        effort = _NOTHING
        for name, value in changes.items():
            effort = effort.plus(self.candidates.effort(name, self.answers.get(name), value))
        return effort

    def _solve(self, facts: frozenset[str]) -> tuple[Changes | None, _Conflict]:
        """Return the least values of the facts that reach the goal, or else a conflict."""
        conflict = self._conflict({}, facts, facts)
        if conflict is not None:
            return None, conflict
        conflicts: set[str] = set()
        best: _Best | None = None
        for order in self._orders(facts):  # where one answer moves the limit of another, each order has its own least
            best = self._least(order, {}, _NOTHING, best, conflicts, facts)
        if best is not None:
            return best.changes, frozenset()
        self.complete = self.complete and not facts & self.candidates.capped and not self._related(facts)
        return None, frozenset(conflicts)

    def _least(
        self,
        rest: tuple[str, ...],
        changes: Changes,
        effort: Effort,
        best: _Best | None,
        conflicts: set[str],
        facts: frozenset[str],
    ) -> _Best | None:
        """Return the least values of the rest that beat `best`, gathering the conflicts of those that fail."""
        if not rest:
            return _Best(effort, changes)
        name, others = rest[0], frozenset(rest[1:])
        for value, own_effort in self.candidates.of(name, {**self.answers, **changes}):
            spent = effort.plus(own_effort)
            if best is not None and spent >= best.effort:
                return best
            if self._evaluations > MOST_EVALUATIONS:
                self.complete = False
                return best
            now = {**changes, name: value}
            conflict = self._conflict(now, others, facts)
            if conflict is None:
                best = self._least(rest[1:], now, spent, best, conflicts, facts)
            else:
                conflicts |= conflict
        return best

    def _orders(self, facts: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """Yield the orders in which to give facts values: all of them where thresholds depend on other facts."""
        order = tuple(sorted(facts, key=self._order.__getitem__))
        yield from permutations(order) if len(order) <= 3 and self._related(facts) else [order]

    def _related(self, facts: frozenset[str]) -> bool:
        """Whether a comparison depends on several of the facts, so that one moves the thresholds of another."""
        comparisons = (node for node in walk(self.policies, self.condition) if isinstance(node, Compares))
        return any(len(facts & self.changed.facts_of(node)) > 1 for node in comparisons)

    def _trace(self, changes: Answers) -> Trace:
        self._evaluations += 1
        return self.changed.condition(self.condition, changes)

    def _conflict(self, changes: Changes, open_facts: frozenset[str], facts: frozenset[str]) -> _Conflict | None:
        """Return None if values of `open_facts` may reach the goal, or else facts of which another must change."""
        trace = self._trace({**changes, **dict.fromkeys(open_facts)})
        look = _low if self.goal is Goal.ELIGIBLE else _high
        conflict = self._blocked(trace, Truth.TRUE, look, open_facts, facts)
        if conflict is None and self.goal is Goal.MET and not open_facts and not _reached(self.goal, trace):
            return (
                self.changed.facts_of(self.condition) - facts
            )  # all is met, but open facts hide what is to be confirmed
        return conflict

    def _blocked(
        self,
        trace: Trace,
        wanted: Truth,
        look: Callable[[Trace], Truth],
        open_facts: frozenset[str],
        facts: frozenset[str],
    ) -> _Conflict | None:
        truth = look(trace)
        if truth is wanted:
            return None
        if not trace.children:
            if isinstance(trace.condition, Confirm | Everyone):
                return frozenset()
            below = self.changed.facts_of(trace.condition)
            return None if truth is Truth.UNKNOWN and below & open_facts else below - facts
        if isinstance(trace.condition, Not):
            wanted = Truth.FALSE if wanted is Truth.TRUE else Truth.TRUE
        blocked = [self._blocked(child, wanted, look, open_facts, facts) for child in trace.children]
        conflicts = sorted([one for one in blocked if one is not None], key=self._narrowness)
        still_needed = children_needed(trace, wanted) - (len(blocked) - len(conflicts))
        if still_needed <= 0:
            return None
        return frozenset().union(*conflicts[: len(conflicts) - still_needed + 1])

    def _narrowness(self, conflict: _Conflict) -> tuple[int, int]:
        return len(conflict - self.kept), len(conflict)


def _reached(goal: Goal, trace: Trace) -> bool:
    if goal is Goal.ELIGIBLE:
        return trace.low is Truth.TRUE
    return trace.high is Truth.TRUE and trace.low is not Truth.UNKNOWN


def _high(trace: Trace) -> Truth:
    return trace.high


def _low(trace: Trace) -> Truth:
    return trace.low
