"""Which column of a table holds which fact: by id, by label in either language, or by `--map`; others are carried."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet


class Columns(NamedTuple):
    """The columns of a table: the places of facts and of the `carried` columns, the applicants' `id` first if named."""

    names: tuple[str, ...]
    facts: dict[str, int]
    carried: tuple[int, ...]
    id: int | None
    notices: tuple[Problem, ...] = ()


def match_columns(
    policies: PolicySet, names: Sequence[str], place: Location, *, mapping: Mapping[str, str], id_column: str | None
) -> Columns:
    """Match a table's header with the facts of a policy file.

    `mapping` says of columns, by name, which fact they hold. Raise DataError where a column of `mapping` or the id
    column is absent, where two columns have one name or one fact, and where no column holds a fact.
    """
    problems: list[Problem] = []
    by_name: dict[str, int] = {}
    for number, name in enumerate(names):
        if name.strip() and by_name.setdefault(name, number) != number:
            problems.append(Problem(_at(place, number), "duplicate-column", {"name": name, "first": by_name[name] + 1}))
    wanted = (*mapping, *([id_column] if id_column is not None else []))
    problems += [
        Problem(place, "no-such-column", {"name": name, **_like(name, names)}) for name in wanted if name not in by_name
    ]
    known = _fact_names(policies)
    facts: dict[str, int] = {}
    notices: list[Problem] = []
    for number, name in enumerate(names):
        fact = mapping.get(name) or (None if name == id_column else known.get(_fold(name)))
        if fact is None:
            if name != id_column and (like := get_close_matches(_fold(name), known, n=1, cutoff=0.8)):
                params = {"name": name, "suggestion": like[0]}
                notices.append(Problem(_at(place, number), "column-carried", params, "notice"))
        elif fact not in policies.facts:
            problems.append(Problem(Location("--map"), "unknown-fact", {"name": fact, **_like(fact, policies.facts)}))
        elif fact in facts and by_name[name] == number:
            params = {"name": fact, "first": names[facts[fact]], "second": name}
            problems.append(Problem(_at(place, number), "fact-twice", params))
        else:
            facts[fact] = number
    if not facts and not problems:
        problems.append(Problem(place, "no-fact-columns", {"known": tuple(policies.facts)}))
    if problems:
        raise DataError(problems)
    identifier = by_name[id_column] if id_column is not None else None
    rest = [number for number in range(len(names)) if number not in facts.values() and number != identifier]
    carried = (*([] if identifier is None else [identifier]), *rest)
    return Columns(tuple(names), facts, carried, identifier, tuple(notices))


def _fact_names(policies: PolicySet) -> dict[str, str]:
    """Return what a column may be called → fact: ids before labels."""
    found = {_fold(name): name for name in policies.facts}
    for name, fact in policies.facts.items():
        for label in fact.label.by_language.values():
            found.setdefault(_fold(label), name)
    return found


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _like(name: str, known: Sequence[str] | Mapping[str, object]) -> dict[str, object]:
    close = get_close_matches(name, list(known), n=1)
    return {"suggestion": close[0] if close else "", "known": tuple(known)}


def _at(place: Location, column: int) -> Location:
    return Location(place.file, max(1, place.line), column + 1)
