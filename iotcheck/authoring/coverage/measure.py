"""The measure of coverage: of all goals, those that some case shows; of the rest, those that a case could show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from iotcheck.authoring.cases import Case
from iotcheck.authoring.coverage.combining import find_combination
from iotcheck.authoring.coverage.goals import Goal, Goals, Kind, all_goals
from iotcheck.authoring.coverage.observe import Checked, observe
from iotcheck.authoring.coverage.search import Answer, Reach, Search
from iotcheck.authoring.expectations import Aspect, Best, Interview, Total
from iotcheck.model import PolicySet
from iotcheck.record import Record


class Tally(NamedTuple):
    """How many goals are shown, could be, cannot be, or are not decided."""

    shown: int = 0
    reachable: int = 0
    unreachable: int = 0
    not_decided: int = 0

    @property
    def to_show(self) -> int:
        """How many goals count: all but those that no case can show."""
        return self.shown + self.reachable + self.not_decided

    @property
    def percent(self) -> int:
        """The share that is shown of what counts, in whole per cent, rounded down."""
        return self.shown * 100 // self.to_show if self.to_show else 100

    @property
    def complete(self) -> bool:
        """Whether everything is shown that is not proven to be impossible."""
        return not self.reachable and not self.not_decided


class Coverage(Record):
    """The goals of a policy set, the ids of the cases that show each, and what is known of the others."""

    policies: PolicySet
    goals: Goals
    shown: Mapping[Goal, tuple[str, ...]]
    unseen: Mapping[Goal, Answer]

    def having(self, reach: Reach) -> list[Goal]:
        """Return the goals not shown of which this is known, in the file's order."""
        return [goal for goal, answer in self.unseen.items() if answer.reach is reach]

    def tally(self, kind: Kind | None = None) -> Tally:
        """Return the numbers for goals of a kind, or for all."""
        shown = sum(kind in (None, goal.kind) for goal in self.shown)
        unseen = [answer.reach for goal, answer in self.unseen.items() if kind in (None, goal.kind)]
        return Tally(shown, *(unseen.count(reach) for reach in Reach))


def measure(policies: PolicySet, cases: Iterable[Case]) -> Coverage:
    """Measure what cases show of a policy set, and search for what they do not."""
    goals = all_goals(policies)
    shown: dict[Goal, list[str]] = {}
    for case in cases:
        for goal in observe(policies, checked(case)):
            shown.setdefault(goal, []).append(case.id)
    wanted = {goal: place for goal, place in goals.items() if goal not in shown}
    search = Search(policies, len(wanted))
    unseen = {
        goal: find_combination(policies, goal, place) if goal.kind is Kind.COMBINATION else search.find(goal, place)
        for goal, place in wanted.items()
    }
    in_order = {goal: tuple(shown[goal]) for goal in goals if goal in shown}
    return Coverage(policies=policies, goals=goals, shown=in_order, unseen=unseen)


def checked(case: Case) -> Checked:
    """Return what coverage needs of a case."""
    return Checked(
        id=case.id,
        answers=case.answers,
        as_of=case.as_of,
        verdicts=case.expecting(Aspect.VERDICT),
        statuses=case.expecting(Aspect.STATUS),
        stale=case.expecting(Aspect.STALE),
        ceilings=case.expecting(Aspect.CEILING),
        confirms=case.expecting(Aspect.CONFIRM),
        ruled_out=bool(case.expecting(Interview.RULED_OUT)),
        best_set=any(case.expecting(aspect) for aspect in (*Best, Total.MIN, Total.MAX)),
    )
