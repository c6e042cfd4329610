"""What a worked case can expect, aspect by aspect: read from nodes, and compared with reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from iotcheck.engine import Ceiling, CeilingKind, Report, Verdict, needed_documents
from iotcheck.errors import Problem
from iotcheck.interview import needed, ruled_out
from iotcheck.logic import Truth
from iotcheck.model import PolicySet, Status, WindowState
from iotcheck.reader import Node, Scalar, Sequence
from iotcheck.values import BadValueError, Number, Value, parse_count, parse_money

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
    WINDOW = "window"
    DOCUMENTS = "documents"  # those that the applicant certainly needs


class Total(StrEnum):
    """What can be expected of all programs together."""

    MIN = "min"
    MAX = "max"
    APPLICABLE = "applicable"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    UNSTATED = "unstated"


class Best(StrEnum):
    """What can be expected of the best set of programs by the rules on combining."""

    TOTAL = "total"  # what the set comes to, with the programs that no rule names, but for amounts summed apart
    PROGRAMS = "programs"  # those of the set that a rule names
    LEFT_OUT = "left_out"
    SETTLED = "settled"  # whether no open fact decides which set is best


class Interview(StrEnum):
    """What can be expected of an interview that goes on from the answers."""

    QUESTIONS = "questions"  # the facts that may still have to be asked
    RULED_OUT = "ruled_out"  # the facts whose question does not arise: their asked_if is false
    REFUSED = "refused"  # answers that are out of range, by fact


AnyAspect = Aspect | Total | Best | Interview


class Span(NamedTuple):
    """A ceiling from `low` to `high` units of the currency, None without an end."""

    low: Number | None
    high: Number | None


class Refusal(NamedTuple):
    """An answer that is not to be accepted."""

    fact: str
    value: Value

    def refused(self, policies: PolicySet) -> bool:
        """Whether the fact's range excludes the answer."""
        try:
            policies.facts[self.fact].check(self.value)
        except BadValueError:
            return True
        return False


# Verdicts and statuses, None where there is none; booleans; fact ids; a ceiling; how many; an answer refused.
Expected = Verdict | Status | WindowState | CeilingKind | Span | Refusal | tuple[str, ...] | bool | Number | None


def actual(whole: Report, program: str, aspect: AnyAspect) -> Expected:
    """Return what a program's result says of an aspect; raise ValueError for one that is not a program's."""
    report = whole.program(program)
    match aspect:
        case Aspect.VERDICT:
            return report.verdict
        case Aspect.STATUS:
            return report.status
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
        case Aspect.WINDOW:
            window = report.edition.window_on(whole.as_of) if report.edition else None
            return window.state if window else None
        case Aspect.DOCUMENTS:
            needs = needed_documents(whole, report)
            return tuple([name for name, truth in needs.items() if truth is Truth.TRUE])
        case _:
            raise ValueError(aspect)


def overall(report: Report, aspect: AnyAspect) -> Expected:
    """Return what a report says of all programs together, or of the interview; None for a sum without upper end.

    Raise ValueError for an aspect of single programs, or of single answers.
    """
    sums = report.totals
    totals: dict[AnyAspect, Number | None] = {
        Total.MIN: sums.low,
        Total.MAX: sums.high,
        Total.APPLICABLE: sums.applicable,
        Total.CONDITIONAL: sums.conditional,
        Total.UNDETERMINED: sums.undetermined,
        Total.UNSTATED: sums.unstated,
    }
    match aspect:
        case Best():
            return _of_best_set(report, aspect)
        case Interview.QUESTIONS:
            return needed(report)
        case Interview.RULED_OUT:
            return ruled_out(report)
        case _ if aspect in totals:
            return totals[aspect]
        case _:
            raise ValueError(aspect)


def _of_best_set(report: Report, aspect: Best) -> Expected:
    best, named = report.best_set, report.policies.programs
    match aspect:
        case Best.TOTAL:
            return Span(report.totals.low, report.totals.high)
        case Best.SETTLED:
            return best is None or best.settled
        case Best.PROGRAMS:
            return tuple([name for name in named if best is not None and name in best.programs])
        case _:
            return tuple([name for name in named if best is not None and name in best.left])


def span_of(ceiling: Ceiling) -> Span | CeilingKind:
    """Return a ceiling as cases state it."""
    return Span(ceiling.low, ceiling.high) if ceiling.kind is CeilingKind.AMOUNT else ceiling.kind


class ExpectationReader:
    """Reads expectations from nodes."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies

    def value(self, aspect: AnyAspect, node: Node) -> Expected | Problem:
        """Return what a node expects in an aspect, or the problem with it."""
        # NOTE: words of different enumerations can be equal as text: Aspect.APPLICABLE == Total.APPLICABLE.
        if isinstance(aspect, Total):
            return self._total(aspect, node)
        match aspect:
            case Best.TOTAL:
                return self._ceiling(node)
            case Best.SETTLED:
                return self._boolean(node)
            case Best():
                return self._names(node, self.policies.programs, "unknown-program")
            case Aspect.VERDICT:
                return self._word(node, Verdict)
            case Aspect.STATUS:
                return self._word(node, Status)
            case Aspect.WINDOW:
                return self._word(node, WindowState)
            case Aspect.STALE | Aspect.APPLICABLE:
                return self._boolean(node)
            case Aspect.MISSING | Aspect.CEILING_MISSING | Interview.QUESTIONS | Interview.RULED_OUT:
                return self._names(node, self.policies.facts, "unknown-fact")
            case Aspect.DOCUMENTS:
                return self._names(node, self.policies.documents, "unknown-document")
            case Aspect.CEILING:
                return self._ceiling(node)
            case _:
                return self._parsed(node, parse_count)

    def _total(self, total: Total, node: Node) -> Expected | Problem:
        if total is Total.MAX and _plain(node) in (OPEN_END, *_NOTHING):
            return None
        return self._parsed(node, self._money if total in (Total.MIN, Total.MAX) else parse_count)

    def _word(self, node: Node, words: type[Verdict | Status | WindowState]) -> Expected | Problem:
        plain = _plain(node)
        if plain in _NOTHING and not (isinstance(node, Scalar) and node.quoted):
            return None
        if plain not in tuple(words):
            return Problem(node.location, "unknown-word", {"name": plain or "", "known": (*words, "null")})
        return words(plain)

    def _boolean(self, node: Node) -> Expected | Problem:
        plain = _plain(node)
        if plain not in ("true", "false"):
            return Problem(node.location, "not-true-or-false", {"text": plain or ""})
        return plain == "true"

    def _names(self, node: Node, known: Iterable[str], code: str) -> Expected | Problem:
        """Return ids of facts, documents or programs in the file's order."""
        if not isinstance(node, Sequence):
            return Problem(node.location, "expected-list")
        names = [_plain(item) or "" for item in node.items]
        for name in names:
            if name not in known:
                return Problem(node.location, code, {"name": name, "known": tuple(known)})
        return tuple(name for name in known if name in names)

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
