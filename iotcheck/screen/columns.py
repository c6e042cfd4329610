"""Which column of a table holds which fact, and in what scale: by id, by label in either language, or by `--map`.

Other columns are passed through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.model.facts import fold
from iotcheck.model.policies import unknown_fact
from iotcheck.screen.headers import Headers, Heading, Units
from iotcheck.screen.replacements import Replacement, resolve
from iotcheck.screen.scales import Scale, UnclearUnitError, names_other_currency, parse_scale, stated_above, stated_in
from iotcheck.spelling import likely_slip
from iotcheck.values import Number

Lines = Sequence[tuple[int, Sequence[str]]]  # rows of a table, each with its line


class Reading(NamedTuple):
    """How a table is to be read, as the user says it: facts and units by column, what texts stand for.

    `sheet` is the name or number of a workbook's sheet. With `open_cells` a cell that cannot be read is *don't know*,
    and costs no row.
    """

    mapping: Mapping[str, str] = {}
    units: Mapping[str, str] = {}
    id_column: str | None = None
    values: Sequence[Replacement] = ()
    encoding: str | None = None
    sheet: str | None = None
    open_cells: bool = False


class Columns(NamedTuple):
    """The columns of a table: the places of facts and of the `carried` columns, the applicants' `id` first if named.

    `names` are those of the header, each different; a column without one is called by its number. `scales` are what
    bare numbers are multiplied by, by fact, where something states it; `beside` are the places of columns that hold
    the units of a fact's cells; `replaced` are the texts that stand for others, by fact, as `replacements.key_of` has
    them.
    """

    names: tuple[str, ...]
    facts: dict[str, int]
    carried: tuple[int, ...]
    id: int | None
    scales: dict[str, Scale]
    beside: dict[str, int]
    replaced: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    notices: tuple[Problem, ...] = ()

    @property
    def unused(self) -> tuple[int, ...]:
        """The carried columns but the first, which is what tells the applicants apart, and but those of units."""
        return tuple([place for place in self.carried[1:] if place not in self.beside.values()])


def match_columns(
    policies: PolicySet,
    header: Sequence[str],
    place: Location,
    reading: Reading,
    *,
    above: Lines = (),
    below: tuple[int, Sequence[str]] | None = None,
) -> Columns:
    """Match a table's header with the facts of a policy file, and find the scale of each column.

    `above` are the lines above the header, `below` the line of units right below it, if there is one. Raise DataError
    where a column that `reading` names is absent, where two columns have one fact, where no column holds a fact, and
    where units contradict one another or are not understood.
    """
    headers = Headers(policies, reading.mapping, reading.id_column)
    named = [name if name.strip() else f"column {number}" for number, name in enumerate(header, 1)]
    by_name = {name: named.index(name) for name in named}
    problems = _absent(policies, reading, named, place)
    headings: dict[str, Heading] = {}
    facts: dict[str, int] = {}
    for number, name in enumerate(named):
        heading = headers.read(name)
        if heading is None:
            if name in reading.mapping:
                problems.append(unknown_fact(Location("--map"), reading.mapping[name], policies.fact_names()))
        elif heading.fact in facts:
            first = facts[heading.fact]
            if named[first] == name:
                problems.append(Problem(_at(place, number), "duplicate-column", {"name": name, "first": first + 1}))
            else:
                params = {"name": heading.fact, "first": named[first], "second": name}
                problems.append(Problem(_at(place, number), "fact-twice", params))
        else:
            facts[heading.fact], headings[heading.fact] = number, heading
    if reading.id_column is not None and named.count(reading.id_column) > 1:
        first = by_name[reading.id_column] + 1
        problems.append(Problem(place, "duplicate-column", {"name": reading.id_column, "first": first}))
    if not facts and not problems:
        problems.append(Problem(place, "no-fact-columns", {"known": tuple(f.label for f in policies.facts.values())}))
    if problems:
        raise DataError(problems)
    names = _distinct(named)
    scales = _Scales(policies, reading, place, above, below)
    found = {name: scales.of(headings[name], names[number], number) for name, number in facts.items()}
    if scales.problems:
        raise DataError(scales.problems)
    identifier = by_name[reading.id_column] if reading.id_column is not None else None
    rest = [number for number in range(len(names)) if number not in facts.values() and number != identifier]
    rest.sort(key=lambda number: not header[number].strip())  # the first one tells applicants apart, and has a name
    carried = (*([] if identifier is None else [identifier]), *rest)
    notices = (*scales.notices, *_slips(policies, names, rest, facts, place))
    kept = {name: scale for name, scale in found.items() if scale is not None}
    replaced = resolve(reading.values, policies, facts, names, kept)
    return Columns(names, facts, carried, identifier, kept, {}, replaced, notices)


class _Scales:
    """Finds the scale of columns; notes what it took, and what contradicts itself or is not understood."""

    def __init__(
        self,
        policies: PolicySet,
        reading: Reading,
        place: Location,
        above: Lines,
        below: tuple[int, Sequence[str]] | None,
    ) -> None:
        self._policies = policies
        self._place = place
        self._below = below
        self._above = [(line, unit) for line, row in above for cell in row if (unit := stated_above(cell))]
        self._options = reading
        self.notices: list[Problem] = []
        self.problems: list[Problem] = []

    def of(self, heading: Heading, name: str, number: int) -> Scale | None:
        """Return the scale of a fact's column, None where nothing states one."""
        fact = self._policies.facts[heading.fact]
        if not fact.type.numeric:
            return None
        if (option := self._by_option(fact, name)) is not None:
            return option
        foreign = [unit for unit, factor in heading.units if factor is None and self._is_foreign(unit)]
        if foreign and fact.type is FactType.MONEY:
            params = {"name": name, "units": foreign, "currency": self._policies.currency}
            self.problems.append(Problem(_at(self._place, number), "other-currency", params))
            return None
        stated = [*self._in_line(fact, self._place.line, heading.units)]
        if self._below is not None and number < len(self._below[1]):
            stated += self._in_line(fact, self._below[0], self._units(self._below[1][number], fact))
        stated += self._in_line(fact, self._place.line, heading.label_units)
        if fact.type is FactType.MONEY:
            for line, unit in self._above:
                stated += self._in_line(fact, line, self._units(unit, fact))
        return self._settle(stated, name, number)

    def _is_foreign(self, unit: str) -> bool:
        return names_other_currency(fold(unit), self._policies.currency)

    def _by_option(self, fact: Fact, name: str) -> Scale | None:
        named = {name, fact.id, *fact.label.by_language.values()}
        unit = next((unit for column, unit in self._options.units.items() if column in named), None)
        if unit is None:
            return None
        try:
            factor = parse_scale(unit, fact, self._policies.currency)
        except UnclearUnitError:
            factor = None
        if factor is None:
            self.problems.append(Problem(Location("--unit"), "unknown-unit", {"name": name, "unit": unit}))
        return Scale(factor or 1, unit, 0)

    def _units(self, text: str, fact: Fact) -> Units:
        return tuple(stated_in(text, fact, self._policies.currency))

    def _in_line(self, fact: Fact, line: int, units: Units) -> Iterator[tuple[Number | None, str, int]]:
        for unit, factor in units:
            yield factor, unit, line

    def _settle(self, stated: Sequence[tuple[Number | None, str, int]], name: str, number: int) -> Scale | None:
        """Return the scale that all statements agree on; note a problem where they do not."""
        unclear = next((unit for factor, unit, _ in stated if factor is None), None)
        factors = {factor for factor, _, _ in stated}
        if unclear is not None or len(factors) > 1:
            code = "unclear-unit" if unclear is not None else "units-contradict"
            units = [unclear] if unclear is not None else list(dict.fromkeys(unit for _, unit, _ in stated))
            self.problems.append(Problem(_at(self._place, number), code, {"name": name, "units": units}))
            return None
        if not stated:
            return None
        factor, unit, line = stated[0]
        scale = Scale(factor or 1, unit, line)
        if scale.factor != 1:
            code = "column-in-unit" if line == self._place.line else "column-in-unit-of-line"
            params = {"name": name, "unit": unit, "line": line}
            self.notices.append(Problem(_at(self._place, number), code, params, "notice"))
        return scale


