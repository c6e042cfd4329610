"""For a goal that no case shows: a case that would, a proof that none can, or neither.

Every case found is checked by observing it, so a fault in the search can make it find nothing, never find wrongly. What
else it shows is not searched any more: as one test pattern of a circuit detects many faults, one case shows many goals.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, product
from typing import NamedTuple

from iotcheck.authoring.coverage.boundaries import awaits_confirmation, never, side_of
from iotcheck.authoring.coverage.days import days_of
from iotcheck.authoring.coverage.goals import LOOKUPS, MOST_PATHS, Goal, Kind, Path, Place, Root, paths_to, roots
from iotcheck.authoring.coverage.observe import Checked, deciding_value, observe, shown_by_amount
from iotcheck.authoring.coverage.pairs import ANY_PAIR, FALSE, OPEN, TRUE, Wanted
from iotcheck.authoring.coverage.solve import TRIAL, BudgetError, Left, Solver
from iotcheck.authoring.coverage.values import effort
from iotcheck.engine import Answers, Verdict
from iotcheck.engine.report import verdict_of
from iotcheck.model import (
    Amount,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Edition,
    Everyone,
    Group,
    PolicySet,
    Selects,
    Table,
    TableLookup,
)
from iotcheck.model.combining import CombineRule
from iotcheck.model.lookups import TableCondition
from iotcheck.model.walk import AnyNode, walk
from iotcheck.values import Value

_MAX_STEPS = 6_000_000  # of all searches for one file together, more for many goals; what is left is not decided
_STEPS_A_GOAL = 5_000
_MAX_EFFORT = 5_000_000  # steps to list the values that matter below one root
_TRIED = 30  # solutions among which the one with the fewest answers is taken
_TRUTHS: dict[str, Wanted] = {"true": TRUE, "false": FALSE, "unknown": OPEN}


class Reach(StrEnum):
    """Whether some case can show a goal."""

    REACHABLE = "reachable"
    UNREACHABLE = "unreachable"
    NOT_DECIDED = "not_decided"


class Answer(NamedTuple):
    """What a search came to; `case` shows the goal where it is reachable."""

    reach: Reach
    case: Checked | None = None


class Search:
    """Searches cases for so many goals of one policy set. Solvers are kept, one for each root and day."""

    def __init__(self, policies: PolicySet, goals: int = 0) -> None:
        self.policies = policies
        self._max_steps = max(_MAX_STEPS, _STEPS_A_GOAL * goals)
        self._roots: dict[int, list[Root]] = {}  # by the identity of each part below them
        for root in roots(policies):
            below = list(walk(policies, root.part))
            tables = [policies.tables[part.table] for part in below if isinstance(part, LOOKUPS)]
            for part in {id(part) for part in (*below, *tables)}:
                self._roots.setdefault(part, []).append(root)
        self._solvers: dict[tuple[int, date], Solver] = {}
        self._steps = 0
        self._effort: dict[int, int] = {}
        self._days: dict[tuple[int, int], list[date]] = {}
        self._sides: dict[tuple[object, ...], str] = {}
        self._shown: dict[Goal, Checked] = {}

    def find(self, goal: Goal, place: Place) -> Answer:
        """Return a case that shows a goal, with few answers, or what is known where none was found."""
        if goal in self._shown:
            return Answer(Reach.REACHABLE, self._shown[goal])
        if goal.kind is Kind.EDITION or (goal.kind is Kind.VERDICT and self._everyone(place)):
            return self._by_day(goal, place)
        part = None if isinstance(place.node, Edition | Table | Everyone | CombineRule) else place.node
        compared = goal.kind in (Kind.THRESHOLD, Kind.OPERAND, Kind.DIFFERENCE)
        if compared and part is not None and never(self.policies, goal, part):
            return Answer(Reach.UNREACHABLE)
        if goal == Goal(Kind.VERDICT, goal.node, Verdict.ELIGIBLE) and awaits_confirmation(self.policies, place.node):
            return Answer(Reach.UNREACHABLE)
        exact = self._steps < self._max_steps
        for root in self._roots_of(goal, place) if exact else ():
            paths = self._paths(root, goal, place)
            exact = exact and len(paths) < MOST_PATHS
            for path, day in product(paths, self._days_of(root)):
                answer = self._along(goal, root, path, day)
                if answer.reach is Reach.REACHABLE:
                    return answer
                exact = exact and answer.reach is Reach.UNREACHABLE
        if goal.kind is Kind.CEILING and goal.aspect in ("kind", "exact"):
            answer = self._by_day(goal, place)
            if exact or answer.reach is Reach.REACHABLE:
                return answer
        return Answer(Reach.UNREACHABLE if exact else Reach.NOT_DECIDED)

    def _days_of(self, root: Root) -> list[date]:
        key = id(root.edition), id(root.part)
        if key not in self._days:
            self._days[key] = days_of(self.policies, root.program, root.edition, root.part)
        return self._days[key]

    def _roots_of(self, goal: Goal, place: Place) -> list[Root]:
        if isinstance(place.node, Edition):
            parts = (place.node.when, place.node.ceiling)
            return [root for part in parts for root in self._roots.get(id(part), ()) if root.edition is place.node]
        return self._roots.get(goal.node, [])

    def _everyone(self, place: Place) -> bool:
        return isinstance(place.node, Edition) and (place.node.when is None or isinstance(place.node.when, Everyone))

    def _paths(self, root: Root, goal: Goal, place: Place) -> list[Path]:
        if goal.kind in (Kind.VERDICT, Kind.CEILING):
            of_ceiling = isinstance(root.part, Amount)
            wanted = root.edition is place.node and of_ceiling is (goal.kind is Kind.CEILING)
            return [(root.part,)] if wanted else []
        if place.section == "programs" and (root.program is None or root.program.id != place.id):
            return []
        return paths_to(self.policies, root.part, goal.node)

    def _by_day(self, goal: Goal, place: Place) -> Answer:
        """Try the days about which something of an edition turns: all that matters of a goal without conditions."""
        edition = place.node
        assert isinstance(edition, Edition)
        editions = self.policies.programs[place.id].editions
        marks = [edition.counts_to or edition.known_to, *(mark for one in editions for mark in (one.start, one.until))]
        days = {self.policies.as_of: None}
        for mark in marks:
            if mark is not None:
                days |= {mark + timedelta(offset): None for offset in (0, -1, 1) if date.min < mark < date.max}
        for day in days:
            case = expecting(place.id, {}, day)
            if self._shows(case, goal):
                return Answer(Reach.REACHABLE, case)
        return Answer(Reach.UNREACHABLE)

    def _along(self, goal: Goal, root: Root, path: Path, day: date) -> Answer:
        if id(root.part) not in self._effort:
            self._effort[id(root.part)] = effort(self.policies, root.part)
        if self._effort[id(root.part)] > _MAX_EFFORT:
            return Answer(Reach.NOT_DECIDED)
        program = root.program.id if root.program is not None else None
        solver = self._solver(root.part, day)
        found: list[dict[str, Value]] = []
        complete = True
        try:
            for left in self._solutions(solver, goal, root, path):
                found.extend(islice(solver.settle(left), 3))
                if len(found) >= _TRIED:
                    complete = False
                    break
        except BudgetError:
            complete = False
        self._steps += solver.spent * len(solver.candidates)  # each step copies what is left of every fact
        for answers in sorted(found, key=len):
            self._steps += TRIAL * len(solver.candidates)
            case = expecting(program, answers, day)
            if self._shows(case, goal):
                return Answer(Reach.REACHABLE, case)
        proven = complete and solver.exact and not found
        return Answer(Reach.UNREACHABLE if proven else Reach.NOT_DECIDED)

    def _shows(self, case: Checked, goal: Goal) -> bool:
        """Observe whether a case shows a goal, and remember what else it does."""
        shown = observe(self.policies, case)
        if goal in shown:
            for other in shown:
                self._shown.setdefault(other, case)
        return goal in shown

    def _solver(self, part: AnyNode, day: date) -> Solver:
        key = (id(part), day)
        if key not in self._solvers:
            self._solvers[key] = Solver(self.policies, part, day)
        self._solvers[key].spent = 0
        return self._solvers[key]

    def _solutions(self, solver: Solver, goal: Goal, root: Root, path: Path) -> Iterator[Left]:
        target = path[-1]
        if goal.kind is Kind.VERDICT and not isinstance(target, Amount):
            wanted = frozenset(pair for pair in ANY_PAIR if verdict_of(*pair) is Verdict(goal.aspect))
            yield from solver.meet(target, wanted, solver.start)
            return
        if goal.kind is Kind.CONFIRM:
            differing = frozenset(pair for pair in ANY_PAIR if pair[0] is not pair[1])
            wishes = [(part, differing) for part in path if not isinstance(part, Amount)]
            yield from solver.meet_each(wishes, solver.start)
            return
        for world in (0, 1):  # with every confirm true, and with every confirm false
            for left in self._at_target(solver, goal, root, path, solver.start):  # first what leaves least to choose
                yield from self._way(solver, path, world, left)

    def _way(self, solver: Solver, path: Path, world: int, left: Left) -> Iterator[Left]:
        """Yield what is left where every part on the way decides the one above it."""
        if len(path) < 2:
            yield left
            return
        for after in self._step(solver, path[0], path[1], world, left):
            yield from self._way(solver, path[1:], world, after)

    def _step(self, solver: Solver, part: AnyNode, child: AnyNode, world: int, left: Left) -> Iterator[Left]:
        match part:
            case Group():
                yield from solver.spare(part, child, world, left)
            case Cases():
                yield from self._into_cases(solver, part, child, left)
            case TableLookup(table=name, fact=fact):
                table = self.policies.tables[name]
                named = [choice for choice, row in table.rows.items() if row is child]
                others = child is table.otherwise
                yield from solver.keep(
                    fact,
                    lambda value: value in named or (others and value is not None and value not in table.rows),
                    left,
                )
            case _:
                yield left

    def _into_cases(self, solver: Solver, cases: Cases, child: AnyNode | None, left: Left) -> Iterator[Left]:
        before: list[tuple[Condition, Wanted]] = []
        for branch in cases.branches:
            if branch.when is child:
                yield from solver.meet_each([(when, ANY_PAIR - TRUE) for when, _ in before], left)
                return
            if branch.then is child:
                yield from solver.meet_each([*before, (branch.when, TRUE)], left)
                return
            before.append((branch.when, FALSE))
        yield from solver.meet_each(before, left)

    def _at_target(self, solver: Solver, goal: Goal, root: Root, path: Path, left: Left) -> Iterator[Left]:
        """Yield what is left where the target itself shows the goal."""
        target = path[-1]
        match goal.kind, target:
            case Kind.CONDITION, _ if not isinstance(target, Amount):
                yield from solver.meet(target, _TRUTHS[goal.aspect], left)
            case Kind.THRESHOLD, Compares() | ComparesDate():
                bound, side = (1, goal.aspect[6:]) if goal.aspect.startswith("upper_") else (0, goal.aspect)
                yield from solver.meet_test(
                    target, lambda answers: self._side(solver, target, bound, answers) == side, left
                )
            case Kind.VALUE, Selects(fact=fact):
                yield from solver.keep(fact, lambda value: deciding_value(target, value) == goal.aspect, left)
            case Kind.BRANCH, Cases(branches=branches):
                taken = None if goal.aspect == "otherwise" else branches[int(goal.aspect) - 1].then
                yield from self._into_cases(solver, target, taken, left)
            case Kind.ROW, TableLookup(table=name, fact=fact) | TableCondition(table=name, fact=fact):
                rows = self.policies.tables[name].own_rows
                yield from solver.keep(
                    fact,
                    lambda value: value is not None and (value if value in rows else "otherwise") == goal.aspect,
                    left,
                )
            case _:
                amount = next(part for part in path if isinstance(part, Amount))
                yield from solver.meet_test(
                    amount, lambda answers: self._amount_shows(goal, root, amount, answers, solver.as_of), left
                )

    def _side(self, solver: Solver, leaf: Compares | ComparesDate, bound: int, answers: Answers) -> str:
        """Return the side of a threshold; asked once for all three sides of it."""
        key = (id(leaf), bound, solver.as_of, tuple(answers.items()))
        if key not in self._sides:
            self._sides[key] = side_of(self.policies, leaf, answers, solver.as_of, bound)
        return self._sides[key]

    def _amount_shows(self, goal: Goal, root: Root, amount: Amount, answers: Answers, as_of: date) -> bool:
        if goal.kind is Kind.CEILING and root.program is not None:
            return goal in observe(self.policies, expecting(root.program.id, answers, as_of))
        return goal in shown_by_amount(self.policies, amount, answers, as_of)


def expecting(program: str | None, answers: Answers, as_of: date) -> Checked:
    """Return a case that expects everything of one program, or (None) which questions do not arise."""
    if program is None:
        return Checked("", answers, as_of, ruled_out=True)
    one = frozenset({program})
    return Checked("", answers, as_of, verdicts=one, statuses=one, stale=one, ceilings=one, confirms=one)
