"""What can only be checked once the whole file is read: circles, nesting through names, and where confirm may stand."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.errors import Location, Problem
from iotcheck.model import (
    Calculation,
    Cases,
    Compares,
    Confirm,
    Everyone,
    Met,
    NamedAmount,
    NoAmount,
    Not,
    PolicySet,
    TableLookup,
)
from iotcheck.model.walk import AnyNode, below, facts_below

MAX_NESTING = 100  # levels, through names; the tree walker recurses


class Checks:
    """Walks every root of a policy set through names. `problems` holds what it finds, each place once."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self.problems: list[Problem] = []
        self._depth: dict[int, int] = {}
        self._confirms: dict[int, Confirm | None] = {}

    def run(self) -> list[Problem]:
        """Check everything; return the problems."""
        circles = len(self.problems)
        for root in self._roots():
            self._measure(root)
        if len(self.problems) > circles:
            return self.problems  # confirm cannot be traced through circles
        for root in self._roots():
            self._refuse_confirm(root, None)
        self._refuse_guard_circles()
        return self.problems

    def _refuse_guard_circles(self) -> None:
        """Note facts that are asked only if facts are known which wait for them in turn."""
        waits_for = {
            name: facts_below(self.policies, fact.asked_if)
            for name, fact in self.policies.facts.items()
            if fact.asked_if is not None
        }
        for name, fact in self.policies.facts.items():
            reached, waiting = set[str](), list(waits_for.get(name, ()))
            while waiting:
                other = waiting.pop()
                if other not in reached:
                    reached.add(other)
                    waiting.extend(waits_for.get(other, ()))
            if name in reached and fact.asked_if is not None:
                self._problem(fact.asked_if.location, "guard-circle", name=name)

    def _roots(self) -> Iterator[AnyNode]:
        for named in self.policies.conditions.values():
            yield named.condition
        yield from self.policies.amounts.values()
        for table in self.policies.tables.values():
            yield from table.rows.values()
            if table.otherwise is not None:
                yield table.otherwise
        for fact in self.policies.facts.values():
            if fact.asked_if is not None:
                yield fact.asked_if
        for program in self.policies.programs.values():
            for edition in program.editions:
                if edition.when is not None and not isinstance(edition.when, Everyone):
                    yield edition.when
                if not isinstance(edition.ceiling, NoAmount):
                    yield edition.ceiling

    def _measure(self, root: AnyNode) -> None:
        """Measure the nesting below a part, without recursion; note circles and what lies too deep."""
        stack: list[tuple[AnyNode, list[AnyNode]]] = [(root, list(below(self.policies, root)))]
        active = {id(root)}
        while stack:
            part, waiting = stack[-1]
            if waiting and id(part) not in self._depth:
                child = waiting.pop()
                if id(child) in active:
                    self._problem(part.location, "circle")
                elif id(child) not in self._depth:
                    stack.append((child, list(below(self.policies, child))))
                    active.add(id(child))
                continue
            deepest = max((self._depth.get(id(child), 0) for child in below(self.policies, part)), default=0)
            self._depth.setdefault(id(part), deepest + 1)
            if self._depth[id(part)] == MAX_NESTING + 1:
                self._problem(part.location, "too-deep", limit=MAX_NESTING)
            active.discard(id(part))
            stack.pop()

    def _refuse_confirm(self, part: AnyNode, above: str | None) -> None:
        """Note confirms under `not` or inside an amount, reached through names or not."""
        inside = above
        if isinstance(part, Not):
            inside = "not"
        elif isinstance(part, Compares | Calculation | Cases | NamedAmount | TableLookup):
            inside = "amount"
        if inside and (confirm := self._confirm_below(part)):
            self._problem(confirm.location, "confirm-under-not" if inside == "not" else "confirm-in-amount")
            return
        if not isinstance(part, Met):  # what it names is a root of its own
            for child in below(self.policies, part):
                self._refuse_confirm(child, inside)

    def _confirm_below(self, part: AnyNode) -> Confirm | None:
        if isinstance(part, Confirm):
            return part
        if id(part) not in self._confirms:
            found = (self._confirm_below(child) for child in below(self.policies, part))
            self._confirms[id(part)] = next((confirm for confirm in found if confirm is not None), None)
        return self._confirms[id(part)]

    def _problem(self, location: Location, code: str, **params: object) -> None:
        problem = Problem(location, code, params)
        if all(other.location != location or other.code != code for other in self.problems):
            self.problems.append(problem)
