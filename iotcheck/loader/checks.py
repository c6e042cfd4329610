"""What can only be checked once the whole file is read: circles, nesting through names, and where confirm may stand."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.errors import Location, Problem
from iotcheck.model import (
    All,
    Amount,
    Any,
    AtLeast,
    Calculation,
    Cases,
    Compares,
    Condition,
    Confirm,
    Everyone,
    Met,
    NamedAmount,
    NoAmount,
    Not,
    PolicySet,
    TableLookup,
)

MAX_NESTING = 100  # levels, through names; the tree walker recurses

Part = Condition | Amount


def parts_of(part: Part | Everyone) -> Iterator[Part]:
    """Yield the conditions and amounts directly below one, names not followed."""
    match part:
        case All(children=children) | Any(children=children) | AtLeast(children=children):
            yield from children
        case Not(child=child):
            yield child
        case Compares(left=left, bounds=bounds):
            yield left
            yield from bounds
        case Calculation(operands=operands):
            yield from operands
        case Cases(branches=branches, otherwise=otherwise):
            for branch in branches:
                yield branch.when
                yield branch.then
            yield otherwise
        case _:
            return


class Checks:
    """Walks every root of a policy set through names. `problems` holds what it finds, each place once."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self.problems: list[Problem] = []
        self._depth: dict[int, int] = {}
        self._confirms: dict[int, Confirm | None] = {}
        self._open: list[int] = []

    def run(self) -> list[Problem]:
        """Check everything; return the problems."""
        circles = len(self.problems)
        for root in self._roots():
            self._measure(root)
        if len(self.problems) > circles:
            return self.problems  # confirm cannot be traced through circles
        for root in self._roots():
            self._refuse_confirm(root, None)
        return self.problems

    def _roots(self) -> Iterator[Part]:
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

    def _below(self, part: Part) -> list[Part]:
        match part:
            case Met(name=name):
                return [self.policies.conditions[name].condition] if name in self.policies.conditions else []
            case NamedAmount(name=name):
                return [self.policies.amounts[name]] if name in self.policies.amounts else []
            case TableLookup(table=name) if name in self.policies.tables:
                table = self.policies.tables[name]
                return [*table.rows.values(), *([table.otherwise] if table.otherwise is not None else [])]
            case _:
                return list(parts_of(part))

    def _measure(self, root: Part) -> None:
        """Measure the nesting below a part, without recursion; note circles and what lies too deep."""
        stack: list[tuple[Part, list[Part]]] = [(root, self._below(root))]
        active = {id(root)}
        while stack:
            part, waiting = stack[-1]
            if waiting and id(part) not in self._depth:
                child = waiting.pop()
                if id(child) in active:
                    self._problem(part.location, "circle")
                elif id(child) not in self._depth:
                    stack.append((child, self._below(child)))
                    active.add(id(child))
                continue
            below = max((self._depth.get(id(child), 0) for child in self._below(part)), default=0)
            self._depth.setdefault(id(part), below + 1)
            if self._depth[id(part)] == MAX_NESTING + 1:
                self._problem(part.location, "too-deep", limit=MAX_NESTING)
            active.discard(id(part))
            stack.pop()

    def _refuse_confirm(self, part: Part, above: str | None) -> None:
        """Note confirms under `not` or inside an amount, reached through names or not."""
        inside = above
        if isinstance(part, Not):
            inside = "not"
        elif isinstance(part, Compares | Calculation | Cases | NamedAmount | TableLookup):
            inside = "amount"
        if inside and (confirm := self._confirm_below(part)):
            self._problem(confirm.location, "confirm-under-not" if inside == "not" else "confirm-in-amount")
            return
        for child in parts_of(part):
            self._refuse_confirm(child, inside)

    def _confirm_below(self, part: Part) -> Confirm | None:
        if isinstance(part, Confirm):
            return part
        if id(part) not in self._confirms:
            found = (self._confirm_below(child) for child in self._below(part))
            self._confirms[id(part)] = next((confirm for confirm in found if confirm is not None), None)
        return self._confirms[id(part)]

    def _problem(self, location: Location, code: str, **params: object) -> None:
        problem = Problem(location, code, params)
        if all(other.location != location or other.code != code for other in self.problems):
            self.problems.append(problem)
