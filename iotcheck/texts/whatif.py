"""What would have to change, in words: changes with their margins, days to wait for, what else comes of them."""

from collections.abc import Iterator, Sequence

from iotcheck.engine import ProgramReport, Verdict
from iotcheck.logic import Truth
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.texts import result as results
from iotcheck.texts import say, sums
from iotcheck.texts import values as words
from iotcheck.texts.rules import Rules
from iotcheck.values import Number, Value
from iotcheck.whatif import Change, Effects, ProgramChange, Suggestion

SENTENCES: dict[str, tuple[str, str]] = {
    # one change
    "becomes": ("{label}：{before} → {after}", "{label}: {before} → {after}"),
    "or": ("{change}（或：{others}）", "{change} (or: {others})"),
    "must-be": ("{label}：须为{values}", "{label}: must be {values}"),
    "adds": ("{label}：增加{added}", "{label}: add {added}"),
    "drops": ("{label}：去掉{dropped}", "{label}: drop {dropped}"),
    "swaps": ("{label}：增加{added}，去掉{dropped}", "{label}: add {added}, drop {dropped}"),
    "must-include": ("{label}：须包括{values}", "{label}: must include {values}"),
    "quoted": ("“{choice}”", "“{choice}”"),
    "must-be-none": ("{label}：须一项也没有", "{label}: must be none"),
    "needs": ("{label}：现为 {before}，须{range}（{margin}）", "{label}: now {before}, must be {range} ({margin})"),
    "must-range": ("{label}：须{range}", "{label}: must be {range}"),
    "at-least": ("不低于 {value}", "at least {value}"),
    "at-most": ("不超过 {value}", "at most {value}"),
    "exactly": ("为 {value}", "{value}"),
    "between": ("在 {low} 与 {high} 之间", "between {low} and {high}"),
    "not-before": ("不早于{value}", "{value} or later"),
    "not-after": ("不晚于{value}", "{value} or earlier"),
    "between-days": ("在{low}与{high}之间", "between {low} and {high}"),
    "more": ("+{value}", "+{value}"),
    "less": ("−{value}", "−{value}"),
    "later": ("晚 {n:,} 天", "{n:,} {n:day|days} later"),
    "earlier": ("早 {n:,} 天", "{n:,} {n:day|days} earlier"),
    "wait": ("等到{day}", "wait until {day}"),
    "nothing": ("不改变任何答案", "no answer changed"),
    "and": ("，同时", "; and "),
    "next": ("；", "; "),
    # what it settles
    "meets": ("随之满足：{phrases}", "now met: {phrases}"),
    "frees": ("不再成立：{phrases}", "no longer true: {phrases}"),
    "becomes-verdict": ("结论：{verdict}", "verdict: {verdict}"),
    "becomes-verdict-if": (
        "结论：{verdict}，前提是届时规定不变（规定只确认到{day}）",
        "verdict: {verdict}, provided the terms are still the same (confirmed up to {day})",
    ),
    "gains": ("还可以申请：{programs}", "also opens up: {programs}"),
    "opens": ("可以申请：{programs}", "opens up: {programs}"),
    "loses": ("不能再申请：{programs}", "no longer available: {programs}"),
    "changes": ("其他变化：{programs}", "also changes: {programs}"),
    "turns": ("{title}（{before} → {after}）", "{title} ({before} → {after})"),
    "sum": ("最高金额合计：{before} → {after}", "maximum in total: {before} → {after}"),
    "if-confirmed": ("{title}（待核实）", "{title} (to confirm)"),
    "and-more": ("{programs}等 {n} 个项目", "{programs} and {n} more"),
    # headings and ends
    "then": ("改变之后：{verdict}（{status}）", "After the change: {verdict} ({status})"),
    "now": ("目前：{verdict}（{status}）", "Now: {verdict} ({status})"),
    "ways": ("最小的改变（{n} 种）", "Smallest changes ({n})"),
    "for-money": ("最能提高最高金额合计的改变", "Changes that raise the total maximum most"),
    "for-programs": ("可多申请项目最多的改变", "Changes that open up the most programs"),
    "unlocks": ("怎样可以申请更多项目", "What would open up more programs"),
    "compared": ("两种情况比较", "Comparison"),
    "turn": ("{before} → {after}", "{before} → {after}"),
    "already": ("已经符合，不需要改变。", "Already eligible; nothing needs to change."),
    "only-confirm": ("条件已满足，还须核实：{questions}", "The conditions are met. Still to confirm: {questions}"),
    "no-terms": (
        "当日没有有效的规定，没有可以判断的条件。",
        "No rules are in force on this date, so there are no conditions to meet.",
    ),
    "background": (
        "这是背景资料，没有可以判断的条件。",
        "This is background information; there are no conditions to meet.",
    ),
    "no-way": ("无论怎样改变，都不会符合。", "No change to the answers would make the applicant eligible."),
    "fixed": ("须改变的是无法改变的事项：{facts}。", "This cannot be changed: {facts}."),
    "not-open": (
        "即使符合，目前也不能申请：状态为“{status}”。",
        "Even then, it is not open for applications (status: {status}).",
    ),
    "incomplete": ("没有试遍所有改变，可能还有别的办法。", "Not every change was tried; there may be other ways."),
    "nothing-unlocks": ("没有找到能增加可申请项目的改变。", "No change was found that would open up another program."),
    "no-difference": ("两种情况的结果相同。", "The result is the same either way."),
    "honest": (
        "以上改变须与实际情况一致，请如实填写。",
        "These are changes in circumstances. Only change an answer once it is true.",
    ),
}

