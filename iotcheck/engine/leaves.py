"""What a single leaf says: of a known value, and of an open fact, whose every declared value must agree."""

from datetime import date
from fractions import Fraction

from iotcheck import logic
from iotcheck.engine import interval as intervals
from iotcheck.engine.interval import Interval
from iotcheck.logic import Truth, truth_of
from iotcheck.model import ComparesDate, Fact, FactType, Limit, Operator, Selection, Selects
from iotcheck.values import Value


def selects(condition: Selects, value: Value) -> Truth:
    """Return whether a known value satisfies a selection."""
    chosen = value if isinstance(value, tuple) else (value,)
    if condition.selection is Selection.INCLUDES_ALL:
        return truth_of(all(wanted in chosen for wanted in condition.values))
    found = any(wanted in chosen for wanted in condition.values)
    return truth_of(found if condition.selection is Selection.ANY_OF else not found)


def open_selects(condition: Selects, fact: Fact) -> Truth:
    """Return the truth of a selection over an open fact: decided when every declared value agrees."""
    if fact.type is FactType.CHOICES:
        return _open_choices(condition, fact)
    of: int | None
    if fact.type is FactType.CHOICE:
        matching, of = len(set(condition.values)), len(fact.choices)
    elif fact.type is FactType.BOOLEAN:
        matching, of = len(set(condition.values)), 2
    else:
        matching, of = _matching_in_range(condition, fact)
    any_of = Truth.FALSE if matching == 0 else Truth.TRUE if matching == of else Truth.UNKNOWN
    return logic.not_(any_of) if condition.selection is Selection.NONE_OF else any_of


def compare(operator: Operator, left: Interval, bounds: list[Interval], whole: bool) -> Truth:
    """Return whether the left side compares with its bound, or lies between its two bounds.

    `whole` says that the left side is a whole number.
    """
    limits = operator.limits
    if len(limits) == 1:
        return _keeps(left, bounds[0], limits[0])
    first, last = intervals.round_inwards(*bounds) if whole else bounds
    room = intervals.at_least(last, first)  # between 5 and 3 nothing lies, whatever the left side is
    return min([room, *map(_keeps, (left, left), (first, last), limits)])


def compare_date(condition: ComparesDate, day: date, as_of: date) -> bool:
    """Return whether a known day satisfies a comparison of dates."""
    days = condition.days(as_of)
    return days is not None and days[0] <= day <= days[1]


def declared_interval(fact: Fact) -> Interval:
    """Return what an open number or day stands for: money and counts have a minimum, 0 if the file states none."""
    if fact.type is FactType.DATE:
        return Interval(*map(date.toordinal, declared_days(fact)))
    return Interval(_bound(fact.minimum), _bound(fact.maximum))


def open_date(condition: ComparesDate, fact: Fact, as_of: date) -> Truth:
    """Return the truth of a comparison over an open date: decided when it holds for all declared days, or for none."""
    first, last = declared_days(fact)
    days = condition.days(as_of)
    if days is None or last < days[0] or days[1] < first:
        return Truth.FALSE
    return Truth.TRUE if days[0] <= first and last <= days[1] else Truth.UNKNOWN


def declared_days(fact: Fact) -> tuple[date, date]:
    """Return the first and the last day that an open date stands for."""
    first = day_of(fact.minimum) if fact.minimum is not None else date.min
    return first, day_of(fact.maximum) if fact.maximum is not None else date.max


def day_of(value: object) -> date:
    """Return a value of a date fact as such; raise TypeError for any other."""
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a day: answers must come through Fact.parse")


def _keeps(left: Interval, bound: Interval, limit: Limit) -> Truth:
    above, below = (bound, left) if limit.upper else (left, bound)
    return intervals.more_than(above, below) if limit.strict else intervals.at_least(above, below)


def _open_choices(condition: Selects, fact: Fact) -> Truth:
    """Decide over all admitted subsets: of `least` to `most` of the fact's choices."""
    total, wanted = len(fact.choices), len(set(condition.values))
    least = int(_bound(fact.minimum) or 0)
    most = total if fact.maximum is None else min(total, int(_bound(fact.maximum) or 0))
    if condition.selection is Selection.INCLUDES_ALL:
        return Truth.TRUE if least == total else Truth.FALSE if wanted > most else Truth.UNKNOWN
    any_of = Truth.TRUE if total - wanted < least else Truth.FALSE if most == 0 else Truth.UNKNOWN
    return logic.not_(any_of) if condition.selection is Selection.NONE_OF else any_of


def _matching_in_range(condition: Selects, fact: Fact) -> tuple[int, int | None]:
    """Return how many of the wanted values the fact's range admits, and of how many values; None: they have no end."""
    wanted: set[Value] = set(condition.values)
    if fact.type is FactType.DATE:
        wanted = {day_of(value).toordinal() for value in condition.values}
    low, high = declared_interval(fact)
    inside = sum((low is None or value >= low) and (high is None or value <= high) for value in wanted)  # type: ignore[operator]
    if low is None or high is None:
        return inside, None
    whole = fact.type in (FactType.COUNT, FactType.DATE)
    return inside, int(high - low) + 1 if whole else 1 if low == high else None


def _bound(value: object) -> int | Fraction | None:
    return value if isinstance(value, int | Fraction) else None
