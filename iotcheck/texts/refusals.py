"""Why a program is refused: what it requires, what was answered, and by how much that misses."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from iotcheck.engine import AmountTrace, Evaluation, ProgramReport, Report, Trace, blockers
from iotcheck.model import (
    Compares,
    ComparesDate,
    Everyone,
    FactAmount,
    FactType,
    Not,
    PolicySet,
    Selects,
    TableLookup,
)
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import DaysCompared, LengthInTable, SameAs, TableCondition
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.rules import Rules
from iotcheck.values import Number, exact

SENTENCES: dict[str, tuple[str, str]] = {
    "not-met": ("未满足：{phrases}", "not met: {phrases}"),
    "with-answer": ("{phrase}（实际：{answer}）", "{phrase} (your answer: {answer})"),
    "missed": ("{answer}，{gap}", "{answer}, {gap}"),
    "short": ("差 {gap}", "{gap} short"),
    "over": ("超出 {gap}", "{gap} too much"),
    "is": ("{label}：{answer}", "{label}: {answer}"),
    "rules-out": ("{reason}，排除 {programs}", "{reason}, which rules out {programs}"),
    "next": ("；", "; "),
    "comma": ("，", ", "),
}
_MAX_OBSTACLES = 3

Answered = Report | Evaluation  # answers, and the policy file whose questions they answer


class Miss(NamedTuple):
    """A figure that misses what a comparison asks for: `value` lies below or above the nearest `bound` by `gap`.

    The gap is 0 where the value is the bound itself, which was to be passed.
    """

    value: Number
    bound: Number

    @property
    def gap(self) -> Number:
        """How far the value lies from the bound, never negative."""
        return exact(abs(Fraction(self.value) - Fraction(self.bound)))


def obstacles(report: Report, language: str, results: Iterable[ProgramReport]) -> list[str]:
    """Return what rules out most of some programs, each with how many: of their smallest blocking sets.

    Requirements on the same answer count together. What they require is said where it is the same in all of them.
    """
    rules = Rules(report.policies, language, report.as_of)
    found: dict[str, list[str]] = {}
    for trace in (result.trace for result in results if result.trace is not None):
        said: dict[str, str] = {}
        for path in next(iter(blockers(trace)), ()):
            for fact in _facts_of(at(trace, path)):
                if report.answers.get(fact) is not None:
                    said.setdefault(fact, reason(report, language, rules, trace, path))
        for fact, text in said.items():
            found.setdefault(fact, []).append(text)
    order = {fact: place for place, fact in enumerate(report.policies.facts)}
    most = sorted(found, key=lambda fact: (-len(found[fact]), order[fact]))
    lines = [_obstacle(report, language, fact, found[fact]) for fact in most]
    return list(dict.fromkeys(lines))[:_MAX_OBSTACLES]


def why_not(report: Report, language: str, result: ProgramReport) -> str:
    """Return the smallest set of conditions that blocks a program, with the answers; empty where nothing does."""
    trace = result.trace
    found = blockers(trace) if trace is not None else ()
    if not found or trace is None:
        return ""
    rules = Rules(report.policies, language, report.as_of)
    phrases = [reason(report, language, rules, trace, path) for path in found[0]]
    return say(language, "refusals.not-met", phrases=say(language, "refusals.next").join(phrases))


def reason(report: Report, language: str, rules: Rules, trace: Trace, path: tuple[int, ...]) -> str:
    """Return what the leaf at a path requires, what was answered to it, and by how much that misses."""
    phrase, leaf = unmet(rules, trace, path), at(trace, path)
    answer = answer_to(report, language, leaf, phrase)
    if not answer:
        return phrase
    if gap := gap_of(language, rules, leaf):
        answer = say(language, "refusals.missed", answer=answer, gap=gap)
    return say(language, "refusals.with-answer", phrase=phrase, answer=answer)


def answer_to(answered: Answered, language: str, leaf: Trace, phrase: str) -> str:
    """Return what was answered to the facts of a leaf whose requirement is `phrase`; empty where it has none."""
    return say(language, "refusals.comma").join(_answers(answered, language, leaf, phrase))


def unmet(rules: Rules, trace: Trace, path: tuple[int, ...]) -> str:
    """Return what the leaf at a path would have to say, as the condition asks for it: below a `not`, its opposite."""
    negated, author = False, None
    for step in path:
        if isinstance(trace.condition, Not):
            negated = not negated
            author = trace.condition if trace.condition.text else None
        trace = trace.children[step]
    leaf = trace.condition
    if not negated or isinstance(leaf, Everyone):
        return rules.phrase(leaf)
    return rules.phrase(author or Not(child=leaf, location=leaf.location))


def at(trace: Trace, path: tuple[int, ...]) -> Trace:
    """Return the trace at a path of child indices, as blockers have them."""
    for step in path:
        trace = trace.children[step]
    return trace


def _obstacle(report: Report, language: str, fact: str, reasons: list[str]) -> str:
    said = reasons[0]
    if len(set(reasons)) > 1:
        label = report.policies.facts[fact].label.in_language(language)
        said = say(language, "refusals.is", label=label, answer=_answer(report, language, fact))
    return say(language, "refusals.rules-out", reason=said, programs=words.programs(language, len(reasons)))


def _answers(report: Answered, language: str, leaf: Trace, phrase: str) -> Iterator[str]:
    """Yield what was answered to the facts of a leaf; with its label where the requirement does not name the fact."""
    facts = list(dict.fromkeys(_facts_of(leaf)))
    for fact in facts:
        label = report.policies.facts[fact].label.in_language(language)
        answer = _answer(report, language, fact)
        if len(facts) == 1 and label in phrase:
            yield answer
        else:
            yield say(language, "refusals.is", label=label, answer=answer)


def miss_of(leaf: Trace) -> Miss | None:
    """Return by how much a figure misses what a comparison asks for; None where it is none, or not known.

    Within a span that rules it out, a figure misses nothing that it could be told to reach.
    """
    if not isinstance(leaf.condition, Compares):
        return None
    figures = [operand.interval.low for operand in leaf.operands if operand.interval.decided]
    known = [figure for figure in figures if isinstance(figure, int | Fraction)]
    if len(known) != len(leaf.operands):
        return None
    value, *bounds = known
    if value <= min(bounds):
        return Miss(value, min(bounds))
    return Miss(value, max(bounds)) if value >= max(bounds) else None


def gap_of(language: str, rules: Rules, leaf: Trace) -> str:
    """Return by how much the figure of a question misses what is required; empty where it is no figure, or unknown."""
    miss, fact = miss_of(leaf), figure_of(leaf)
    if miss is None or not miss.gap or fact is None:
        return ""
    gap = figure(language, rules.policies, fact, miss.gap)
    return say(language, f"refusals.{'short' if miss.value < miss.bound else 'over'}", gap=gap)


def figure_of(leaf: Trace) -> str | None:
    """Return the fact whose figure a leaf compares as it is; None for any other leaf."""
    compared = leaf.condition.left if isinstance(leaf.condition, Compares) else None
    return compared.fact if isinstance(compared, FactAmount) else None


def figure(language: str, policies: PolicySet, fact: str, number: Number) -> str:
    """Return a number in words, in the unit of a fact."""
    asked = policies.facts[fact]
    if asked.type is FactType.MONEY:
        return words.money(language, number, policies.currency)
    return words.quantity(number, asked.unit_of(number, language))


def _answer(report: Answered, language: str, fact: str) -> str:
    return words.answer(language, report.policies.facts[fact], report.answers, report.policies.currency)


def _facts_of(trace: Trace) -> Iterator[str]:
    """Yield the facts that a leaf weighs."""
    match trace.condition:
        case (
            LengthInTable(fact=fact, date=other) | SameAs(fact=fact, other=other) | DaysCompared(fact=fact, other=other)
        ):
            yield from (fact, other)
        case Selects(fact=fact) | ComparesDate(fact=fact) | TableCondition(fact=fact) | IfAsked(fact=fact):
            yield fact
        case _:
            for operand in trace.operands:
                yield from facts_in(operand)


def facts_in(trace: AmountTrace) -> Iterator[str]:
    """Yield the facts that an amount was computed from."""
    if isinstance(trace.amount, FactAmount | TableLookup):
        yield trace.amount.fact
    for operand in trace.operands:
        yield from facts_in(operand)
