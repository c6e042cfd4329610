"""What the rules on combining programs mean, told a second time and as naively as possible: every set is tried."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain, combinations
from typing import Any, NamedTuple

from tests import oracle
from tests.small import Document

Amounts = Mapping[str, Fraction]
Rows = list[tuple[frozenset[str], Fraction]]


class Best(NamedTuple):
    """The largest sum, and the first of the sets that come to it: the one with the first program, and so on."""

    total: Fraction
    programs: frozenset[str]


def best(amounts: Amounts, rules: Iterable[Document], unwanted: Iterable[str] = ()) -> Best:
    """Return the best set of programs by rules as a file states them, each cap as a number; all of them hold."""
    listed, avoided = list(rules), frozenset(unwanted)
    found = [
        (total(amounts, one, listed), [(name in one) is not (name in avoided) for name in amounts], one)
        for one in subsets(amounts)
        if allowed(one, listed)
    ]
    sum_, _, programs = max(found, key=lambda entry: entry[:2])
    return Best(sum_, programs)


def allowed(programs: frozenset[str], rules: list[Document]) -> bool:
    """Return whether programs can be had together."""
    for rule in rules:
        if "one_of" in rule and len(programs & {*rule["one_of"]}) > 1:
            return False
        if "at_most" in rule and len(programs & {*rule["of"]}) > rule["at_most"]:
            return False
        if "before" in rule and rule["then"] in programs and rule["before"] not in programs:
            return False
    return True


def total(amounts: Amounts, programs: frozenset[str], rules: list[Document]) -> Fraction:
    """Return the most that programs pay together: each from which others are taken off pays nothing, or less."""
    caps: Rows = [(frozenset(rule["of"]) & programs, Fraction(rule["cap"])) for rule in rules if "cap" in rule]
    off: dict[str, set[str]] = {}
    for rule in rules:
        if "less" in rule and {rule["less"], rule["by"]} <= programs:
            off.setdefault(rule["less"], set()).add(rule["by"])
    sums = []
    for emptied in subsets(off):
        paying = programs - emptied
        rows = [*caps, *[(frozenset({one, *off[one]}), amounts[one]) for one in off if one in paying]]
        sums.append(largest({name: amounts[name] for name in amounts if name in paying}, rows))
    return max(sums)


def largest(amounts: Amounts, rows: Rows) -> Fraction:
    """Return the largest sum of amounts under joint limits, by eliminating one amount after the other (Fourier, 1827).

    With t for the sum, t - y1 - … - yn ≤ 0 holds at the end for t alone. Each other line says of the amounts in it that
    they come to no more than so much.
    """
    if not rows:
        return sum(amounts.values(), Fraction(0))
    lines: dict[frozenset[tuple[str, Fraction]], Fraction] = {}

    def note(coefficients: Mapping[str, Fraction], most: Fraction) -> None:
        key = frozenset((name, one) for name, one in coefficients.items() if one)
        lines[key] = min(most, lines.get(key, most))

    note({"": Fraction(1), **{name: Fraction(-1) for name in amounts}}, Fraction(0))
    for name, amount in amounts.items():
        note({name: Fraction(1)}, amount)
        note({name: Fraction(-1)}, Fraction(0))
    for members, most in rows:
        note({name: Fraction(1) for name in members & amounts.keys()}, most)
    for name in amounts:
        with_it = [(dict(key), most) for key, most in lines.items() if name in dict(key)]
        lines = {key: most for key, most in lines.items() if name not in dict(key)}
        for upper, most in [one for one in with_it if one[0][name] > 0]:
            for lower, least in [one for one in with_it if one[0][name] < 0]:
                by, times = -lower[name], upper[name]
                both = {one: upper.get(one, 0) * by + lower.get(one, 0) * times for one in {*upper, *lower}}
                scale = both.get("", Fraction(1)) or Fraction(1)
                note({one: Fraction(value) / scale for one, value in both.items()}, (most * by + least * times) / scale)
    return min(most for key, most in lines.items() if "" in dict(key))


def subsets(names: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield every set of some names."""
    listed: list[Any] = list(names)
    yield from map(frozenset, chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1)))


class Expected(NamedTuple):
    """What complete answers come to: the applicable programs with their amounts, the rules that hold, the best set."""

    amounts: dict[str, Fraction]
    unwanted: frozenset[str]
    rules: list[Document]
    best: Best


def expected(document: Document, answers: oracle.Known, day: date) -> Expected:
    """Return the best set of a file for complete answers."""
    amounts: dict[str, Fraction] = {}
    unstated: set[str] = set()
    for name, program in document["programs"].items():
        place = oracle.edition_on(program["editions"], day)
        edition = program["editions"][place] if place is not None else {}
        when, paid = edition.get("when"), edition.get("ceiling", "none")
        if edition.get("status") not in ("in_force", "announced") or oracle.stale(document, edition, day):
            continue
        if when is None or oracle.verdict(document, when, answers, day) == "ineligible":
            continue
        if oracle.excludes(document, paid, answers, day):
            continue
        try:
            amounts[name] = Fraction(0) if paid == "none" else oracle.ceiling(document, paid, answers, day)
        except oracle.UnstatedError:
            amounts[name] = Fraction(0)
        if paid in ("none", "unstated"):
            unstated.add(name)
    rules = []
    for rule in document["combine"]:
        if "when" not in rule or oracle.holds(document, rule["when"], answers, day):
            cap = {"cap": oracle.ceiling(document, rule["cap"], answers, day)} if "cap" in rule else {}
            rules.append({**rule, **cap})
    had = {**amounts}
    for _ in rules:
        for rule in rules:
            if "before" in rule and rule["before"] not in had:
                had.pop(rule["then"], None)
    rules = [rule for rule in rules if "before" not in rule or rule["before"] in had]
    unwanted = {name for name in had if name in unstated and any(competes(name, rule, {*had}) for rule in rules)}
    return Expected(amounts, frozenset(unwanted), rules, best(had, rules, unwanted))


def competes(name: str, rule: Document, had: set[str]) -> bool:
    """Return whether a program without a stated amount would have to be compared with others by a rule."""
    if "less" in rule:
        return bool(rule["by"] == name and rule["less"] in had)
    members = had.intersection(rule.get("one_of") or rule.get("of") or ())
    return name in members and "cap" not in rule and len(members) > rule.get("at_most", 1)


def programs_of(rule: Document) -> list[str]:
    """Return the programs that a rule names."""
    pair = [rule[key] for key in ("less", "by", "before", "then") if key in rule]
    return [*rule.get("one_of", ()), *rule.get("of", ()), *pair]
