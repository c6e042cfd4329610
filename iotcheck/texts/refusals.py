"""Why a program is refused: what it requires, what was answered, and by how much that misses."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from iotcheck.engine import AmountTrace, ProgramReport, Report, Trace, blockers
from iotcheck.model import (
    Compares,
    ComparesDate,
    Everyone,
    FactAmount,
    FactType,
    Not,
    Selects,
    TableLookup,
)
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import SameAs, TableCondition
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
    answers = list(_answers(report, language, leaf, phrase))
    if not answers:
        return phrase
    answer = say(language, "refusals.comma").join(answers)
    if gap := _gap(language, rules, leaf):
        answer = say(language, "refusals.missed", answer=answer, gap=gap)
    return say(language, "refusals.with-answer", phrase=phrase, answer=answer)


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


def _answers(report: Report, language: str, leaf: Trace, phrase: str) -> Iterator[str]:
    """Yield what was answered to the facts of a leaf; with its label where the requirement does not name the fact."""
    facts = list(dict.fromkeys(_facts_of(leaf)))
    for fact in facts:
        label = report.policies.facts[fact].label.in_language(language)
        answer = _answer(report, language, fact)
        if len(facts) == 1 and label in phrase:
            yield answer
        else:
            yield say(language, "refusals.is", label=label, answer=answer)


def _gap(language: str, rules: Rules, leaf: Trace) -> str:
    """Return by how much a figure misses what is required of it; empty where it is not a figure, or not known."""
    if not isinstance(leaf.condition, Compares) or not isinstance(leaf.condition.left, FactAmount):
        return ""
    figures = [operand.interval.low if operand.interval.decided else None for operand in leaf.operands]
    value, bounds = figures[0], [figure for figure in figures[1:] if isinstance(figure, int | Fraction)]
    if not isinstance(value, int | Fraction) or len(bounds) != len(figures) - 1:
        return ""
    fact = rules.policies.facts[leaf.condition.left.fact]

    def amount(number: Number) -> str:
        if fact.type is FactType.MONEY:
            return words.money(language, number, rules.policies.currency)
        return words.quantity(number, fact.unit_of(number, language))

    if value < min(bounds):
        return say(language, "refusals.short", gap=amount(exact(Fraction(min(bounds) - value))))
    if value > max(bounds):
        return say(language, "refusals.over", gap=amount(exact(Fraction(value - max(bounds)))))
    return ""


def _answer(report: Report, language: str, fact: str) -> str:
    return words.answer(language, report.policies.facts[fact], report.answers, report.policies.currency)


def _facts_of(trace: Trace) -> Iterator[str]:
    """Yield the facts that a leaf weighs."""
    match trace.condition:
        case Selects(fact=fact) | ComparesDate(fact=fact) | TableCondition(fact=fact) | IfAsked(fact=fact):
            yield fact
        case SameAs(fact=fact, other=other):
            yield from (fact, other)
        case _:
            for operand in trace.operands:
                yield from facts_in(operand)


def facts_in(trace: AmountTrace) -> Iterator[str]:
    """Yield the facts that an amount was computed from."""
    if isinstance(trace.amount, FactAmount | TableLookup):
        yield trace.amount.fact
    for operand in trace.operands:
        yield from facts_in(operand)
