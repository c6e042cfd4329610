"""What can only be checked once the whole file is read: circles, size through names, and where confirm may stand."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.errors import Location, Problem
from iotcheck.model import (
    Bands,
    Calculation,
    Cases,
    Compares,
    ConditionCases,
    Confirm,
    Constant,
    Everyone,
    FactAmount,
    GrantOf,
    Met,
    NamedAmount,
    NoAmount,
    Not,
    NotEligible,
    Operation,
    PolicySet,
    TableLookup,
    Unstated,
)
from iotcheck.model.combining import JointCap
from iotcheck.model.lookups import Lookup
from iotcheck.model.walk import AnyNode, below, facts_below, walk, written_parts
from iotcheck.values import MAX_DIGITS

MAX_NESTING = 100  # levels, through names; the tree walker recurses
MAX_NODES = 20_000  # written out, named conditions replaced: explanations are as large
MAX_FIGURES = 100  # before the point, of an amount: no money has as many, and every one of them can be printed


class Checks:
    """Walks every root of a policy set through names, and notes each problem once."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self._problems: dict[tuple[Location, str], Problem] = {}
        self._depth: dict[int, int] = {}
        self._size: dict[int, int] = {}
        self._figures: dict[int, int] = {}
        self._to_confirm: dict[str, bool] = {}
        self._unstated: set[int] = set()  # what may come to an amount that is not stated
        self._excluding: set[int] = set()  # what may come to `not_eligible`

    def run(self) -> list[Problem]:
        """Check everything; return the problems."""
        for root in self._roots():
            self._measure(root)
        if not self._problems:  # in circles there is no end to what follows
            for root in self._roots():
                self._refuse_confirm(root, "")
            self._refuse_guards()
            for rule in self.policies.combine:
                if isinstance(rule, JointCap) and id(rule.amount) in self._unstated:
                    self._problem(rule.amount.location, "unstated-in-calculation")
                if isinstance(rule, JointCap) and id(rule.amount) in self._excluding:
                    self._problem(rule.amount.location, "not-eligible-compared")
        return list(self._problems.values())

    def _roots(self) -> Iterator[AnyNode]:
        for named in self.policies.conditions.values():
            yield named.condition
        yield from self.policies.amounts.values()
        for table in self.policies.tables.values():
            yield from table.amounts.values()
        for fact in self.policies.facts.values():
            if fact.asked_if is not None:
                yield fact.asked_if
        for program in self.policies.programs.values():
            for edition in program.editions:
                if edition.when is not None and not isinstance(edition.when, Everyone):
                    yield edition.when
                if not isinstance(edition.ceiling, NoAmount):
                    yield edition.ceiling
                yield from (needed.when for needed in edition.documents if needed.when is not None)
        for rule in self.policies.combine:
            if rule.when is not None:
                yield rule.when
            if isinstance(rule, JointCap):
                yield rule.amount

    def _measure(self, root: AnyNode) -> None:
        """Measure how deep and how large a part is, without recursion; note circles and what is too much."""
        stack = [(root, list(below(self.policies, root)))]
        active = {id(root)}
        while stack:
            part, waiting = stack[-1]
            if waiting and id(part) not in self._depth:
                child = waiting.pop()
                if id(child) in active:
                    self._problem(part.location, "circle", names=_circle(stack, child))
                elif id(child) not in self._depth:
                    stack.append((child, list(below(self.policies, child))))
                    active.add(id(child))
                continue
            if id(part) not in self._depth:
                self._note_size(part)
            active.discard(id(part))
            stack.pop()

    def _note_size(self, part: AnyNode) -> None:
        children = below(self.policies, part)
        unstated = isinstance(part, Unstated) or not self._unstated.isdisjoint(map(id, children))
        if unstated and isinstance(part, GrantOf):
            self._problem(part.location, "grant-unstated", name=part.program)
        elif unstated:
            self._unstated.add(id(part))
        excludes = isinstance(part, NotEligible) or not self._excluding.isdisjoint(map(id, children))
        if excludes and not isinstance(part, GrantOf):  # nothing, where nobody is eligible for that program
            self._excluding.add(id(part))
        self._depth[id(part)] = depth = 1 + max((self._depth.get(id(child), 0) for child in children), default=0)
        shared = isinstance(part, NamedAmount)  # an amount is written out once, a named condition wherever it is used
        size = 1 + (0 if shared else sum(self._size.get(id(child), 0) for child in children))
        if depth > MAX_NESTING or size > MAX_NODES:
            code, limit = ("too-deep", MAX_NESTING) if depth > MAX_NESTING else ("too-many-nodes", MAX_NODES)
            self._problem(part.location, code, limit=limit)
            self._depth[id(part)], size = 0, 0  # what uses it is not at fault
        self._size[id(part)] = size
        figures = self._most_figures(part, [self._figures.get(id(child), 0) for child in children])
        if figures > MAX_FIGURES:
            self._problem(part.location, "amount-too-large", limit=MAX_FIGURES)
            figures = 0
        self._figures[id(part)] = figures

    def _most_figures(self, part: AnyNode, below_it: list[int]) -> int:
        """Return how many figures before the point an amount can have at most, from those of what it is made of."""
        match part:
            case FactAmount():
                return MAX_DIGITS
            case Constant():
                return len(str(abs(int(part.value))))
            case Calculation(operation=Operation.PRODUCT | Operation.PERCENT):
                return sum(below_it)
            case Calculation(operation=Operation.QUOTIENT, operands=(_, divisor)):
                # A number has at most 15 decimals, what is made of several has as many as figures: so small it may be.
                return below_it[0] + MAX_DIGITS + (0 if isinstance(divisor, FactAmount | Constant) else below_it[1])
            case Calculation(operation=Operation.ROUND):
                return max(below_it) + 1
            case Calculation(operation=Operation.SUM | Operation.DIFFERENCE):
                return max(below_it) + len(str(len(below_it)))
            case _:
                return max(below_it, default=0)

    def _refuse_confirm(self, part: AnyNode, forbidden: str) -> None:
        """Note confirms under `not` or inside an amount, and named conditions there that contain one."""
        if isinstance(part, Not):
            forbidden = "confirm-under-not"
        elif isinstance(part, Compares | Calculation | Cases):
            forbidden = "confirm-in-amount"
        self._refuse_unstated(part)
        if forbidden and (isinstance(part, Confirm) or (isinstance(part, Met) and self._asks_to_confirm(part.name))):
            self._problem(part.location, forbidden)
        if isinstance(part, Compares) and self._compares_grants_to_confirm(part):
            self._problem(part.location, "confirm-in-grant")
        whens = [branch.when for branch in part.branches] if isinstance(part, ConditionCases) else []
        for child in written_parts(part):  # what a name stands for is a root of its own
            self._refuse_confirm(child, "confirm-in-case" if any(child is when for when in whens) else forbidden)

    def _compares_grants_to_confirm(self, part: Compares) -> bool:
        nodes = list(walk(self.policies, part))
        return any(isinstance(node, GrantOf) for node in nodes) and any(isinstance(node, Confirm) for node in nodes)

    def _refuse_unstated(self, part: AnyNode) -> None:
        """Note a calculation or comparison with what is not stated: it comes to nothing that could be said.

        And one of `not_eligible` outside of ceilings, whose editions alone can leave anybody out.
        """
        outcomes = [band.then for band in part.bands] if isinstance(part, Bands) else []
        calculates = isinstance(part, Compares | Calculation | Bands | Lookup)
        for operand in written_parts(part) if calculates else ():
            if id(operand) in self._unstated and not any(operand is outcome for outcome in outcomes):
                self._problem(operand.location, "unstated-in-calculation")
            if id(operand) in self._excluding and isinstance(part, Compares | Lookup):
                self._problem(operand.location, "not-eligible-compared")

    def _asks_to_confirm(self, name: str) -> bool:
        if name not in self._to_confirm:
            named = self.policies.conditions.get(name)
            nodes = walk(self.policies, named.condition) if named else ()
            self._to_confirm[name] = any(isinstance(node, Confirm) for node in nodes)
        return self._to_confirm[name]

    def _refuse_guards(self) -> None:
        """Note guards that no answer can decide, and facts that wait for facts which wait for them in turn."""
        guards = {name: fact.asked_if for name, fact in self.policies.facts.items() if fact.asked_if is not None}
        for guard in guards.values():
            if any(isinstance(node, Confirm) for node in walk(self.policies, guard)):
                self._problem(guard.location, "confirm-in-guard")
        waits = {name: set(facts_below(self.policies, guard) & guards.keys()) for name, guard in guards.items()}
        for name in _in_circles(waits):
            self._problem(guards[name].location, "guard-circle", name=name)

    def _problem(self, location: Location, code: str, **params: object) -> None:
        self._problems.setdefault((location, code), Problem(location, code, params))


