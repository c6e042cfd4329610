"""The meaning of a policy file, told a second time and as naively as possible. The laws hold the engine to it.

For complete answers only, from the file as plain data, without the loader, the model or the engine.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

from iotcheck.values import Value
from tests.small import Document

Known = Mapping[str, Value | None]


def verdict(document: Document, when: Any, answers: Known, as_of: date) -> str:
    """Return the verdict of a condition: with every confirm true, and with every confirm false."""
    if when == "everyone" or holds(document, when, answers, as_of, confirm=False):
        return "eligible"
    return "conditional" if holds(document, when, answers, as_of, confirm=True) else "ineligible"


def holds(document: Document, condition: Document, answers: Known, as_of: date, confirm: bool = False) -> bool:
    """Return whether a condition holds for complete answers, every confirm taken as `confirm`."""

    def each(conditions: list[Document]) -> list[bool]:
        return [holds(document, one, answers, as_of, confirm) for one in conditions]

    def number(one: Any) -> Fraction:
        return amount(document, one, answers, as_of)

    if "table" in condition and "by" in condition:
        return table_holds(document, condition, answers)
    ((key, value),) = [item for item in condition.items() if item[0] not in ("text", "source")]
    match key:
        case "all":
            return all(each(value))
        case "any":
            return any(each(value))
        case "not":
            return not each([value])[0]
        case "at_least":
            return bool(sum(each(value["of"])) >= value["count"])
        case "cases":
            applying = [one["then"] for one in value[:-1] if each([one["when"]])[0]]
            return each([*applying, value[-1]["otherwise"]])[0]
        case "dated":
            return each([on_day([{**one, "value": one["when"]} for one in value], as_of)])[0]
        case "met":
            return each([document["conditions"][value]])[0]
        case "confirm":
            return confirm
        case "compare":
            comparison = {name: bound for name, bound in value.items() if name != "amount"}
            return compares(number(value["amount"]), comparison, number)
        case _:
            pass
    fact, known = document["facts"][key], answer(document, key, answers, as_of)
    if isinstance(known, date):
        return date_holds(known, with_answers(document, value, answers), as_of)
    if isinstance(value, dict) and "same_as" in value:
        return bool(known == answers[value["same_as"]])
    if fact["type"] in ("boolean", "choice", "choices"):
        chosen = known if isinstance(known, tuple) else (known,)
        return selects((*chosen, *[group for one in chosen for group in groups_around(fact, one)]), value)
    assert isinstance(known, int | Fraction)
    if isinstance(value, dict):
        return compares(Fraction(known), value, number)
    return known in [written(one) for one in as_list(value)]


def answer(document: Document, name: str, answers: Known, as_of: date) -> Any:
    """Return the answer to a fact, or what it counts as where it is not asked."""
    fact = document["facts"][name]
    if "otherwise" not in fact or holds(document, fact["asked_if"], answers, as_of):
        return answers[name]
    default = fact["otherwise"]
    if fact["type"] == "choices":
        return tuple(default)
    return default if fact["type"] == "boolean" else written(default)


def groups_around(fact: Document, choice: Any) -> list[str]:
    """Return the groups that a choice is in, from the innermost outwards."""
    entry = fact.get("choices", {}).get(choice)
    found: list[str] = []
    while isinstance(entry, dict) and "in" in entry:
        found.append(entry["in"])
        entry = fact["groups"][entry["in"]]
    return found


def table_holds(document: Document, condition: Document, answers: Known) -> bool:
    """Return what a table says of the answer to a fact: true or false, or whether it is a choice, or an answer."""
    rows = document["tables"][condition["table"]]
    rows = rows.get("rows", rows)
    found = rows.get(answers[condition["by"]], rows.get("otherwise"))
    if "equals" not in condition:
        return bool(found)
    return bool(found == answers.get(condition["equals"], condition["equals"]))


def compares(left: Fraction, comparison: Document, number: Any) -> bool:
    """Return whether a number compares as `{at_least: …}` and the like say."""
    ((operator, bound),) = comparison.items()
    match operator:
        case "at_least":
            return bool(left >= number(bound))
        case "at_most":
            return bool(left <= number(bound))
        case "more_than":
            return bool(left > number(bound))
        case "less_than":
            return bool(left < number(bound))
        case _:
            return bool(number(bound[0]) <= left <= number(bound[1]))


def selects(chosen: tuple[Any, ...], value: Any) -> bool:
    """Return whether what is chosen agrees with `value`, a list, `none_of` or `includes_all`."""
    if isinstance(value, dict) and "none_of" in value:
        return set(chosen).isdisjoint(value["none_of"])
    if isinstance(value, dict):
        return set(chosen) >= set(value["includes_all"])
    return not set(chosen).isdisjoint(as_list(value))


def with_answers(document: Document, value: Any, answers: Known) -> Any:
    """Return what a date is compared with, the day or row of another fact in the place of its name."""
    if not isinstance(value, dict):
        return value
    ((operator, bound),) = value.items()
    if isinstance(bound, dict):
        rows = document["tables"][bound["table"]]
        return {operator: int(rows.get(answers[bound["by"]], rows.get("otherwise")))}
    day = answers.get(bound) if isinstance(bound, str) else None
    return {operator: day.isoformat() if isinstance(day, date) else bound}


def date_holds(day: date, value: Any, as_of: date) -> bool:
    """Return whether a day agrees with a comparison of dates, a day or a list of days."""
    if not isinstance(value, dict):
        return day.isoformat() in as_list(value)
    ((operator, bound),) = value.items()
    match operator:
        case "on_or_after":
            return bool(day.isoformat() >= bound)
        case "after":
            return bool(day.isoformat() > bound)
        case "on_or_before":
            return bool(day.isoformat() <= bound)
        case "before":
            return bool(day.isoformat() < bound)
        case "between":
            return bool(bound[0] <= day.isoformat() <= bound[1])
        case "in_year":
            years = {"last": as_of.year - 1, "this": as_of.year}
            return bool(day.year == years.get(bound, bound))
        case "years_before":
            had, has = (one.replace(day=28) if (one.month, one.day) == (2, 29) else one for one in (day, as_of))
            not_yet = (had.month, had.day) > (has.month, has.day)
            return bool(has.year - had.year - not_yet >= bound)
        case "months_before":
            complete = as_of.day >= min(day.day, monthrange(as_of.year, as_of.month)[1])  # the month has no later day
            return bool((as_of.year - day.year) * 12 + as_of.month - day.month - (not complete) >= bound)
        case _:
            assert operator == "days_before"
            return bool(as_of.toordinal() - day.toordinal() >= bound)


class UnstatedError(Exception):
    """A ceiling comes to what is not stated."""


def amount(document: Document, one: Any, answers: Known, as_of: date, excluded: list[bool] | None = None) -> Fraction:
    """Return the value of an amount for complete answers; raise UnstatedError where there is none.

    `excluded` gets an entry where a case is reached that nobody is eligible in.
    """

    def number(part: Any) -> Fraction:
        return amount(document, part, answers, as_of, excluded)

    one = on_day(one, as_of)
    if isinstance(one, str) and one in document["facts"]:
        return Fraction(answer(document, one, answers, as_of))
    if not isinstance(one, dict):
        return simple(one, answers, excluded)
    match one:
        case {"amount": left, "per": right}:
            return number(left) * number(right)
        case {"percent": percent, "of": whole}:
            return number(percent) * number(whole) / 100
        case {"quotient": [left, right]}:
            return number(left) / number(right) if number(right) else Fraction(0)
        case {"difference": [left, right]}:
            return max(number(left) - number(right), Fraction(0))
        case {"sum": parts}:
            return sum(map(number, parts), Fraction(0))
        case {"least": parts}:
            return min(map(number, parts))
        case {"greatest": parts}:
            return max(map(number, parts))
        case {"amount_of": name}:
            return number(on_day(document["amounts"][name], as_of))
        case {"grant_of": name}:
            return grant(document, document["programs"][name], answers, as_of)
        case {"table": name, "by": keys}:
            return number(looked_up(document["tables"][name], as_list(keys), answers, number))
        case {"cases": [*branches, last]}:
            for branch in branches:
                if holds(document, branch["when"], answers, as_of):
                    return number(branch["then"])
            return number(last["otherwise"])
        case _:
            return rounded_or_banded(one, number)


def grant(document: Document, program: Document, answers: Known, as_of: date) -> Fraction:
    """Return what a program pays, which is nothing where it is not open that day, or its condition does not hold."""
    place = edition_on(program["editions"], as_of)
    edition = program["editions"][place] if place is not None else {}
    when, paid = edition.get("when"), edition.get("ceiling", "none")
    open_to_applicants = edition.get("status") in ("in_force", "announced") and not stale(document, edition, as_of)
    if not open_to_applicants or when is None or paid == "none":
        return Fraction(0)
    met = when == "everyone" or holds(document, when, answers, as_of)
    return max(Fraction(0), amount(document, paid, answers, as_of)) if met else Fraction(0)


def simple(one: Any, answers: Known, excluded: list[bool] | None) -> Fraction:
    """Return the value of an amount that is a number, a fact, or nothing that could be said."""
    if one == "not_eligible":
        if excluded is not None:
            excluded.append(True)
        return Fraction(0)
    if one == "unstated":
        raise UnstatedError
    known = answers.get(one) if isinstance(one, str) else one
    return Fraction(known) if isinstance(known, int | Fraction) else written(one)


def on_day(written: Any, as_of: date) -> Any:
    """Return an amount, of dated values the one that began last; before all of them the first."""
    if not isinstance(written, list):
        return written
    begun = [one["value"] for one in written if one["from"] <= f"{as_of.year:04}{as_of.isoformat()[4:]}"]
    return begun[-1] if begun else written[0]["value"]


def looked_up(table: Document, keys: list[Any], answers: Known, number: Callable[[Any], Fraction]) -> Any:
    """Return the amount of a table that its keys lead to, one after the other."""
    here: Any = table.get("rows", table)
    limits = as_list(table.get("limits", []))
    for key in keys:
        known = answers.get(key) if isinstance(key, str) else None
        if isinstance(known, str):
            name = known
        else:
            value, ends = number(key), limits[0]
            limits = limits[1:]
            inside = [
                one
                for one, end in ends.items()
                if (value <= number(end["up_to"]) if "up_to" in end else value < number(end["below"]))
            ]
            name = next((one for one in inside if one in here), "otherwise") if isinstance(here, dict) else ""
        if isinstance(here, dict) and not {"by", "of", "quotient", "sum"} & here.keys():
            here = here.get(name, here.get("otherwise"))
    return here


def rounded_or_banded(one: Document, number: Callable[[Any], Fraction]) -> Fraction:
    """Return the value of an amount that is rounded or goes by bands."""
    match one:
        case {"round": part, "to": unit, "how": how}:
            return rounded(number(part), number(unit), how)
        case {"bands": part, "steps": steps, "marginal": True}:
            return slices(number(part), [(limit_of(step, number), number(step["rate"])) for step in steps])
        case {"bands": part, "steps": steps}:
            return banded(number(part), steps, number)
        case _:
            raise AssertionError(one)


def rounded(value: Fraction, unit: Fraction, how: str) -> Fraction:
    """Return a multiple of a unit: of the two beside a value, the one that `how` says."""
    below = value // unit * unit
    rest = value - below
    even = below / unit % 2 == 0
    up = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= unit / 2,
        "half_even": rest > unit / 2 or (rest == unit / 2 and not even),
    }[how]
    return below + unit if up else below


def limit_of(step: Document, number: Any) -> Fraction | None:
    """Return the limit of a step of bands, if it has one."""
    return next((number(step[key]) for key in ("up_to", "below") if key in step), None)


def slices(value: Fraction, steps: list[tuple[Fraction | None, Fraction]]) -> Fraction:
    """Return what slices come to, each at its rate, filled from the lowest up."""
    total, filled = Fraction(0), Fraction(0)
    for place, (limit, rate) in enumerate(steps):
        top = value if limit is None else min(value, limit)
        if place == 0 or top > filled:
            total += (top - filled) * rate / 100
            filled = top
        filled = max(filled, limit) if limit is not None else filled
    return total


def banded(value: Fraction, steps: list[Document], number: Any) -> Fraction:
    """Return what the first step pays whose limit the value keeps."""
    for step in steps:
        kept = value <= number(step["up_to"]) if "up_to" in step else True
        if kept and ("below" not in step or value < number(step["below"])):
            return Fraction(number(step["then"]) if "then" in step else number(step["rate"]) * value / 100)
    raise AssertionError(steps)


def written(text: Any) -> Fraction:
    """Return what a number or an amount of money means as random files write them."""
    bare = str(text).removesuffix("元").replace(",", "")
    return Fraction(bare.removesuffix("万")) * (10_000 if bare.endswith("万") else 1)


def excludes(document: Document, written: Any, answers: Known, day: date) -> bool:
    """Return whether a ceiling comes to a case that nobody is eligible in."""
    found: list[bool] = []
    if written != "none" and not (isinstance(written, dict) and "range" in written):
        with suppress(UnstatedError):
            amount(document, written, answers, day, found)
    return bool(found)


def as_list(value: Any) -> list[Any]:
    """Return a list of one or of several values as a list."""
    return value if isinstance(value, list) else [value]


def edition_on(editions: list[Document], day: date) -> int | None:
    """Return which edition is in force that day: of several, the one that began last, or stands last in the file."""
    covering = [
        (one.get("from", "0"), place)
        for place, one in enumerate(editions)
        if one.get("from", "0") <= day.isoformat() <= last_day(one)
    ]
    return max(covering)[1] if covering else None


def ceiling(document: Document, written: Any, answers: Known, day: date) -> Fraction:
    """Return what a ceiling comes to, never below 0 and rounded down to the smallest unit."""
    unit = Fraction(str(document.get("smallest_unit", 1)))
    return max(Fraction(0), amount(document, written, answers, day) // unit * unit)


def stale(document: Document, edition: Document, day: date) -> bool:
    """Return whether the terms count no more that day, without an end that is known for certain."""
    if "until" in edition and "known_to" not in edition:
        return False
    known, lasts = date.fromisoformat(known_to(document, edition)), document.get("stale_after", {})
    months = known.year * 12 + known.month - 1 + 12 * lasts.get("years", 0) + lasts.get("months", 0)
    year, month = months // 12, months % 12 + 1
    last = date(year, month, min(known.day, monthrange(year, month)[1]))
    return bool(day.toordinal() > last.toordinal() + lasts.get("days", 0))


def known_to(document: Document, edition: Document) -> str:
    """Return to which day the terms are known: by the edition, its sources or the file."""
    known = [document["as_of"]]
    if "stale_after" in document or "known_to" in document:
        known = [document.get("known_to", document["as_of"])]
        checked = [document["sources"][one["document"]].get("checked") for one in as_list(edition["source"])]
        known = [day for day in checked if day is not None] or known
    return str(edition.get("known_to", max(*known, edition.get("from", "0"))))


def last_day(one: Document) -> str:
    """Return the last day of an edition or a window, reckoned or not; the last of all where it has none."""
    until = one.get("until", "9999-12-31")
    return str(until["day"] if isinstance(until, dict) else until)


def coming(editions: list[Document], place: int) -> list[str]:
    """Return when windows of later editions open that are in force on those days."""
    return [
        str(one["from"])
        for number, edition in enumerate(editions)
        if edition.get("from", "0") > editions[place].get("from", "0")
        for one in windows_of(edition)
        if "from" in one and edition_on(editions, date.fromisoformat(one["from"])) == number
    ]


def windows_of(edition: Document) -> list[Document]:
    """Return the windows that an edition states."""
    apply = edition.get("apply", "anytime")
    return as_list([] if isinstance(apply, str) else apply["yearly"] if isinstance(apply, dict) else apply)


def window(edition: Document, day: date, coming: Sequence[str] = ()) -> tuple[str, str | None, str | None, int | None]:
    """Return how applying stands on a day: state, when the next window opens, until when one can apply, days left."""
    apply, windows = edition.get("apply"), windows_of(edition)
    periods = [(one.get("from", "0001-01-01"), last_day(one)) for one in windows]
    covering = [until for start, until in periods if start <= day.isoformat() <= until]
    if covering or apply == "anytime":
        last = max(covering, default="9999-12-31")
        last = last_day(edition) if last == "9999-12-31" else last
        return (
            ("open", None, None, None)
            if last == "9999-12-31"
            else ("open", None, last, (date.fromisoformat(last) - day).days)
        )
    later = [start for start in (*coming, *(start for start, _ in periods)) if start > day.isoformat()]
    return ("opens", min(later), None, None) if later else ("closed" if periods else "unknown", None, None, None)


def needs(document: Document, edition: Document, answers: Known, day: date) -> dict[str, bool | None]:
    """Return which documents an applicant needs for complete answers; None where the agency has to confirm it."""
    found: dict[str, set[bool | None]] = {}
    for one in edition.get("documents", []):
        name, when = (one["document"], one["when"]) if isinstance(one, dict) else (one, None)
        low, high = (when is None or holds(document, when, answers, day, confirm=taken) for taken in (False, True))
        found.setdefault(name, set()).add(low if low is high else None)
    return {name: True if True in said else None if None in said else False for name, said in found.items()}
