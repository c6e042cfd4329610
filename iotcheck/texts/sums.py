"""Sums in words, and how often an amount is paid: what must not be added stands apart."""

from collections.abc import Collection, Iterable, Iterator

from iotcheck.engine import Subtotal, Totals, sum_ends
from iotcheck.model import MAIN_GROUP, Every, Period, PolicySet, SumGroup
from iotcheck.record import Record
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.values import Number

SENTENCES: dict[str, tuple[str, str]] = {
    # how often an amount is paid
    "paid": ("{amount}（{period}）", "{amount} {period}"),
    "year-limit": ("，最多 {n} 年", ", for at most {n} {n:year|years}"),
    "project-limit": ("，最多 {n} 个", ", for at most {n} {n:project|projects}"),
    "term-limit": ("，最多 {n} 期", ", for at most {n} {n:term|terms}"),
    "period-once": ("一次性", "once"),
    "period-year": ("每年{limit}", "a year{limit}"),
    "period-project": ("每个申报项目{limit}", "for each project{limit}"),
    "period-term": ("每个支持期{limit}", "for each term of support{limit}"),
    # of what is summed
    "main": ("合计", "Total"),
    "main-period": ("合计（{period}）", "Total, {period}"),
    "apart": ("{support}（单独合计）", "{support}, separate total"),
    "apart-period": ("{support}（单独合计，{period}）", "{support}, separate total, {period}"),
    "named": ("{support}：{amount}", "{support}: {amount}"),
    # sums
    "is": ("最高 {amount}（{programs}）", "up to {amount} ({programs})"),
    "between": (
        "最高金额合计 {amount}（{programs}），取决于未回答的问题",
        "{amount} in total ({programs}), depending on missing answers",
    ),
    "open": (
        "目前可确定的最高金额合计 {low}（{programs}），其余取决于未回答的问题",
        "{low} so far ({programs}); the rest depends on missing answers",
    ),
    "range": (
        "最高金额合计 {amount}（{programs}），其中有的依据文件只给出范围",
        "{amount} in total ({programs}), including amounts that the source gives as ranges",
    ),
    "range-open": (
        "最高金额合计 {amount}（{programs}），取决于未回答的问题，其中有的依据文件只给出范围",
        "{amount} in total ({programs}), depending on missing answers, including amounts that the source gives as "
        "ranges",
    ),
    "nothing": ("均未写明金额", "no program states an amount"),
    "unstated": ("另有 {programs}未写明金额，未计入", "{programs} without a stated amount not counted"),
    "conditional": ("{all} 个项目中有 {n} 个待核实", "{n} of {all} still {n:needs|need} confirmation"),
    "conditional-one": ("该项目待核实", "the program still needs confirmation"),
}


class Ends(Record):
    """A sum's ends over several applicants; `top` is None where no rule sets an upper end."""

    low: Number
    top: Number | None


def with_period(language: str, amount: str, period: Period | None) -> str:
    """Return an amount with how often it is paid: `EUR 10,000 a year, for at most 2 years`."""
    return amount if period is None else say(language, "sums.paid", amount=amount, period=often(language, period))


def often(language: str, period: Period) -> str:
    """Return how often an amount is paid: `a year, for at most 2 years`."""
    limit = "" if period.at_most is None else say(language, f"sums.{period.every}-limit", n=period.at_most)
    return say(language, f"sums.period-{period.every}", limit=limit)


def sentences(policies: PolicySet, language: str, totals: Totals) -> Iterator[tuple[str, str]]:
    """Yield for each sum what it is of, and how much it is and what it leaves out, as one sentence."""
    for place, subtotal in enumerate(totals.groups):
        parts = list(_parts(policies, language, subtotal))
        if place == 0 and totals.conditional:
            key = "conditional" if totals.applicable > 1 else "conditional-one"
            parts.append(say(language, f"sums.{key}", n=totals.conditional, all=totals.applicable))
        sentence = say(language, "result.sentence", text=say(language, "result.next").join(parts))
        yield label(policies, language, subtotal.group), sentence


def label(policies: PolicySet, language: str, group: SumGroup) -> str:
    """Return what a sum is of: all, what is paid each year, a form of support that is summed apart."""
    key = "main" if group.apart is None else "apart"
    support = "" if group.apart is None else policies.supports[group.apart].in_language(language)
    if group.every is Every.ONCE:
        return say(language, f"sums.{key}", support=support)
    return say(language, f"sums.{key}-period", support=support, period=often(language, Period(group.every)))


def in_line(policies: PolicySet, language: str, totals: Totals, groups: Collection[SumGroup] | None = None) -> str:
    """Return sums with a figure, all or some, in one line: `EUR 10,000; EUR 2,000 a year; Tax relief: EUR 500`."""
    stated = [subtotal for subtotal in totals.groups if subtotal.stated]
    ends = {sub.group: Ends(low=sub.low, top=sub.top) for sub in stated if groups is None or sub.group in groups}
    return spans(policies, language, ends or {MAIN_GROUP: Ends(low=0, top=0)})


def spans(policies: PolicySet, language: str, ends: dict[SumGroup, Ends]) -> str:
    """Return the sums of some groups in one line."""
    said = []
    for group, sums in ends.items():
        amount = words.span(language, sums.low, sums.top, policies.currency)
        if group.every is not Every.ONCE:
            amount = with_period(language, amount, Period(group.every))
        if group.apart is not None and group.apart in policies.supports:
            support = policies.supports[group.apart].in_language(language)
            amount = say(language, "sums.named", support=support, amount=amount)
        said.append(amount)
    return say(language, "result.next").join(said)


def add(totals: Iterable[Totals]) -> dict[SumGroup, Ends]:
    """Return the sums of several applicants together, by group; the main group is always there."""
    found: dict[SumGroup, list[Subtotal]] = {MAIN_GROUP: []}
    for one in totals:
        for subtotal in one.groups:
            found.setdefault(subtotal.group, []).append(subtotal)
    return {
        group: Ends(low=sum([one.low for one in found[group]]), top=sum_ends([one.top for one in found[group]]))
        for group in sorted(found, key=lambda group: group.order)
    }


def _parts(policies: PolicySet, language: str, subtotal: Subtotal) -> Iterator[str]:
    said = {
        "programs": words.programs(language, subtotal.stated),
        "amount": words.span(language, subtotal.low, subtotal.top, policies.currency),
        "low": words.money(language, subtotal.low, policies.currency),
    }
    if not subtotal.stated:
        yield say(language, "sums.nothing")
        return
    key = "open" if subtotal.top is None else "is" if subtotal.low == subtotal.top else "between"
    if key == "between" and subtotal.ranges:
        key = "range-open" if subtotal.waiting else "range"
    yield say(language, f"sums.{key}", **said)
    if subtotal.unstated:
        yield say(language, "sums.unstated", programs=words.programs(language, subtotal.unstated))
