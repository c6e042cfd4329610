"""What the cases of a policy file ought to show: its goals, each a small thing that one case can show.

A condition ought to be seen true, false and unknown, a threshold at, just below and just above it, every branch, row
and edition ought to be used. Which of them were shown is `observe`'s, which can be shown at all `search`'s to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from iotcheck.engine import Verdict
from iotcheck.errors import Location
from iotcheck.logic import Truth
from iotcheck.model import (
    Amount,
    Bands,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    DateOperator,
    Edition,
    Everyone,
    NoAmount,
    Operation,
    PolicySet,
    Program,
    Selects,
    Table,
    TableLookup,
)
from iotcheck.model.combining import CombineRule
from iotcheck.model.lookups import Lookup, TableCondition
from iotcheck.model.walk import AnyNode, below, facts_below, walk, written_parts
from iotcheck.record import Record

Node = AnyNode | Everyone | Edition | Table | CombineRule


LOOKUPS = (TableLookup, Lookup, TableCondition)  # whatever reads a row of a table


class Kind(StrEnum):
    """What a goal is about."""

    EDITION = "edition"  # used on some day; its status expected; its first and last days, and the days beside them
    VERDICT = "verdict"  # of an edition's whole condition
    CONDITION = "condition"  # seen true, false, unknown
    CONFIRM = "confirm"  # seen to stand between an applicant and eligible
    THRESHOLD = "threshold"  # seen at, just below, just above
    VALUE = "value"  # of a selection: seen to decide it alone
    CEILING = "ceiling"  # seen exact, and open
    BRANCH = "branch"  # of cases, and of an amount by bands: used
    ROW = "row"  # of a table: used
    OPERAND = "operand"  # of a least or greatest: seen to be it, alone
    DIFFERENCE = "difference"  # seen positive, and cut off at 0
    COMBINATION = "combination"  # a rule on combining programs: seen to limit one


class Goal(NamedTuple):
    """One thing to show: `node` is the identity of the model's object it is about, `aspect` what to show of it."""

    kind: Kind
    node: int
    aspect: str


class Place(Record):
    """Where a goal stands in the policy file: under which id of which section, and in which edition of a program.

    `node` is the object that the goal is about.
    """

    section: str
    id: str
    edition: int | None = None
    node: Node

    @property
    def location(self) -> Location:
        """The line of the policy file."""
        return self.node.location


Goals = dict[Goal, Place]

TRUTHS = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}
SIDES = ("at", "below", "above")


def all_goals(policies: PolicySet) -> Goals:
    """Return every goal of a policy set with its place, in the file's order of sections."""
    goals: Goals = {}
    for name, fact in policies.facts.items():
        if fact.asked_if is not None:
            _add(goals, _condition_goals(fact.asked_if), Place(section="facts", id=name, node=fact.asked_if))
    for name, named in policies.conditions.items():
        _add(goals, _condition_goals(named.condition), Place(section="conditions", id=name, node=named.condition))
    for name, amount in policies.amounts.items():
        _add(goals, _amount_goals(amount), Place(section="amounts", id=name, node=amount))
    for name, table in policies.tables.items():
        _add(goals, _table_goals(table), Place(section="tables", id=name, node=table))
    for name, program in policies.programs.items():
        for index, edition in enumerate(program.editions):
            place = Place(section="programs", id=name, edition=index, node=edition)
            _add(goals, _edition_goals(edition, policies), place)
    for number, rule in enumerate(policies.combine, 1):
        goals[Goal(Kind.COMBINATION, id(rule), "limits")] = Place(section="combine", id=str(number), node=rule)
    return goals


def confirms_below(policies: PolicySet, condition: Condition) -> bool:
    """Return whether a condition rests on something to be confirmed, through names or not."""
    return any(isinstance(part, Confirm) for part in walk(policies, condition))


def stated_known_to(edition: Edition, policies: PolicySet) -> date | None:
    """Return to which day an edition says that its terms are known, if that differs from the file's and matters."""
    usual = max(policies.known_day, edition.start or date.min)
    turns = edition.until is None or edition.doubtful
    return edition.known_to if turns and edition.own_known_to and edition.known_to != usual else None


def last_counted(edition: Edition, policies: PolicySet) -> date | None:
    """Return the last day on which an edition's terms count, where it says itself to which day they are known.

    None where they count up to their end after all.
    """
    last = edition.last_counted if stated_known_to(edition, policies) else None
    return None if last == edition.until else last


_Found = Iterator[tuple[Kind, Node, tuple[str, ...]]]


def _add(goals: Goals, found: _Found, place: Place) -> None:
    for kind, node, aspects in found:
        for aspect in aspects:
            goals[Goal(kind, id(node), aspect)] = place.replace(node=node)


