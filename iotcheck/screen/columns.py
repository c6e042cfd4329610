"""Which column of a table holds which fact: by id, by label in either language, or by `--map`; others are carried."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.model.facts import fold
from iotcheck.screen.headers import Headers

_SIMILAR = 0.8  # how alike a name must be to be taken for a slip


class Columns(NamedTuple):
    """The columns of a table: the places of facts and of the `carried` columns, the applicants' `id` first if named.

    `names` are those of the header, each different; a column without one is called by its number. `units` are those in
    which headers say that bare numbers below them are, by fact.
    """

    names: tuple[str, ...]
    facts: dict[str, int]
    carried: tuple[int, ...]
    id: int | None
    units: dict[str, str]
    notices: tuple[Problem, ...] = ()

    @property
    def unused(self) -> tuple[int, ...]:
        """The carried columns but the first, which is what tells the applicants apart."""
        return self.carried[1:]


def match_columns(
    policies: PolicySet, header: Sequence[str], place: Location, *, mapping: Mapping[str, str], id_column: str | None
) -> Columns:
    """Match a table's header with the facts of a policy file.

    `mapping` says of columns, by name, which fact they hold, by its id or label. Raise DataError where a column of
    `mapping` or the id column is absent, where two columns have one name or one fact, and where no column holds a fact.
    """
    names = _named(header)
    problems: list[Problem] = []
    by_name: dict[str, int] = {}
    for number, name in enumerate(names):
        if by_name.setdefault(name, number) != number:
            problems.append(Problem(_at(place, number), "duplicate-column", {"name": name, "first": by_name[name] + 1}))
    wanted = (*mapping, *([id_column] if id_column is not None else []))
    problems += [
        Problem(place, "no-such-column", {"name": name, **_like(name, names)}) for name in wanted if name not in by_name
    ]
    headers = Headers(policies, mapping, id_column)
    facts: dict[str, int] = {}
    for number, name in enumerate(names):
        fact = headers.fact(name)
        if fact is None:
            if name in mapping:
                problems.append(_unknown_fact(policies, mapping[name]))
        elif fact in facts and by_name[name] == number:
            params = {"name": fact, "first": names[facts[fact]], "second": name}
            problems.append(Problem(_at(place, number), "fact-twice", params))
        else:
            facts[fact] = number
    if not facts and not problems:
        problems.append(
            Problem(place, "no-fact-columns", {"known": tuple(fact.label for fact in policies.facts.values())})
        )
    if problems:
        raise DataError(problems)
    identifier = by_name[id_column] if id_column is not None else None
    rest = [number for number in range(len(names)) if number not in facts.values() and number != identifier]
    carried = (*([] if identifier is None else [identifier]), *rest)
    units = {fact: unit for fact, number in facts.items() if (unit := headers.unit(names[number], fact))}
    notices = [
        Problem(_at(place, facts[fact]), "column-in-unit", {"name": names[facts[fact]], "unit": unit}, "notice")
        for fact, unit in units.items()
    ]
    notices += _slips(policies, names, rest, facts, place)
    return Columns(names, facts, carried, identifier, units, tuple(notices))


def _named(header: Sequence[str]) -> tuple[str, ...]:
    # NOTE: two columns without names would be one key in JSON lines, and a value lost (test_screen guards it).
    return tuple([name if name.strip() else f"column {number}" for number, name in enumerate(header, 1)])


def _slips(
    policies: PolicySet, names: Sequence[str], rest: Iterable[int], taken: Container[str], place: Location
) -> list[Problem]:
    """Note columns whose names are almost those of facts that no column gives."""
    free = {fold(name): (name, fact) for name, fact in policies.fact_names().items() if fact not in taken}
    found = []
    for number in rest:
        if like := get_close_matches(fold(names[number]), free, n=1, cutoff=_SIMILAR):
            params = {"name": names[number], "suggestion": free[like[0]][0]}
            found.append(Problem(_at(place, number), "column-carried", params, "notice"))
    return found


def _unknown_fact(policies: PolicySet, name: str) -> Problem:
    return Problem(Location("--map"), "unknown-fact", {"name": name, **_like(name, policies.fact_names())})


def _like(name: str, known: Sequence[str] | Mapping[str, object]) -> dict[str, object]:
    close = get_close_matches(name, list(known), n=1)
    return {"suggestion": close[0] if close else "", "known": tuple(known)}


def _at(place: Location, column: int) -> Location:
    return Location(place.file, max(1, place.line), column + 1)
