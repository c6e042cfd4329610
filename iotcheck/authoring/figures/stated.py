"""The figures that a policy file states, each with what may speak for it: the citations that govern it. Pure.

A figure of a condition is governed by what the condition cites, what the conditions around it cite, and what the
edition cites that it stands in. A named condition, a named amount or a table is governed by what it cites itself; where
it cites nothing, by what everything cites that comes to it. A window is announced in a paper of its own, so that it is
governed by what it cites itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

from iotcheck.authoring.figures.reading import Kind
from iotcheck.authoring.figures.roles import CAPS, CEILING, Role, measure
from iotcheck.errors import Location
from iotcheck.model import (
    Amount,
    AtLeast,
    Band,
    Calculation,
    Cases,
    Citation,
    Compares,
    ComparesDate,
    ConditionCases,
    Constant,
    Edition,
    FactAmount,
    Limit,
    Met,
    NamedAmount,
    Not,
    Operation,
    PolicySet,
    RelativeYear,
    TableLookup,
    Window,
)
from iotcheck.model.cases import DatedCondition, DatedRule
from iotcheck.model.lookups import DatedValue, Lookup
from iotcheck.model.lookups import Limit as RowLimit
from iotcheck.record import Record
from iotcheck.values import Number

_Thing = TypeVar("_Thing")


class Stated(NamedTuple):
    """One figure of a file: its place and value, what it does there, what governs it, the editions that come to it.

    An edition is told by its place.
    """

    location: Location
    value: Number | date
    roles: tuple[Role, ...]
    citations: tuple[Citation, ...]
    editions: tuple[Location, ...]


def stated_figures(policies: PolicySet) -> tuple[Stated, ...]:
    """Return every figure of conditions, ceilings, tables and windows, each once, in the order of the file."""
    collector = _Collector(policies)
    for program in policies.programs.values():
        for edition in program.editions:
            collector.collect(edition)
    collector.collect_unreached()
    files = {file: place for place, file in enumerate(policies.files)}
    in_order = sorted(collector.found.values(), key=lambda one: (files.get(one.location.file, 0), *one.location[1:]))
    return tuple(in_order)


class _Where(NamedTuple):
    """Where in a file something stands: below which citations, in which role, in which edition."""

    citations: tuple[Citation, ...]
    location: Location
    role: Role = Role()
    edition: Location | None = None


# Where a record says it itself, its words and its place are no figures, and what was derived from it is not written.
_NO_FIGURES = frozenset({"id", "text", "sources", "location", "meaning", "note", "unit", "reckoned"})


class _Collector:
    """Goes through what editions come to, names followed, and through whatever a record holds.

    A kind of condition or amount that is not named here is gone through by its fields, so that no number in it is
    passed over; only where the role of its parts matters does it need a case of its own.
    """

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self.found: dict[tuple[Location, Number | date], Stated] = {}
        self._seen: set[tuple[int, _Where]] = set()
        self._reached: set[int] = set()  # what has a name

    def collect(self, edition: Edition) -> None:
        """Collect the figures of an edition and of all that it comes to by name."""
        where = _Where(edition.sources, edition.location, edition=edition.location)
        self.visit(edition.when, where)
        self.visit(edition.ceiling, where._replace(role=CEILING))
        if edition.period is not None:
            self.visit(edition.period.at_most, _limited(where, None, "", Limit(upper=True), "at_most"))
        self.visit(edition.applying, where)

    def collect_unreached(self) -> None:
        """Collect the figures of what has a name and no edition comes to."""
        conditions = [named.condition for named in self.policies.conditions.values()]
        for record in (*conditions, *self.policies.amounts.values(), *self.policies.tables.values()):
            if id(record) not in self._reached:
                self._named(record, _Where((), record.location))

    def visit(self, value: object, where: _Where) -> None:
        """Collect the figures of a value that stands somewhere."""
        match value:
            case bool() | str() | Location() | Limit():
                pass
            case int() | Fraction() | date():
                self._add(value, where)
            case tuple():
                for item in value:
                    self.visit(item, where)
            case Mapping():
                for item in value.values():
                    self.visit(item, where)
            case Record():
                self._record(value, where)
            case _:
                pass

    def _record(self, record: Record, where: _Where) -> None:
        sources: tuple[Citation, ...] = getattr(record, "sources", ())
        cited = _united(where.citations, sources)
        where = where._replace(citations=cited, location=getattr(record, "location", where.location))
        if (id(record), where) in self._seen:
            return
        self._seen.add((id(record), where))
        plain = where._replace(role=Role(negated=where.role.negated))
        match record:
            case Constant():
                kind = Kind.MONEY if record.money else where.role.kind
                self.visit(record.value, where._replace(role=where.role._replace(kind=kind)))
            case Met() | NamedAmount() | TableLookup() | Lookup():
                self._by_name(record, where)
            case Not():
                self.visit(record.child, plain._replace(role=Role(negated=not where.role.negated)))
            case AtLeast():
                self.visit(record.count, _limited(plain, Kind.NUMBER, "", Limit(upper=False), "at_least"))
                self.visit(record.children, plain)
            case Compares():
                self._comparison(record, plain)
            case ComparesDate():
                self._days(record, plain)
            case Window() | DatedValue() | DatedRule() | DatedCondition():
                self._by_day(record, where)
            case Cases() | ConditionCases():
                for branch in record.branches:
                    self.visit(branch.when, plain)
                    self.visit(branch.then, where)
                self.visit(record.otherwise, where)
            case Band():
                self._band(record, where)
            case RowLimit():
                self._end(record.amount, record.included, where)
            case Calculation():
                self._calculation(record, where)
            case _:
                for field in record.record_fields:
                    if field not in _NO_FIGURES:
                        self.visit(getattr(record, field), where)

    def _by_day(self, record: Window | DatedValue | DatedRule | DatedCondition, where: _Where) -> None:
        """Visit what holds from a day on, or until one; a window rests on its own citations alone."""
        day = where._replace(role=Role(negated=where.role.negated))
        if isinstance(record, DatedCondition):
            self.visit(record.rules, where)
            return
        day = day._replace(citations=record.sources) if isinstance(record, Window) else day
        self.visit(record.start, _limited(day, Kind.DAY, "", Limit(upper=False), "from"))
        match record:
            case DatedValue(value=value) | DatedRule(when=value):
                self.visit(value, where)
            case Window(until=until, reckoned=reckoned):
                self.visit(None if reckoned else until, _limited(day, Kind.DAY, "", Limit(upper=True), "until"))

    def _by_name(self, record: Met | NamedAmount | TableLookup | Lookup, where: _Where) -> None:
        """Visit what a name stands for; a named condition is read by itself, whatever stands around its name."""
        match record:
            case Met():
                self._named(self.policies.conditions[record.name].condition, where._replace(role=Role()))
            case NamedAmount():
                self._named(self.policies.amounts[record.name], where)
            case TableLookup() | Lookup():
                self.visit(getattr(record, "amounts", ()), where._replace(role=Role()))  # by which it is looked up
                self._named(self.policies.tables[record.table], where)

    def _named(self, record: Record, where: _Where) -> None:
        """Visit what has a name: it rests on its own citations, where it has any."""
        self._reached.add(id(record))
        self.visit(record, where._replace(citations=()) if getattr(record, "sources", ()) else where)

    def _end(self, amount: Amount | None, included: bool, where: _Where) -> None:
        """Visit the limit of a band or of a row; what the words say of the one above it is as good."""
        operator = "up_to" if included else "below"
        role = Role(limit=Limit(upper=True, strict=not included), operator=operator, both=True)
        self.visit(amount, where._replace(role=role))

    def _band(self, record: Band, where: _Where) -> None:
        self._end(record.limit, record.included, where)
        self.visit(record.rate, where._replace(role=where.role._replace(kind=Kind.PERCENTAGE)))
        self.visit(record.then, where)

    def _comparison(self, record: Compares, plain: _Where) -> None:
        fact = self.policies.facts.get(record.left.fact) if isinstance(record.left, FactAmount) else None
        kind, unit = measure(fact) if fact else (None, "")
        self.visit(record.left, plain)
        for bound, limit in zip(record.bounds, record.operator.limits, strict=True):
            self.visit(bound, _limited(plain, kind, unit, limit, record.operator))

    def _days(self, record: ComparesDate, plain: _Where) -> None:
        operator, bound = record.operator, record.bound
        if operator.counts:
            unit = operator.removesuffix("s_before")  # years_before
            self.visit(bound, _limited(plain, Kind.PERIOD, unit, Limit(upper=False), operator))
        elif isinstance(bound, int):  # a calendar year
            self.visit(date(bound, 1, 1), plain._replace(role=plain.role._replace(kind=Kind.DAY, operator=operator)))
        elif not isinstance(bound, RelativeYear):
            for day, limit in zip(bound if isinstance(bound, tuple) else (bound,), record.limits, strict=True):
                self.visit(day, _limited(plain, Kind.DAY, "", limit, operator))

    def _calculation(self, record: Calculation, where: _Where) -> None:
        """Say what the operands are: a cap is a most, a floor a least, a share counts hundredths."""
        role, operands = where.role, record.operands
        roles = [role] * len(operands)
        match record.operation:
            case Operation.PERCENT:
                roles[0] = role._replace(kind=Kind.PERCENTAGE, unit="")
            case Operation.PRODUCT:
                roles = [role._replace(kind=None, unit="")] * len(operands)
            case Operation.QUOTIENT:
                roles[1] = Role(negated=role.negated, divisor=True)
            case Operation.LEAST | Operation.GREATEST:
                ceiling = role.operator in CAPS
                limit = Limit(upper=record.operation is Operation.LEAST) if ceiling else None
                roles = [role._replace(limit=limit, operator=record.operation.value if ceiling else "")] * len(operands)
            case Operation.ROUND:
                roles[1] = role._replace(limit=None, operator="")
            case Operation.SUM | Operation.DIFFERENCE | Operation.RANGE:
                roles = [role._replace(limit=None, operator="")] * len(operands)
        for operand, own in zip(operands, roles, strict=True):
            self.visit(operand, where._replace(role=own))

    def _add(self, value: Number | date, where: _Where) -> None:
        editions = (where.edition,) if where.edition else ()
        found = Stated(where.location, value, (where.role,), where.citations, editions)
        if (known := self.found.get((where.location, value))) is not None:
            found = known._replace(
                roles=_united(known.roles, found.roles),
                citations=_united(known.citations, found.citations),
                editions=_united(known.editions, found.editions),
            )
        self.found[where.location, value] = found


def _united(known: tuple[_Thing, ...], more: tuple[_Thing, ...]) -> tuple[_Thing, ...]:
    return (*known, *(one for one in more if one not in known))


def _limited(where: _Where, kind: Kind | None, unit: str, limit: Limit, operator: str) -> _Where:
    return where._replace(role=Role(kind, unit, limit, operator, where.role.negated))
