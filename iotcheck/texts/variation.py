"""How results change along one fact, in words: the values of each step, and the maximum from its one end to the other."""

from datetime import date

from iotcheck.engine import Ceiling, CeilingKind
from iotcheck.engine.partition import Range
from iotcheck.model import Fact, PolicySet
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.ceilings import without_figure
from iotcheck.values import Number
from iotcheck.whatif import Stretch

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("{label}不同时的结果", "How the result depends on “{label}”"),
    "verdict": ("结论", "Verdict"),
    "bar": ("图示", "Chart"),
    "maximum": ("最高金额", "Maximum"),
    "any": ("任意值", "any value"),
    "exactly": ("{value}", "{value}"),
    "at-least": ("{value} 以上（含）", "{value} or more"),
    "at-most": ("{value} 以下（含）", "{value} or less"),
    "above": ("高于 {value}", "more than {value}"),
    "below": ("低于 {value}", "less than {value}"),
    "between": ("{low} 至 {high}", "{low} to {high}"),
    "above-to": ("高于 {low}，至 {high}", "more than {low}, up to {high}"),
    "from-below": ("{low} 起，低于 {high}", "{low} or more, less than {high}"),
    "above-below": ("高于 {low}，低于 {high}", "more than {low}, less than {high}"),
    "not-before": ("{value}及以后", "{value} or later"),
    "not-after": ("{value}及以前", "{value} or earlier"),
    "moves": ("{first} → {last}", "{first} → {last}"),
    "without-end": ("不限", "no upper limit"),
    "unchanged": ("另有 {n} 个项目不受影响。", "{n} other {n:program is|programs are} not affected."),
    "nothing": ("所有项目都不受影响。", "No program is affected."),
    "inexact": (
        "有的转折点无法精确算出，可能有遗漏。",
        "Some of these points could not be computed exactly, so others may be missing.",
    ),
}


def stretch_values(policies: PolicySet, language: str, fact: Fact, stretch: Stretch) -> str:
    """Return the values of a stretch: `more than EUR 100, up to EUR 500`."""
    if not isinstance(stretch.values, Range):
        return words.fact_value(language, fact, stretch.values, policies.currency)
    low, high = (_end(policies, language, fact, end) for end in (stretch.values.low, stretch.values.high))
    after, before = stretch.values.after, stretch.values.before
    days = isinstance(stretch.values.low or stretch.values.high, date)
    if low is None and high is None:
        return _say(language, "any")
    if high is None:
        return _say(language, "not-before" if days else "above" if after else "at-least", value=low)
    if low is None:
        return _say(language, "not-after" if days else "below" if before else "at-most", value=high)
    if low == high:
        return _say(language, "exactly", value=low)
    key = {
        (False, False): "between",
        (True, False): "above-to",
        (False, True): "from-below",
        (True, True): "above-below",
    }
    return _say(language, key[after, before], low=low, high=high)


def stretch_maximum(policies: PolicySet, language: str, stretch: Stretch) -> str:
    """Return the maximum along a stretch: one, or that at its lower end and that at its upper."""
    first, last = (_maximum(policies, language, ceiling) for ceiling in (stretch.first, stretch.last))
    return first if first == last else _say(language, "moves", first=first, last=last)


def _maximum(policies: PolicySet, language: str, ceiling: Ceiling | None) -> str:
    if ceiling is None:
        return _say(language, "without-end")
    if ceiling.kind is not CeilingKind.AMOUNT:
        return without_figure(language, ceiling.kind)
    return words.span(language, ceiling.low, ceiling.top, policies.currency)


def _end(policies: PolicySet, language: str, fact: Fact, end: Number | date | None) -> str | None:
    return None if end is None else words.fact_value(language, fact, end, policies.currency)


def _say(language: str, key: str, **params: object) -> str:
    return say(language, f"variation.{key}", **params)
