"""Whether a quote says a figure that a policy file states, and on which side of it one must be. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from iotcheck.authoring.figures.directions import Direction, directions
from iotcheck.authoring.figures.numerals import plain
from iotcheck.authoring.figures.reading import NO_YEAR, Days, Figure, Kind, figures
from iotcheck.authoring.figures.roles import CAPS, Role
from iotcheck.authoring.figures.stated import Stated, stated_figures
from iotcheck.model import Citation, Limit, PolicySet
from iotcheck.values import Number

_DAY = timedelta(days=1)
_IN_DAYS = {"day": 1, "week": 7}
_IN_MONTHS = {"month": 1, "year": 12}
# Units that are one currency's in its own country, and another's elsewhere.
_UNCERTAIN = frozenset("元圆块$¥")


class Said(NamedTuple):
    """A figure that a citation says: the citation, the words (in a `reading` the author's own), its direction."""

    citation: Citation
    words: str
    direction: Direction | None
    reading: bool
    excepts: bool  # the words speak of an exception
    kind: Kind
    clause: str  # the part of the sentence that they stand in


class Support(NamedTuple):
    """A figure of a file, and where its citations say it; `quoted`: any of them has words that could."""

    stated: Stated
    said: tuple[Said, ...]
    quoted: bool

    @property
    def plainest(self) -> Said | None:
        """The words that say it most plainly: those with the right side before others, the nearest before others."""
        nearest = self.said[::-1]  # an edition's citations come before those of its conditions
        agreeing = [said for said in nearest for role in self.stated.roles if _agrees(said, role)]
        return next((said for said in agreeing if said.direction), next(iter(nearest), None))

    @property
    def opposed(self) -> Said | None:
        """The words that speak against the operator of the file, where no words agree with it.

        Where the author's own words for this figure, the `reading` of its nearest citation, say a side, they decide:
        五年 in a quote agrees with any operator, and *at most 5 years* beside it with one alone.
        """
        nearest = self.stated.citations[-1:]
        own = [said for said in self.said if said.reading and said.direction and said.citation in nearest]
        words = own or self.said
        if any(_agrees(said, role) for said in words for role in self.stated.roles):
            return None
        return next(iter(words), None)


def support(policies: PolicySet) -> tuple[Support, ...]:
    """Return every figure of a policy file that needs words, with those that say it."""
    found = []
    for stated in stated_figures(policies):
        if any(_goes_without_saying(stated.value, role) for role in stated.roles):
            continue
        texts = [(citation, *text) for citation in stated.citations for text in _texts(citation)]
        said = tuple(
            Said(
                citation,
                text[figure.start : figure.end],
                direction,
                reading,
                excepts,
                figure.kind,
                _clause(text, figure),
            )
            for citation, written, reading in texts
            for text, figure, direction, excepts in _read(written)
            if any(_says(figure, direction, text, stated.value, role, policies.currency) for role in stated.roles)
        )
        found.append(Support(stated, said, bool(texts)))
    return tuple(found)


def _texts(citation: Citation) -> list[tuple[str, bool]]:
    """Return the words that may say a figure, and whether they are the author's own."""
    own = citation.reading.by_language.values() if citation.reading else ()
    return [*([(citation.quote, False)] if citation.quote else []), *((text, True) for text in own)]


@cache
def _read(written: str) -> tuple[tuple[str, Figure, Direction | None, bool], ...]:
    text = plain(written[:_LONGEST])
    found = figures(text)
    excepts = any(word in text.casefold() for word in _EXCEPTIONS)
    return tuple((text, *pair, excepts) for pair in zip(found, directions(text, found), strict=True))


def _clause(text: str, figure: Figure) -> str:
    """Return the clause around a figure; commas in numbers divide nothing."""
    start = max((match.end() for match in _DIVISION.finditer(text, 0, figure.start)), default=0)
    end = _DIVISION.search(text, figure.end)
    return text[start : end.start() if end else len(text)].strip()


_DIVISION = re.compile(r"[，。；]|[,.;:](?: |$)")
_LONGEST = 2_000  # characters of a quote: one so long is doubtful anyway, and reading takes more than twice for twice
_EXCEPTIONS = ("除外", "不予", "不得申", "不适用", "except", "exclud", "not eligible", "may not apply")


def _goes_without_saying(value: Number | date, role: Role) -> bool:
    """Whether a figure says no more than *any* or *none*: 0, and at least 1 of what is counted."""
    if value == 0:
        return True
    return value == 1 and role.kind in (Kind.NUMBER, None) and role.limit == Limit(upper=False) and not role.negated


def _says(
    figure: Figure, direction: Direction | None, text: str, value: Number | date, role: Role, currency: str
) -> bool:
    """Whether a figure of a text is the one that the file states, in a role."""
    if isinstance(value, date) or isinstance(figure.value, Days):
        if isinstance(value, date):
            return isinstance(figure.value, Days) and _same_day(figure.value, direction, value, role)
        # 2024 may be a year as well as a number
        year = isinstance(figure.value, Days) and figure.value.first.year == value
        return year and role.kind in (None, Kind.NUMBER)
    number, kind = figure.value, figure.kind
    match role.kind:
        case Kind.MONEY:
            own = figure.unit in ("", currency) or text[figure.start : figure.end][-1:] in _UNCERTAIN
            return number == value and (kind is Kind.NUMBER or (kind is Kind.MONEY and own))
        case Kind.PERCENTAGE:
            return _hundredths(figure) == value
        case Kind.PERIOD:
            return (kind is Kind.NUMBER and number == value) or _same_period(figure, value, role.unit)
        case Kind.NUMBER:
            return kind in (Kind.NUMBER, Kind.RATIO) and number == value
        case _:
            shares = {value, 100 * value, *([Fraction(100) / value] if role.divisor and value else [])}
            return number == value or (_hundredths(figure) in shares if kind is not Kind.MONEY else False)


def _hundredths(figure: Figure) -> Number | None:
    if isinstance(figure.value, Days):
        return None
    return figure.value if figure.kind is Kind.PERCENTAGE else 100 * figure.value if figure.kind is Kind.RATIO else None


def _same_period(figure: Figure, value: Number, unit: str) -> bool:
    if figure.kind is not Kind.PERIOD or isinstance(figure.value, Days):
        return False
    for lengths in (_IN_DAYS, _IN_MONTHS):
        if unit in lengths and figure.unit in lengths:
            return figure.value * lengths[figure.unit] == value * lengths[unit]
    return False


def _same_day(days: Days, direction: Direction | None, value: date, role: Role) -> bool:
    """Whether days of a text are where the file draws its line.

    A line lies between two days, and each side has its own words for it: `before: 2022-01-01` is *before 2022*, and
    *until 31 December 2021*; `on_or_after` that day is *from 2022*, and *after 31 December 2021*. 前 and 后 leave open
    whether the day itself belongs to them. Words of the other side, or none, name the day itself.
    """
    if days.first.year == NO_YEAR:  # every year
        if (days.last.month, days.last.day) == (2, 29):
            days = days._replace(last=date(NO_YEAR, 3, 1) - _DAY)
        years = {value.year, (value - _DAY).year}
        candidates = [Days(_in_year(days.first, year), _in_year(days.last, year)) for year in years]
    else:
        candidates = [days]
    limit = _limit(role)
    if limit is None or direction is None or direction.upper is not limit.upper:
        return any(value in (one.first, one.last) for one in candidates)
    line = value + _DAY if limit.upper is not limit.strict else value  # the first day behind it
    ends = {direction.upper is not direction.strict} if direction.strict is not None else {True, False}
    return any(line == (one.last + _DAY if after else one.first) for one in candidates for after in ends)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _limit(role: Role) -> Limit | None:
    """Return what a role asks of its figure, below a `not` the contrary: at least 5 becomes less than 5."""
    limit = role.limit
    return Limit(not limit.upper, not limit.strict) if limit is not None and role.negated else limit


def _agrees(said: Said, role: Role) -> bool:
    """Whether the words beside a figure go together with the operator of a role, or say nothing of it."""
    direction = said.direction
    limit = _limit(role)
    limits = [limit] if limit is not None else []
    if limit is not None and (role.both or (role.negated and said.excepts)):
        limits.append(Limit(not limit.upper, not limit.strict))
    if direction is None or not limits:
        return True
    if role.operator in CAPS:  # the ends of a range are amounts like others, and a cap is a cap
        return not direction.words or any(direction.upper is limit.upper for limit in limits)
    return any(
        direction.upper is limit.upper
        and (direction.strict is None or said.kind is Kind.DAY or direction.strict is limit.strict)
        for limit in limits
    )