_NAMED = 4


def suggestion(policies: PolicySet, language: str, one: Suggestion) -> str:
    """Return all that a suggestion changes, in one line."""
    said = [change(policies, language, each) for each in one.changes]
    if one.wait_until is not None:
        said.insert(0, _say(language, "wait", day=words.day(language, one.wait_until)))
    return _say(language, "and").join(said)


def change(policies: PolicySet, language: str, one: Change) -> str:
    """Return one change: what is now, what it has to be, and by how much it misses that."""
    fact = policies.facts[one.fact]
    if fact.type.numeric or fact.type is FactType.DATE:
        return _moved(policies, language, fact, one)
    if fact.type is FactType.CHOICES:
        return _chosen(language, fact, one)
    label = fact.label.in_language(language)
    values = [words.fact_value(language, fact, value, policies.currency) for value in (one.after, *one.others)]
    if one.before is None:
        return _say(language, "must-be", label=label, values=words.listing(language, values, "or"))
    before = words.fact_value(language, fact, one.before, policies.currency)
    said = _say(language, "becomes", label=label, before=before, after=values[0])
    return _say(language, "or", change=said, others=words.listing(language, values[1:], "or")) if values[1:] else said


def consequences(policies: PolicySet, language: str, one: Suggestion) -> Iterator[str]:
    """Yield what comes of a suggestion for its own program: conditions settled, the verdict."""
    rules = Rules(policies, language, one.wait_until)
    settled = {id(condition): (condition, truth) for each in one.changes for condition, truth in each.settles}
    for key, wanted in (("meets", Truth.TRUE), ("frees", Truth.FALSE)):
        phrases = dict.fromkeys(rules.phrase(condition) for condition, truth in settled.values() if truth is wanted)
        if phrases:
            yield _say(language, key, phrases=_say(language, "next").join(phrases))
    verdict = results.verdict(language, one.after)
    if one.after.stale and one.after.edition is not None:
        known = words.day(language, one.after.edition.known_to)
        yield _say(language, "becomes-verdict-if", verdict=verdict, day=known)
    else:
        yield _say(language, "becomes-verdict", verdict=verdict)


def side_effects(
    policies: PolicySet, language: str, effects: Effects, besides: str | None = None, *, whole: bool = False
) -> Iterator[str]:
    """Yield what else a change gains, loses and alters; `besides` is the program that it was made for.

    Programs that nobody can apply for, before or after, are left out unless `whole`.
    """
    gained = [pair for pair in effects.gained if pair.after.program.id != besides]
    other = [pair for pair in effects.other if pair.after.program.id != besides and (whole or _worth_telling(pair))]
    if gained:
        yield _say(language, "gains" if besides else "opens", programs=_titles(language, gained))
    if effects.lost:
        yield _say(language, "loses", programs=_titles(language, effects.lost))
    if other:
        yield _say(language, "changes", programs=_titles(language, other, turns=True))
    before, after = effects.before, effects.after
    if before.groups != after.groups:
        said = [sums.in_line(policies, language, each) for each in (before, after)]
        if said[0] != said[1]:
            yield _say(language, "sum", before=said[0], after=said[1])


