"""The result's sentences: verdicts, statuses, ceilings, sums, and what has to be said beside them.

"Up to", never "you get"; what a source does not state is unstated, never zero.
"""

import re
from datetime import date

from iotcheck.engine import ProgramReport, Verdict
from iotcheck.model import Citation, Edition, Note, PolicySet, Program, Status
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.days import day_ago

SENTENCES: dict[str, tuple[str, str]] = {
    # verdicts
    "eligible": ("符合", "eligible"),
    "conditional": ("符合，待核实", "eligible if confirmed"),
    "eligible-announced": ("条件相符，尚未开放", "conditions met, not open yet"),
    "conditional-announced": ("条件相符，待核实，尚未开放", "conditions met if confirmed, not open yet"),
    "undetermined": ("信息不足", "undetermined"),
    "ineligible": ("不符合", "not eligible"),
    "background": ("背景资料", "background"),
    # statuses
    "in_force": ("实施中", "in force"),
    "announced": ("即将发布", "announced"),
    "ended": ("已结束", "ended"),
    "plan": ("规划部署", "planned"),
    "encouraged": ("仅为鼓励", "encouraged, no funding"),
    "not_available": ("不设立", "not available"),
    "no_commitment": ("未作承诺", "no commitment made"),
    "ended-on": ("已于{ended}结束", "closed on {ended}"),
    "begins-on": ("{begins}起实施", "from {begins}"),
    "ended-and-begins": ("已于{ended}结束，{begins}起另有规定", "closed on {ended}, new terms from {begins}"),
    "maximum-then": ("当时{maximum}", "formerly {maximum}"),
    "no-edition": ("当日没有有效的规定", "no rules for this date"),
    "then": ("当时：{status}", "{status} then"),
    # confidence
    "official": ("官方", "official"),
    "corroborated": ("多个来源一致", "corroborated"),
    "reported": ("只有一个来源，请核实", "single source, please verify"),
    # headings and columns
    "rules-of": ("按{day}的规定判断", "Under the rules in force on {day}"),
    "rules-before": (
        "按{day}判断。规定从{known}起收录，此前情况可能不同",
        "As of {day}. This file records the rules in force on {known}; earlier days may differ",
    ),
    "rules-after": (
        "按{day}判断。规定只收录到{known}，此后变化可能未收录",
        "As of {day}. This file records the rules in force on {known}; later changes may be missing",
    ),
    "for": ("申报单位：{name}", "Applicant: {name}"),
    "unpaid-part": (
        "条件相符，但按这些答案金额为 0（{n}）",
        "Conditions met, but nothing is paid with these answers ({n})",
    ),
    "closed-part": ("条件相符但不受理申请的事项（{n}）", "Conditions met, but not open for applications ({n})"),
    "stale-part": ("规定可能已变化，未经确认（{n}）", "Rules that may have changed since ({n})"),
    "rest-part": ("其余项目（{n}）", "Other programs ({n})"),
    "program": ("项目", "Program"),
    "agency": ("主管部门", "Agency"),
    "no-agency": ("未写明", "not named"),
    "ceiling": ("最高金额", "Maximum"),
    "verdict": ("结论", "Verdict"),
    "status": ("状态", "Status"),
    "source": ("依据", "Source"),
    "waits-for": ("缺少信息", "Missing answers"),
    "instead": ("可参考", "See instead"),
    "known-to": ("截至 {day}", "as of {day}"),
    "last-known": ("规定更新至", "Last known"),
    "why": ("原因", "Why"),
    # nothing found
    "in-the-way": ("主要原因：{reasons}。", "Main reasons: {reasons}."),
    "stale-hint": (
        "以下规定只更新至所列日期，之后未经确认，申请前请向主管部门核实。",
        "These rules are not confirmed after the date shown. Check with the agency before you apply.",
    ),
    # below the parts
    "rest": ("另有 {programs}没有列出：{counts}。", "{programs} not shown: {counts}."),
    "count-ineligible": ("不符合 {n} 个", "{n} not eligible"),
    "count-background": ("背景资料 {n} 个", "{n} background"),
    "count-closed": ("未开放且信息不足 {n} 个", "{n} undetermined and not open"),
    "count-ended": ("已结束 {n} 个", "{n} closed"),
    "count-not-begun": ("尚未开始 {n} 个", "{n} not begun"),
    "sum-silent": (
        "规定未说明各项目能否同时享受，合计只是相加，不是承诺。",
        "The rules do not say whether programs can be combined, so the total is a sum, not a promise.",
    ),
    "sum-unlimited": (
        "所列规定没有限制同时享受以上项目，合计只是相加，不是承诺。",
        "No rule given here limits these programs together; the total is a sum, not a promise.",
    ),
    "to-confirm": ("申请前请核实", "Confirm before you apply"),
    "ask-agency": ("向{agency}核实", "contact {agency}"),
    "ask-anyone": ("向主管部门核实", "contact the responsible agency"),
    "next-steps": ("下一步", "Next steps"),
    "please-note": ("请注意", "Please note"),
    "known-since": ("后续变化与补充说明", "Later developments and background"),
    "disclaimer": (
        "这不是官方决定，能否获得、获得多少由主管部门决定",
        "This is not an official decision; that is for the agencies",
    ),
    "ask": ("请向{agencies}咨询", "Contact: {agencies}"),
    "ask-nobody": ("请向主管部门咨询", "Contact the responsible agency"),
    "and-more": ("{programs}等 {n} 个项目", "{programs} and {n} more"),
    "section": ("{name}第{section}部分", "{name} § {section}"),
    "section-ordinal": ("{name}{section}", "{name} {section}"),
    "section-named": ("{name} {section}", "{name} {section}"),
    "quote": ("{place}：“{quote}”", "{place}: “{quote}”"),
    "sentence": ("{text}。", "{text}."),
    "sentences": ("", " "),
    "counted": ("{title}（{n}）", "{title} ({n})"),
    "next": ("；", "; "),
    "label": ("{label}：{value}", "{label}: {value}"),
}

_ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_MARK = re.compile(r"[\dA-Za-z][\dA-Za-z.()]*|[一二三四五六七八九十百]+")


def rules_day(language: str, policies: PolicySet, as_of: date, today: date | None = None) -> str:
    """Return of which day's rules a result speaks, how long ago it was, and what the file can tell of that day."""
    key, known = "rules-of", policies.known_to or _newest_known(policies)
    if as_of < policies.as_of:
        key, known = "rules-before", policies.as_of
    elif as_of > max(policies.as_of, known):
        key = "rules-after"
    return say(language, f"result.{key}", day=day_ago(language, as_of, today), known=words.day(language, known))


def _newest_known(policies: PolicySet) -> date:
    """Return the day of a file, or a later one to which one of its editions says that its terms are known."""
    editions = (edition for program in policies.programs.values() for edition in program.editions)
    return max([policies.as_of, *(edition.known_to for edition in editions if edition.own_known_to)])


def verdict(language: str, result: ProgramReport) -> str:
    """Return the verdict in words; for a program without one that it is background, or that it has no terms that day.

    Whoever fits a program that is only announced cannot apply for it yet: the words say that, not that it is open.
    """
    announced = result.status is Status.ANNOUNCED and result.verdict in (Verdict.ELIGIBLE, Verdict.CONDITIONAL)
    without = "background" if result.edition else "no-edition"
    return say(language, f"result.{result.verdict or without}{'-announced' if announced else ''}")


def status(language: str, result: ProgramReport, as_of: date | None = None) -> str:
    """Return the standing of a program in words; with the day, also when terms that still count were last checked."""
    return with_check(language, say(language, f"result.{result.status or 'no-edition'}"), result.edition, as_of)


def with_check(language: str, status: str, edition: Edition | None, as_of: date | None) -> str:
    """Return a status, and when its terms were last checked where they are known to an earlier day, yet count."""
    said = last_checked(language, edition, as_of)
    return say(language, "days.status-checked", status=status, checked=said) if said else status


def last_checked(language: str, edition: Edition | None, as_of: date | None) -> str:
    """Return when terms were last checked that are known to an earlier day, yet count; nothing of others."""
    checked = edition.last_checked(as_of) if edition is not None and as_of is not None else None
    return say(language, "days.last-checked", day=words.day(language, checked)) if checked else ""


def outside(language: str, program: Program, day: date) -> str:
    """Return how a program stands on a day that none of its editions covers: when it ended, when it begins."""
    ended, coming = program.ended_before(day), program.begins_after(day)
    days = {
        "ended": words.day(language, ended.until) if ended and ended.until else "",
        "begins": words.day(language, coming.start) if coming and coming.start else "",
    }
    key = "ended-and-begins" if all(days.values()) else "ended-on" if days["ended"] else "begins-on"
    return say(language, f"result.{key}", **days)


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


def citation(policies: PolicySet, language: str, cited: Citation) -> str:
    """Return where a citation points: the document's number, or else its title, and the section.

    A section that is only a mark, such as 3, 四 or 2.1, is named as the language does: § 3, 第3部分, and for 四 § 4, 第四部分.
    What is more than a mark, such as 第二十六条 or annex 2, is shown as it is.
    """
    source = policies.sources[cited.document]
    name = source.number or source.title.in_language(language)
    if not cited.section:
        return name
    more = "section-ordinal" if cited.section.startswith("第") else "section-named"
    key = "section" if _MARK.fullmatch(cited.section) else more
    ordinal = language == "en" and cited.section in _ORDINALS
    section = _ORDINALS.index(cited.section) + 1 if ordinal else cited.section
    return say(language, f"result.{key}", name=name, section=section)


def quoted(policies: PolicySet, language: str, cited: Citation) -> str:
    """Return where a citation points, and its words."""
    place = citation(policies, language, cited)
    return say(language, "result.quote", place=place, quote=cited.quote) if cited.quote else place


def basis(policies: PolicySet, language: str, result: ProgramReport) -> str:
    """Return in a line which agencies decide on a program, and which sources its terms cite."""
    named = agencies(policies, language, result.program) or [say(language, "result.no-agency")]
    cited = result.edition.sources if result.edition else ()
    places = dict.fromkeys(citation(policies, language, source) for source in cited)
    parts = {"agency": named, "source": list(places)}
    said = (
        say(language, "result.label", label=say(language, f"result.{key}"), value=words.listing(language, values))
        for key, values in parts.items()
        if values
    )
    return " · ".join(said)


def title(policies: PolicySet, language: str, program_id: str) -> str:
    """Return the title of a program that another names; its id where `--only` has left it out."""
    program = policies.programs.get(program_id)
    return program.title.in_language(language) if program else program_id


def agencies(policies: PolicySet, language: str, program: Program) -> list[str]:
    """Return the names of a program's agencies."""
    return [policies.agencies[name].name.in_language(language) for name in program.agencies]
