"""The result's sentences: verdicts, statuses, ceilings, sums, and what has to be said beside them.

"Up to", never "you get"; what a source does not state is unstated, never zero.
"""

from collections.abc import Sequence

from iotcheck.engine import AmountTrace, Ceiling, CeilingKind, ProgramReport, Totals
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Citation,
    Constant,
    FactAmount,
    NamedAmount,
    NoAmount,
    Note,
    Operation,
    PolicySet,
    Program,
    TableLookup,
)
from iotcheck.texts import format as words
from iotcheck.texts import say
from iotcheck.texts.rules import Rules

SENTENCES: dict[str, tuple[str, str]] = {
    # verdicts
    "eligible": ("符合", "eligible"),
    "conditional": ("符合，待核实", "eligible, to be confirmed"),
    "undetermined": ("信息不足", "undetermined"),
    "ineligible": ("不符合", "not eligible"),
    "background": ("背景资料", "background"),
    # statuses
    "in_force": ("现行", "in force"),
    "announced": ("已宣布", "announced"),
    "ended": ("已结束", "ended"),
    "plan": ("规划部署", "planned only"),
    "encouraged": ("仅为鼓励", "encouraged only"),
    "not_available": ("不设立", "not available"),
    "no_commitment": ("未作承诺", "no commitment"),
    "no-edition": ("当日没有有效的规定", "no terms for this day"),
    # confidence
    "official": ("官方", "official"),
    "corroborated": ("多方印证", "corroborated"),
    "reported": ("仅见一处，请核实", "reported once, verify it"),
    # ceilings
    "unstated": ("未写明金额", "amount not stated"),
    "none": ("不涉及资金", "no money"),
    "up-to": ("最高{amount}", "up to {amount}"),
    "up-to-table": ("最高额{amount}", "up to, {amount}"),
    "up-to-cases": ("最高：{amount}", "up to: {amount}"),
    "computed": ("最高{computation} = {amount}", "up to {computation} = {amount}"),
    "rounded": ("最高{computation} ≈ {amount}（舍去尾数）", "up to {computation} ≈ {amount} (rounded down)"),
    "count-open": ("最高 {rate}/{unit}，{unit}数未知", "up to {rate} per {unit}; {label} not known"),
    "open-ended": ("还算不出，取决于：{facts}", "not known yet, depends on: {facts}"),
    "depends": ("最高{amount}，取决于：{facts}", "up to {amount}, depending on: {facts}"),
    # headings and columns
    "as-of": ("判断日期：{day}", "Assessed as of {day}"),
    "for": ("申请人：{name}", "Applicant: {name}"),
    "applicable": ("可以申请的项目（{n}）", "Programs to apply for ({n})"),
    "undetermined-part": ("还缺信息，暂不能判断的项目（{n}）", "Undetermined: more has to be known ({n})"),
    "closed-part": ("条件相符，但没有开放申请（{n}）", "Conditions met, but not open to applicants ({n})"),
    "stale-part": ("条款可能已变，未经确认（{n}）", "Terms that may have changed since ({n})"),
    "rest-part": ("其余项目（{n}）", "All other programs ({n})"),
    "program": ("项目", "Program"),
    "agency": ("主管部门", "Agency"),
    "no-agency": ("未写明", "not named"),
    "ceiling": ("最高金额", "Maximum"),
    "verdict": ("结论", "Verdict"),
    "status": ("状态", "Status"),
    "source": ("依据", "Source"),
    "waits-for": ("还需知道", "Waits for"),
    "instead": ("可以看看", "Look instead at"),
    "known-to": ("截至 {day}", "as of {day}"),
    "last-known": ("条款截至", "Last known"),
    "why": ("原因", "Why"),
    "not-met": ("未满足：{phrases}", "not met: {phrases}"),
    # nothing found
    "nothing": (
        "按目前的回答，没有可以申请的项目。",
        "On these answers there is no program to apply for.",
    ),
    "nothing-yet": (
        "目前还没有能确定的项目：再回答下面提到的问题，就能得出结论。",
        "Nothing is settled yet: the answers named below will decide.",
    ),
    "nothing-confirmed": (
        "没有能确认当日仍然有效的规定；最后所知的情况见下。",
        "No rules are confirmed for this day; what was last known stands below.",
    ),
    "nothing-hint": (
        "每个项目都说明了原因（--all --explain）；有些条件是可以改变的。",
        "Every program says why (--all --explain), and some conditions can be changed.",
    ),
    "stale-hint": (
        "以下条款只知道截至所列日期的情况，此后未经确认；申请前请向主管部门核实。",
        "These terms are known up to the day given and have not been confirmed since: ask the agency before applying.",
    ),
    # below the parts
    "rest": ("另有 {programs}没有列出：{counts}。", "{programs} not shown: {counts}."),
    "rest-hint": (
        "加 --all 全部列出，再加 --explain 说明原因。",
        " --all lists them, --all --explain says why.",
    ),
    "count-ineligible": ("不符合 {n} 个", "{n} not eligible"),
    "count-background": ("背景资料 {n} 个", "{n} background"),
    "count-closed": ("未开放且信息不足 {n} 个", "{n} undetermined and not open"),
    "count-no-edition": ("当日没有规定 {n} 个", "{n} without terms for this day"),
    "sum": ("合计", "In all"),
    "sum-is": ("最高 {amount}（{programs}）", "up to {amount} ({programs})"),
    "sum-between": (
        "最高额合计 {amount}（{programs}），取决于还没有回答的问题",
        "maximums of {amount} ({programs}), depending on open answers",
    ),
    "sum-open": (
        "已能算出的最高额合计 {low}（{programs}），其余取决于还没有回答的问题",
        "maximums of {low} as far as they are known ({programs}); the rest depends on open answers",
    ),
    "sum-nothing": ("没有一个项目写明金额", "no program states an amount"),
    "sum-unstated": ("另有 {programs}未写明金额，没有计入", "{programs} without a stated amount, not counted"),
    "sum-conditional": ("其中 {programs}待核实", "{programs} still to be confirmed"),
    "sum-silent": (
        "现有规定没有说明各项目能否同时享受，也没有说明合计上限：合计只是相加，不是承诺。",
        "The rules known here do not say whether programs can be combined: a sum, not a promise.",
    ),
    "to-confirm": ("申请前请核实", "To confirm before applying"),
    "ask-agency": ("向{agency}核实", "ask: {agency}"),
    "ask-anyone": ("向主管部门核实", "ask the agency in charge"),
    "next-steps": ("下一步", "Next steps"),
    "please-note": ("请注意", "Please note"),
    "known-since": ("这些规定之外、之后的情况", "Known beside these rules, and since"),
    "disclaimer": (
        "这不是官方决定。能否获得、获得多少，由主管部门决定",
        "This is no official decision: the agencies decide",
    ),
    "ask": ("请向{agencies}咨询", "Ask: {agencies}"),
    "ask-nobody": ("请向主管部门咨询", "Ask the agency in charge"),
    "and-more": ("{programs}等 {n} 个项目", "{programs} and {n} more"),
    "quote": ("{place}：“{quote}”", "{place}: “{quote}”"),
    "sentence": ("{text}。", "{text}."),
    "next": ("；", "; "),
    "label": ("{label}：{value}", "{label}: {value}"),
}