def standing(language: str, result: ProgramReport, *, then: bool = False) -> str:
    """Return where a program stands now, or `then`, after changes."""
    return _say(
        language,
        "then" if then else "now",
        verdict=results.verdict(language, result),
        status=results.status(language, result),
    )


def _moved(policies: PolicySet, language: str, fact: Fact, one: Change) -> str:
    label = fact.label.in_language(language)
    ends: tuple[Value | None, ...] = (one.low, one.high)
    if ends == (None, None):
        ends = (one.after, one.after)
    in_words = [None if end is None else words.fact_value(language, fact, end, policies.currency) for end in ends]
    needed = _range(language, fact, in_words[0], in_words[1])
    if one.margin is None:
        return _say(language, "must-range", label=label, range=needed)
    before = words.fact_value(language, fact, one.before, policies.currency)
    margin = _margin(policies, language, fact, one.margin)
    return _say(language, "needs", label=label, before=before, range=needed, margin=margin)


def _range(language: str, fact: Fact, low: str | None, high: str | None) -> str:
    days = fact.type is FactType.DATE
    if low == high:
        return _say(language, "exactly", value=low)
    if high is None:
        return _say(language, "not-before" if days else "at-least", value=low)
    if low is None:
        return _say(language, "not-after" if days else "at-most", value=high)
    return _say(language, "between-days" if days else "between", low=low, high=high)


def _margin(policies: PolicySet, language: str, fact: Fact, margin: Number) -> str:
    if fact.type is FactType.DATE:
        return _say(language, "later" if margin > 0 else "earlier", n=abs(margin))
    value = words.fact_value(language, fact, max(margin, -margin), policies.currency)
    return _say(language, "more" if margin > 0 else "less", value=value)


def _chosen(language: str, fact: Fact, one: Change) -> str:
    label = fact.label.in_language(language)
    before, after = (set(value) if isinstance(value, tuple) else set() for value in (one.before, one.after))

    def named(chosen: set[str]) -> str:
        return words.listing(
            language,
            [
                _say(language, "quoted", choice=text.in_language(language))
                for name, text in fact.choices.items()
                if name in chosen
            ],
            "and",
        )

    others = [set(value) for value in one.others if isinstance(value, tuple)]
    if one.before is None and not after:
        return _say(language, "must-be-none", label=label)
    added, dropped = after - before, before - after
    alternatives = [other ^ before for other in others]
    if one.before is None:
        values = [named(added), *[named(other) for other in alternatives]]
        return _say(language, "must-include", label=label, values=words.listing(language, values, "or"))
    key = "swaps" if added and dropped else "adds" if added else "drops"
    said = _say(language, key, label=label, added=named(added), dropped=named(dropped))
    alike = [named(other) for other in alternatives if bool(other - before) is bool(added) and not dropped]
    return _say(language, "or", change=said, others=words.listing(language, alike, "or")) if alike else said


def _titles(language: str, pairs: Sequence[ProgramChange], *, turns: bool = False) -> str:
    said = []
    for pair in pairs[:_NAMED]:
        title = pair.after.program.title.in_language(language)
        if pair.after.verdict is Verdict.CONDITIONAL and not turns:
            title = _say(language, "if-confirmed", title=title)
        if turns:
            before, after = results.verdict(language, pair.before), results.verdict(language, pair.after)
            title = _say(language, "turns", title=title, before=before, after=after) if before != after else title
        said.append(title)
    named = words.listing(language, said)
    if len(pairs) <= _NAMED:
        return named
    rest = len(pairs) if language == "zh" else len(pairs) - _NAMED
    return _say(language, "and-more", programs=named, n=rest)


def _worth_telling(pair: ProgramChange) -> bool:
    """Whether a change of a program that is gained nor lost matters to who asks: of one that is open to applicants."""
    return pair.before.open_to_applicants or pair.after.open_to_applicants


def _say(language: str, key: str, **params: object) -> str:
    return say(language, f"whatif.{key}", **params)