def _circle(stack: list[tuple[AnyNode, list[AnyNode]]], first: AnyNode) -> str:
    """Return the names by which a node uses itself, as they follow one another."""
    path = [part for part, _ in stack]
    start = next(place for place, part in enumerate(path) if part is first)
    names = [
        part.table
        if isinstance(part, TableLookup | Lookup)
        else part.program
        if isinstance(part, GrantOf)
        else part.name
        for part in path[start:]
        if isinstance(part, Met | NamedAmount | TableLookup | Lookup | GrantOf)
    ]
    return " → ".join([names[-1], *names])


def _in_circles(waits: dict[str, set[str]]) -> list[str]:
    """Return what waits for itself, by way of others or not, and what lies between two such circles."""
    backwards: dict[str, set[str]] = {name: set() for name in waits}
    for name, others in _held_up(waits).items():
        for other in others:
            backwards[other].add(name)
    left = _held_up(backwards)
    return [name for name in waits if name in left]


def _held_up(waits: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return what is left once all that waits for nothing is taken away, again and again."""
    waiters: dict[str, list[str]] = {name: [] for name in waits}
    for name, others in waits.items():
        for other in others:
            waiters[other].append(name)
    open_count = {name: len(others) for name, others in waits.items()}
    free = [name for name, count in open_count.items() if not count]
    while free:
        for waiter in waiters[free.pop()]:
            open_count[waiter] -= 1
            if not open_count[waiter]:
                free.append(waiter)
    return {name: {one for one in others if open_count[one]} for name, others in waits.items() if open_count[name]}