def verdict(language: str, result: ProgramReport) -> str:
    """Return the verdict in words; *background* for a program without one."""
    return say(language, f"result.{result.verdict or 'background'}")


def status(language: str, result: ProgramReport) -> str:
    """Return the standing of a program that day in words."""
    return say(language, f"result.{result.edition.status if result.edition else 'no-edition'}")


def heading(language: str, key: str) -> str:
    """Return a heading, or the word for a status or a confidence."""
    return say(language, f"result.{key}")


def note_facts(policies: PolicySet, language: str, note: Note, *others: str) -> tuple[str, ...]:
    """Return what stands below a note, in a line if anything does: its day, how sure it is, its sources, and more."""
    day = words.day(language, note.date) if note.date else ""
    sure = heading(language, note.confidence) if note.confidence else ""
    places = dict.fromkeys(citation(policies, language, cited) for cited in note.sources)
    line = " · ".join(part for part in (day, sure, *places, *others) if part)
    return (line,) if line else ()


def ceiling(policies: PolicySet, language: str, value: Ceiling) -> str:
    """Return one applicant's ceiling with its computation.

    `最高 100 万元/项 × 2 = 200 万元`; `最高 100 万元/项，项数未知`.
    """
    trace = value.trace
    if value.kind is not CeilingKind.AMOUNT or trace is None:
        return say(language, f"result.{value.kind}")
    if value.low is None or value.low != value.high:
        return _undecided(policies, language, value, trace)
    amount = words.money(language, value.low, policies.currency)
    computation = Rules(policies, language).formulas.computation(trace)
    if computation == amount:
        return say(language, "result.up-to", amount=_led(language, amount))
    key = "computed" if trace.interval.low == value.low else "rounded"
    return say(language, f"result.{key}", computation=_led(language, computation), amount=amount)


