"""The ways from a program's condition or ceiling down to a part of it, through named conditions, amounts and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iotcheck.model import Edition, Everyone, NoAmount, PolicySet, Program, Table, TableLookup
from iotcheck.model.walk import AnyNode, below

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
    table: Table | None = policies.tables[part.table] if isinstance(part, TableLookup) else None
    if id(part) == node or id(table) == node:
        found.append(path)
    for child in below(policies, part):
        _collect(policies, (*path, child), node, found, elsewhere)
    if len(found) == known:
        elsewhere.add(id(part))
