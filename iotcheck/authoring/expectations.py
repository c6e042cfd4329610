"""What a case expects, aspect by aspect: how it is written, what a report says of it, whether the two agree."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from iotcheck.engine import Ceiling, CeilingKind, ProgramReport, Report, Verdict
from iotcheck.errors import Problem
from iotcheck.model import PolicySet, Status
from iotcheck.reader import Node, Scalar, Sequence
from iotcheck.values import BadValueError, Number, parse_count, parse_money

OPEN_END = "open"  # the upper end of a ceiling without one
_NOTHING = ("", "null", "~")


class Aspect(StrEnum):
    """What can be expected of a program, by its key in case files."""

    VERDICT = "verdict"
    STATUS = "status"
    STALE = "stale"
    APPLICABLE = "applicable"
    MISSING = "missing"
    CEILING = "ceiling"
    CEILING_MISSING = "ceiling_missing"
    CONFIRM = "confirm"


class Total(StrEnum):
    """What can be expected of all programs together."""

    MIN = "min"
    MAX = "max"
    APPLICABLE = "applicable"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    UNSTATED = "unstated"


class Span(NamedTuple):
    """A ceiling from `low` to `high` units of the currency, None without an end."""

    low: Number | None
    high: Number | None


# Verdicts and statuses, None where there is none; booleans; fact ids; a ceiling; how many confirms.
Expected = Verdict | Status | CeilingKind | Span | tuple[str, ...] | bool | Number | None


def actual(report: ProgramReport, aspect: Aspect) -> Expected:
    """Return what a program's result says of an aspect."""
    match aspect:
        case Aspect.VERDICT:
            return report.verdict
        case Aspect.STATUS:
            return report.edition.status if report.edition else None
        case Aspect.STALE:
            return report.stale
        case Aspect.APPLICABLE:
            return report.applicable
        case Aspect.MISSING:
            return report.missing
        case Aspect.CEILING:
            return span_of(report.ceiling)
        case Aspect.CEILING_MISSING:
            return report.ceiling.missing
        case Aspect.CONFIRM:
            return len(report.confirm)


def actual_total(report: Report, total: Total) -> int | None:
    """Return what a report says of all programs together; None for a sum without an upper end."""
    sums = report.totals
    match total:
        case Total.MIN:
            return sums.low
        case Total.MAX:
            return sums.high
        case Total.APPLICABLE:
            return sums.applicable
        case Total.CONDITIONAL:
            return sums.conditional
        case Total.UNDETERMINED:
            return sums.undetermined
        case Total.UNSTATED:
            return sums.unstated


def span_of(ceiling: Ceiling) -> Span | CeilingKind:
    """Return a ceiling as cases state it."""
    return Span(ceiling.low, ceiling.high) if ceiling.kind is CeilingKind.AMOUNT else ceiling.kind


class ExpectationReader:
    """Reads expectations from nodes."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies

    def aspect(self, aspect: Aspect, node: Node) -> Expected | Problem:
        """Return what a node expects of an aspect, or the problem with it."""
        match aspect:
            case Aspect.VERDICT:
                return self._word(node, Verdict, nothing=True)
            case Aspect.STATUS:
                return self._word(node, Status, nothing=True)
            case Aspect.STALE | Aspect.APPLICABLE:
                return self._boolean(node)
            case Aspect.MISSING | Aspect.CEILING_MISSING:
                return self._facts(node)
            case Aspect.CEILING:
                return self._ceiling(node)
            case Aspect.CONFIRM:
                return self._parsed(node, parse_count)

    def total(self, total: Total, node: Node) -> Expected | Problem:
        """Return what a node expects of all programs together, or the problem with it."""
        if total is Total.MAX and _plain(node) in (OPEN_END, *_NOTHING):
            return None
        if total in (Total.MIN, Total.MAX):
            return self._parsed(node, self._money)
        return self._parsed(node, parse_count)

    def _word(self, node: Node, words: type[Verdict] | type[Status], *, nothing: bool) -> Expected | Problem:
        plain = _plain(node)
        if nothing and plain in _NOTHING and not (isinstance(node, Scalar) and node.quoted):
            return None
        if plain not in tuple(words):
            return Problem(node.location, "unknown-word", {"name": plain or "", "known": (*words, "null")})
        return words(plain)

    def _boolean(self, node: Node) -> Expected | Problem:
        plain = _plain(node)
        if plain not in ("true", "false"):
            return Problem(node.location, "not-true-or-false", {"text": plain or ""})
        return plain == "true"

    def _facts(self, node: Node) -> Expected | Problem:
        if not isinstance(node, Sequence):
            return Problem(node.location, "expected-list")
        names = [_plain(item) or "" for item in node.items]
        for name in names:
            if name not in self.policies.facts:
                return Problem(node.location, "unknown-fact", {"name": name, "known": tuple(self.policies.facts)})
        return tuple(name for name in self.policies.facts if name in names)

    def _ceiling(self, node: Node) -> Expected | Problem:
        plain = _plain(node)
        if plain in (CeilingKind.UNSTATED, CeilingKind.NONE):
            return CeilingKind(plain)
        if not isinstance(node, Sequence):
            amount = self._parsed(node, self._money)
            return amount if isinstance(amount, Problem) else Span(amount, amount)
        if len(node.items) != 2:
            return Problem(node.location, "wrong-length", {"length": 2})
        ends: list[Number | None] = []
        for item in node.items:
            end = None if _plain(item) in (OPEN_END, *_NOTHING) else self._parsed(item, self._money)
            if isinstance(end, Problem):
                return end
            ends.append(end)
        return Span(*ends)

    def _money(self, text: str) -> Number:
        return parse_money(text, self.policies.currency)

    def _parsed(self, node: Node, parse: Callable[[str], Number]) -> Number | Problem:
        plain = _plain(node)
        if plain is None:
            return Problem(node.location, "expected-text")
        try:
            return parse(plain)
        except BadValueError as error:
            return Problem(node.location, error.code, error.params)


def _plain(node: Node) -> str | None:
    return node.text.strip() if isinstance(node, Scalar) else None