def ceiling_rule(policies: PolicySet, language: str, value: Amount | NoAmount) -> str:
    """Return a ceiling as the rule says it, for no applicant in particular: `最高 100 万元/项 × 国际标准项数`."""
    if isinstance(value, NoAmount):
        return say(language, f"result.{value}")
    amount = Rules(policies, language).formulas.amount(value)
    while isinstance(value, NamedAmount):
        value = policies.amounts[value.name]
    match value:
        case Cases():
            return say(language, "result.up-to-cases", amount=amount)
        case TableLookup():
            return say(language, "result.up-to-table", amount=amount)
        case _:
            return say(language, "result.up-to", amount=_led(language, amount))


def citation(policies: PolicySet, language: str, cited: Citation) -> str:
    """Return where a citation points: the document's number, or else its title, and the section."""
    source = policies.sources[cited.document]
    name = source.number or source.title.in_language(language)
    if not cited.section:
        return name
    return f"{name} {cited.section}" if cited.section[0] in "§第" else f"{name} § {cited.section}"


def quoted(policies: PolicySet, language: str, cited: Citation) -> str:
    """Return where a citation points, and its words."""
    place = citation(policies, language, cited)
    return say(language, "result.quote", place=place, quote=cited.quote) if cited.quote else place


def title(policies: PolicySet, language: str, program_id: str) -> str:
    """Return the title of a program that another names; its id where `--only` has left it out."""
    program = policies.programs.get(program_id)
    return program.title.in_language(language) if program else program_id


def agencies(policies: PolicySet, language: str, program: Program) -> list[str]:
    """Return the names of a program's agencies."""
    return [policies.agencies[name].name.in_language(language) for name in program.agencies]


def total(policies: PolicySet, language: str, applicable: Sequence[ProgramReport], totals: Totals) -> str:
    """Return the sum of the stated ceilings of the applicable programs, and what it leaves out, as one sentence."""
    stated = sum(one.ceiling.kind is CeilingKind.AMOUNT for one in applicable)
    said = {
        "programs": words.programs(language, stated),
        "amount": words.span(language, totals.low, totals.high, policies.currency),
        "low": words.money(language, totals.low, policies.currency),
    }
    if not stated:
        parts = [say(language, "result.sum-nothing")]
    elif totals.high is None:
        parts = [say(language, "result.sum-open", **said)]
    else:
        parts = [say(language, "result.sum-is" if totals.low == totals.high else "result.sum-between", **said)]
    if totals.unstated and stated:
        parts.append(say(language, "result.sum-unstated", programs=words.programs(language, totals.unstated)))
    if totals.conditional:
        parts.append(say(language, "result.sum-conditional", programs=words.programs(language, totals.conditional)))
    return say(language, "result.sentence", text=say(language, "result.next").join(parts))


def _undecided(policies: PolicySet, language: str, value: Ceiling, trace: AmountTrace) -> str:
    """Return a ceiling that open facts still change: the rate where only their number is open, else the interval."""
    match trace.amount:
        case Calculation(operation=Operation.PRODUCT, operands=(Constant(value=rate), FactAmount(fact=name))):
            fact = policies.facts[name]
            if fact.unit is not None:
                unit, label = (text.in_language(language) for text in (fact.unit, fact.label))
                money = words.money(language, rate, policies.currency)
                return say(language, "result.count-open", rate=money, unit=unit, label=inline(language, label))
        case _:
            pass
    facts = words.listing(language, [policies.facts[name].label.in_language(language) for name in value.missing])
    if value.high is None and not value.low:
        return say(language, "result.open-ended", facts=facts)
    low = value.low or value.high  # that it may come to nothing says nothing
    amount = words.span(language, low, value.high, policies.currency)
    return say(language, "result.depends", amount=_led(language, amount), facts=facts)


def _led(language: str, amount: str) -> str:
    """Return an amount as it follows 最高: a figure after a space, words after 为."""
    if language != "zh":
        return amount
    return f" {amount}" if amount[0].isascii() else f"为{amount}"


def inline(language: str, label: str) -> str:
    """Return a label as it stands within an English sentence: its first letter small, unless it is an abbreviation."""
    if language == "zh" or label[1:2].isupper():
        return label
    return label[:1].lower() + label[1:]