def _absent(policies: PolicySet, reading: Reading, names: Sequence[str], place: Location) -> list[Problem]:
    """Return problems for the columns that `reading` names and the table has not."""
    wanted = [*reading.mapping, *([reading.id_column] if reading.id_column is not None else [])]
    wanted += [name for name in reading.units if policies.find_fact(name) is None]
    return [
        Problem(place, "no-such-column", {"name": name, **_like(name, names)}) for name in wanted if name not in names
    ]


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that differ: a second Note is called Note (2)."""
    taken = set(names)
    counts: Counter[str] = Counter()
    distinct = []
    for name in names:
        counts[name] += 1
        number = counts[name]
        while (unique := name if number == 1 else f"{name} ({number})") in taken and number > 1:
            number += 1
        taken.add(unique)
        distinct.append(unique)
    return tuple(distinct)


def _slips(
    policies: PolicySet, names: Sequence[str], rest: Iterable[int], taken: Container[str], place: Location
) -> list[Problem]:
    """Note columns whose names are almost those of facts that no column gives."""
    free = {fold(name): (name, fact) for name, fact in policies.fact_names().items() if fact not in taken}
    found = []
    for number in rest:
        if similar := likely_slip(fold(names[number]), free):
            params = {"name": names[number], "suggestion": free[similar][0]}
            found.append(Problem(_at(place, number), "column-carried", params, "notice"))
    return found


def _like(name: str, known: Sequence[str] | Mapping[str, object]) -> dict[str, object]:
    return {"suggestion": likely_slip(name, known), "known": tuple(known)}


def _at(place: Location, column: int) -> Location:
    return Location(place.file, max(1, place.line), column + 1)
