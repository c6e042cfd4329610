"""The result in a few sentences: how many programs, up to how much, which closes first, what is missing.

They stand first in every report, and where a terminal shows only its last lines, last as well.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from iotcheck.engine import ProgramReport, Report, Totals
from iotcheck.model import PolicySet, Status, WindowOnDay, WindowState
from iotcheck.model.applying import rank
from iotcheck.texts import say, sums
from iotcheck.texts import values as words
from iotcheck.texts.applying import ends_soon

SENTENCES: dict[str, tuple[str, str]] = {
    # how many programs
    "can-apply": ("可以申请 {programs}{amount}。", "You can apply for {programs}{amount}."),
    "can-apply-now": ("现在可以申请 {programs}{amount}。", "You can apply for {programs} now{amount}."),
    "fits": ("符合 {programs}的条件{amount}。", "You meet the conditions for {programs}{amount}."),
    "none": ("根据目前的回答，没有可以申请的项目。", "Based on these answers, no programs are available."),
    "none-one": ("根据目前的回答，不能申请这个项目。", "Based on these answers, you cannot apply for this program."),
    "none-yet": (
        "目前还不能确定可以申请哪些项目，要看下面缺少的信息。",
        "Nothing is certain yet. It depends on the missing answers listed below.",
    ),
    "none-confirmed": (
        "目前无法确认哪些项目仍可申请，以下为最后掌握的情况。",
        "No rules are confirmed for this date. This is what was last known.",
    ),
    "none-yet-one": (
        "目前还不能确定能否申请这个项目，要看下面缺少的信息。",
        "It is not certain yet whether you can apply for this program. It depends on the missing answers listed below.",
    ),
    "none-confirmed-one": (
        "目前无法确认这个项目是否仍可申请，以下为最后掌握的情况。",
        "No rules of this program are confirmed for this date. This is what was last known.",
    ),
    "more-need": (
        "另有 {n} 个项目还缺信息，暂不能判断。",
        "{n} more {n:program depends|programs depend} on missing answers.",
    ),
    # up to how much
    "amount-one": ("，最高{money}", ", up to {money}"),
    "amount": ("，合计最高{money}", ", up to {money} in total"),
    "amount-depends": (
        "，最高{money}，取决于未回答的问题",
        ", up to {money}, depending on missing answers",
    ),
    "amount-between": (
        "，合计最高{money}，取决于未回答的问题",
        ", up to {money} in total, depending on missing answers",
    ),
    "amount-from": (
        "，目前可确定的最高金额为{money}，其余取决于未回答的问题",
        "; the maximum so far is {money}, the rest depends on missing answers",
    ),
    "amount-open": ("，金额取决于未回答的问题", "; the amount depends on missing answers"),
    "no-amount-one": ("，未写明金额", ", which states no amount"),
    "no-amount": ("，均未写明金额", ", none of which states an amount"),
    "several": ("最高金额：{money}。", "Maximums: {money}."),
    "separate": ("{money}，单独合计。", "{money}, not in that total."),
    # how many of them are open, and what is to be known of the others
    "states": ("其中 {states}。", "Of these, {states}."),
    "remarks": ("{states}。", "{states}."),
    "comma": ("，", ", "),
    "state-open": ("{n} 个正在受理", "{n} {n:is|are} open now"),
    "state-opens": ("{n} 个即将开始", "{n} {n:opens|open} later"),
    "state-unknown": ("{n} 个申报时间未公布", "{n} {n:has|have} no announced dates"),
    "state-closed": ("{n} 个已截止", "{n} {n:is|are} closed"),
    "state-announced": ("{n} 个尚未开放", "{n} {n:is|are} not open yet"),
    "state-confirm": ("{n} 个待核实", "{n} {n:needs|need} confirmation"),
    "state-unstated": ("{n} 个未写明金额（不计入合计）", "{n} {n:states|state} no amount (not counted)"),
    "one-announced": ("该项目尚未开放。", "It is not open yet."),
    "one-confirm": ("申请前须先核实。", "It needs confirmation first."),
    # the next deadline
    "closes-first": (
        "最早截止：{title}，{until}（还剩 {n} 天）。",
        "Closes first: {title}, on {until} ({n} {n:day|days} left).",
    ),
    "closes-today": ("今天截止：{title}。", "Closes today: {title}."),
    "ends-first": (
        "规定最早到期：{title}，{until}（还剩 {n} 天）。",
        "Terms end first: {title}, on {until} ({n} {n:day|days} left).",
    ),
    "ends-today": ("规定今天到期：{title}。", "Terms end today: {title}."),
    # parts of the table
    "group-applicable": ("可以申请", "You can apply for"),
    "group-undetermined": ("信息不足", "Undetermined"),
    # what is missing
    "missing": ("还缺这些信息", "Missing answers"),
    "missing-verdict": ("{label}（关系到 {programs}）", "{label} ({programs})"),
    "missing-amount": (
        "{label}（影响 {programs}的最高金额）",
        "{label} (affects the maximum of {programs})",
    ),
    "missing-more": ("另有 {n} 项", "and {n} more"),
    "undetermined-more": (
        "还有 {n} 个项目信息不足，没有列出。",
        "{n} more {n:program is|programs are} undetermined and not listed.",
    ),
    # folded parts, a line each
    "more": ("其他内容", "More"),
    "folded-confirm": ("申请前须核实的条件 {n} 条", "{n} {n:condition|conditions} to confirm before applying"),
    "folded-steps": ("其余办理步骤 {n} 条", "{n} more {n:step|steps}"),
    "folded-documents": ("申报材料 {n} 份", "{n} {n:document|documents} to hand in"),
    "folded-contacts": ("申报途径和联系方式 {n} 条", "{n} {n:place|places} to apply and to ask"),
    "folded-later": ("后续变化 {n} 条", "{n} later {n:development|developments}"),
    "folded-notes": ("说明 {n} 条", "{n} {n:note|notes}"),
    "folded-unpaid": (
        "条件相符但金额为 0 的项目 {n} 个：{titles}",
        "{n} {n:program|programs} whose conditions you meet but that {n:pays|pay} nothing: {titles}",
    ),
    "folded-closed": (
        "条件相符但不受理申请的事项 {n} 个：{titles}",
        "{n} not open for applications: {titles}",
    ),
    "folded-rest": ("其余项目 {n} 个：{counts}", "{n} other {n:program|programs}: {counts}"),
    "read-more": (
        "加 --notes 看详细说明，加 --all 看全部项目，加 --explain 看理由。",
        "--notes shows the details, --all every program, --explain the reasons.",
    ),
}
_STATES = ("open", "opens", "unknown", "closed")  # by the rank of a window
_MAX_MISSING = 3  # facts named


def headline(report: Report, language: str, applicable: Sequence[ProgramReport], totals: Totals) -> list[str]:
    """Return in a few lines how many programs an applicant can apply for, up to how much, which of them closes first."""
    opened = [result for result in applicable if result.status is not Status.ANNOUNCED]
    windows = [_window(report, result) for result in opened]
    ranks = Counter(rank(window)[0] for window in windows) if any(windows) else Counter[int]()
    announced = len(applicable) - len(opened)
    key = "fits" if announced or set(ranks) - {0} else "can-apply-now" if ranks else "can-apply"
    stated = [subtotal.group for subtotal in totals.groups if subtotal.stated]
    several = len(stated) > 1 or any(group.apart for group in stated)  # each is named
    counted = words.programs(language, len(applicable))
    amount = "" if several else _amount(report.policies, language, totals)
    first = [say(language, f"summary.{key}", programs=counted, amount=amount)]
    if several:
        main, apart = ([group for group in stated if bool(group.apart) is separate] for separate in (False, True))
        for key, groups in (("several", main), ("separate" if main else "several", apart)):
            if groups:
                money = sums.in_line(report.policies, language, totals, groups)
                first.append(say(language, f"summary.{key}", money=money))
    said = [first, [*_states(language, ranks, announced, totals)], [*_closes_first(report, language, applicable)]]
    return [say(language, "result.sentences").join(sentences) for sentences in said if sentences]


def undetermined(language: str, count: int) -> str:
    """Return how many more programs wait for answers."""
    return say(language, "summary.more-need", n=count)


def missing(report: Report, language: str, results: Sequence[ProgramReport]) -> list[str]:
    """Return the open facts that some programs wait for, those of most programs first, each with how many."""
    facts = report.policies.facts
    verdicts = Counter(fact for result in results for fact in result.missing)
    amounts = Counter(fact for result in results for fact in set(result.ceiling.missing) if not verdicts[fact])
    order = {fact: place for place, fact in enumerate(facts)}
    lines = []
    for key, counts in (("missing-verdict", verdicts), ("missing-amount", amounts)):
        for fact, count in sorted(counts.items(), key=lambda pair: (-pair[1], order[pair[0]])):
            if count:
                label = facts[fact].label.in_language(language)
                lines.append(say(language, f"summary.{key}", label=label, programs=words.programs(language, count)))
    return lines


def _amount(policies: PolicySet, language: str, totals: Totals) -> str:
    stated = [subtotal for subtotal in totals.groups if subtotal.stated]
    one = totals.applicable == 1
    if not stated:
        return say(language, "summary.no-amount-one" if one else "summary.no-amount")
    subtotal = stated[0]
    low, top = subtotal.low, subtotal.top
    if top is None:
        key = "amount-from" if low else "amount-open"
        top = low
    elif low == top or not low:
        key = "amount-depends" if low != top else "amount-one" if one else "amount"
        low = top
    else:
        key = "amount-between"
    group = subtotal.group
    money = sums.spans(policies, language, {group: sums.Ends(low=low, top=top)})
    return say(language, f"summary.{key}", money=words.spaced(language, money).rstrip())


def _states(language: str, ranks: Counter[int], announced: int, totals: Totals) -> Iterator[str]:
    """Yield how many of the programs are open and so on, and then how many are to be confirmed, or state no amount."""
    stated = any(subtotal.stated for subtotal in totals.groups)
    remarks = {"confirm": totals.conditional, "unstated": totals.unstated if stated else 0}
    if totals.applicable == 1:
        counts = {"announced": announced, **remarks}
        yield from (say(language, f"summary.one-{key}") for key in ("announced", "confirm") if counts[key])
        return
    states = {state: ranks[place] for place, state in enumerate(_STATES)} if set(ranks) - {0} else {}
    yield from _counted(language, "states", {**states, "announced": announced})
    yield from _counted(language, "remarks", remarks)


def _counted(language: str, key: str, counts: dict[str, int]) -> Iterator[str]:
    parts = [say(language, f"summary.state-{name}", n=count) for name, count in counts.items() if count]
    if parts:
        yield say(language, f"summary.{key}", states=say(language, "summary.comma").join(parts))


def _closes_first(report: Report, language: str, applicable: Sequence[ProgramReport]) -> Iterator[str]:
    """Yield what closes first, and of what has no last day of its own the terms that end soon, and before that."""
    closing: list[tuple[date, ProgramReport]] = []
    ending: list[tuple[date, ProgramReport]] = []
    for result in applicable:
        window = _window(report, result)
        if window is not None and window.state is WindowState.OPEN and window.until is not None:
            closing.append((window.until, result))
        elif until := ends_soon(result.edition, report.as_of):
            ending.append((until, result))
    closes, ends = (min(days, key=itemgetter(0), default=None) for days in (closing, ending))
    if closes is not None:
        yield _first(report, language, "closes", *closes)
    if ends is not None and (closes is None or ends[0] < closes[0]):
        yield _first(report, language, "ends", *ends)


def _first(report: Report, language: str, key: str, until: date, result: ProgramReport) -> str:
    left = (until - report.as_of).days
    said = {"title": result.program.title.in_language(language), "until": words.day(language, until), "n": left}
    return say(language, f"summary.{key}-first" if left else f"summary.{key}-today", **said)


def _window(report: Report, result: ProgramReport) -> WindowOnDay | None:
    return result.edition.window_on(report.as_of) if result.edition else None
