"""The amount of another program, read into what it means: its editions by their days, each by its condition.

For a program with an edition to 2023 and one from 2024 that is

    cases: from 2024, and the condition of 2024  →  the ceiling of 2024
           from 2024                             →  0
           to 2023, and the condition of 2023    →  the ceiling of 2023
           to 2023                               →  0
           otherwise                             →  0

in the order in which `Program.edition_on` chooses. Where a condition leaves something to confirm, its case may hold or
not, and the amount is an interval that includes 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iotcheck.errors import Location
from iotcheck.loader.context import Context
from iotcheck.loader.records import read_program
from iotcheck.model import (
    All,
    Amount,
    Branch,
    Calculation,
    Cases,
    Constant,
    Edition,
    Everyone,
    GrantOf,
    NoAmount,
    OnDay,
    Operation,
    Program,
)
from iotcheck.reader import Mapping


def read_grant(context: Context, node: Mapping) -> Amount | None:
    """Read the amount of another program; refuse one that pays an amount nobody has stated."""
    name_node = node.entries["grant_of"][1]
    name = context.reference(name_node, "programs")
    programs = context.root.get("programs") if context.root else None
    if name is None or not isinstance(programs, Mapping):
        return None
    if name in context.granting:
        circle = [*context.granting[context.granting.index(name) :], name]
        context.problem(name_node, "circle", names=" → ".join(circle))
        return None
    context.granting.append(name)
    program = read_program(context, programs.entries[name][1])
    context.granting.pop()
    if program is None:
        return None
    if any(pays(edition) and not _stated(edition) for edition in program.editions):
        context.problem(name_node, "grant-unstated", name=name)
        return None
    return GrantOf(program=name, meaning=grant_of(program, node.location), location=node.location)


def pays(edition: Edition) -> bool:
    """Whether applicants can get money by an edition, while its terms are known."""
    return edition.status.open_to_applicants and edition.when is not None and edition.ceiling is not NoAmount.NONE


def _stated(edition: Edition) -> bool:
    """Whether a source states an amount, not only a range."""
    ranged = isinstance(edition.ceiling, Calculation) and edition.ceiling.operation is Operation.RANGE
    return edition.ceiling is not NoAmount.UNSTATED and not ranged


def grant_of(program: Program, location: Location) -> Cases:
    """Return what a program pays at most, by the day and its condition."""
    nothing = Constant(value=0, location=location)
    in_order = sorted(program.editions, key=lambda edition: edition.start or date.min, reverse=True)
    branches = [branch for edition in in_order for branch in _branches(edition, nothing)]
    return Cases(branches=tuple(branches), otherwise=nothing, location=location)


def _branches(edition: Edition, nothing: Constant) -> Iterator[Branch]:
    location = nothing.location
    if pays(edition) and not isinstance(edition.ceiling, NoAmount) and edition.when is not None:
        counted = OnDay(start=edition.start, until=edition.last_counted, location=location)
        everyone = isinstance(edition.when, Everyone)
        when = counted if everyone else All(children=(counted, edition.when), location=location)  # type: ignore[arg-type]
        ceiling = Calculation(operation=Operation.GREATEST, operands=(edition.ceiling, nothing), location=location)
        yield Branch(when=when, then=ceiling)
    yield Branch(when=OnDay(start=edition.start, until=edition.until, location=location), then=nothing)