def _edition_goals(edition: Edition, policies: PolicySet) -> _Found:
    aspects = ["used", "status"]
    aspects += ["first_day", "day_before"] if edition.start is not None else []
    aspects += ["last_day", "day_after"] if edition.until is not None else []
    aspects += ["known", "stale"] if last_counted(edition, policies) is not None else []
    yield Kind.EDITION, edition, tuple(aspects)
    if isinstance(edition.when, Everyone):
        yield Kind.VERDICT, edition, (Verdict.ELIGIBLE,)
    elif edition.when is not None:
        verdicts = [Verdict.ELIGIBLE, Verdict.UNDETERMINED, Verdict.INELIGIBLE]
        if confirms_below(policies, edition.when):
            verdicts.insert(1, Verdict.CONDITIONAL)
        yield Kind.VERDICT, edition, tuple(verdicts)
        yield from _condition_goals(edition.when, root=True)
    if isinstance(edition.ceiling, NoAmount):
        yield Kind.CEILING, edition, ("kind",)
    else:
        facts = facts_below(policies, edition.ceiling)
        ranged = isinstance(edition.ceiling, Calculation) and edition.ceiling.operation is Operation.RANGE
        yield Kind.CEILING, edition, ("open",) if ranged else ("exact", "open") if facts else ("exact",)
        yield from _amount_goals(edition.ceiling)


def _condition_goals(condition: Condition | Everyone, root: bool = False) -> _Found:
    """Find the goals of a condition; an edition's own (`root`) is seen through its verdicts."""
    if isinstance(condition, Confirm):
        yield Kind.CONFIRM, condition, ("asked",)
        return
    if not root:
        yield Kind.CONDITION, condition, tuple(TRUTHS.values())
    match condition:
        case Compares(bounds=(_, _)) | ComparesDate(operator=DateOperator.BETWEEN):
            yield Kind.THRESHOLD, condition, (*SIDES, *(f"upper_{side}" for side in SIDES))
        case ComparesDate(operator=DateOperator.IN_YEAR):
            pass  # nobody mistakes the first or the last day of a year
        case Compares() | ComparesDate():
            yield Kind.THRESHOLD, condition, SIDES
        case Selects():
            listed = tuple(dict.fromkeys(map(str, condition.listed)))
            if len(listed) > 1:
                yield Kind.VALUE, condition, listed
        case _:
            pass
    for part in written_parts(condition):
        yield from _part_goals(part)


def _amount_goals(amount: Amount) -> _Found:
    match amount:
        case Cases(branches=branches):
            yield Kind.BRANCH, amount, (*(str(index + 1) for index in range(len(branches))), "otherwise")
        case Calculation(operation=Operation.LEAST | Operation.GREATEST, operands=operands) if len(operands) > 1:
            yield Kind.OPERAND, amount, tuple(str(index + 1) for index in range(len(operands)))
        case Bands(bands=bands):
            yield Kind.BRANCH, amount, tuple(str(index + 1) for index in range(len(bands)))
        case Calculation(operation=Operation.DIFFERENCE):
            yield Kind.DIFFERENCE, amount, ("positive", "cut_off")
        case _:
            pass
    for part in written_parts(amount):
        yield from _part_goals(part)


def _part_goals(part: AnyNode) -> _Found:
    if isinstance(part, Amount):
        yield from _amount_goals(part)
    else:
        yield from _condition_goals(part)


def _table_goals(table: Table) -> _Found:
    yield Kind.ROW, table, (*map(", ".join, table.amounts), *table.values)
    for row in table.amounts.values():
        yield from _amount_goals(row)


# The ways from a program's condition or ceiling down to a part of it, through named conditions, amounts and tables.

MOST_PATHS = 8  # to one part within one root; more would be the same search again


class Root(NamedTuple):
    """A whole condition or ceiling, and whose it is: an edition's, or (both None) a question's `asked_if`."""

    program: Program | None
    edition: Edition | None
    part: AnyNode


# Every part on the way, the root first; the last is the part itself, or for a table's row a lookup in that table.
Path = tuple[AnyNode, ...]


def roots(policies: PolicySet) -> Iterator[Root]:
    """Yield every whole condition and ceiling of every edition, then every `asked_if`."""
    for program in policies.programs.values():
        for edition in program.editions:
            if edition.when is not None and not isinstance(edition.when, Everyone):
                yield Root(program, edition, edition.when)
            if not isinstance(edition.ceiling, NoAmount):
                yield Root(program, edition, edition.ceiling)
    for fact in policies.facts.values():
        if fact.asked_if is not None:
            yield Root(None, None, fact.asked_if)


def paths_to(policies: PolicySet, root: AnyNode, node: int) -> list[Path]:
    """Return ways from a root to the part (or to lookups in the table) of this identity, a few if there are many."""
    found: list[Path] = []
    _collect(policies, (root,), node, found, set())
    return found[:MOST_PATHS]


def _collect(policies: PolicySet, path: Path, node: int, found: list[Path], elsewhere: set[int]) -> None:
    """Collect the ways that go on from a path; `elsewhere` are the parts from which none leads to the node."""
    part = path[-1]
    if len(found) >= MOST_PATHS or id(part) in elsewhere:
        return
    known = len(found)
    table: Table | None = (
        policies.tables[part.table] if isinstance(part, TableLookup | Lookup | TableCondition) else None
    )
    if id(part) == node or id(table) == node:
        found.append(path)
    for child in below(policies, part):
        _collect(policies, (*path, child), node, found, elsewhere)
    if len(found) == known:
        elsewhere.add(id(part))
