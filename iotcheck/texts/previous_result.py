"""What differs from an earlier result, in words: what was changed, and what came of it for which programs."""

from collections.abc import Iterator
from typing import Any

from iotcheck.engine import CeilingKind, Report, Verdict
from iotcheck.model import Status
from iotcheck.previous_result import Differences, ProgramDifference
from iotcheck.texts import say
from iotcheck.texts import values as words

SENTENCES: dict[str, tuple[str, str]] = {
    "same": ("与先前的结果一致（{day}，{generator}）。", "Same as the earlier result ({day}, {generator})."),
    "heading": ("与先前的结果（{day}，{generator}）相比：", "Compared with the earlier result ({day}, {generator}):"),
    "of-unknown-day": ("日期不明", "date unknown"),
    "by-unknown": ("版本不明", "version unknown"),
    # what was changed
    "file": ("政策文件不同：{before} → {after}", "different policy file: {before} → {after}"),
    "version": ("程序版本不同：{before} → {after}", "different program version: {before} → {after}"),
    "day": ("判断日期不同：{before} → {after}", "different date: {before} → {after}"),
    "answers": ("答案不同：{facts}", "different answers: {facts}"),
    "nothing-changed": (
        "程序版本、政策文件、日期和答案都相同，结果却不同：先前的结果文件可能被改动过。",
        "Version, policy file, date and answers are the same but the result is not; the earlier file may have been edited.",
    ),
    "no-effect": ("结论和金额没有变化。", "No verdict or amount has changed."),
    # what came of it
    "program": ("{title}：{changes}", "{title}: {changes}"),
    "because": ("{changes}（{causes}）", "{changes} ({causes})"),
    "new": ("先前没有这个项目", "not in the earlier result"),
    "gone": ("{id}：现在没有这个项目（因政策文件）", "{id}: no longer in the policy file"),
    "left-out": ("另有 {programs}，先前的结果没有评估", "{programs} not considered in the earlier result"),
    "verdict": ("结论 {before} → {after}", "verdict {before} → {after}"),
    "status": ("状态 {before} → {after}", "status {before} → {after}"),
    "stale": ("规定 {before} → {after}", "terms {before} → {after}"),
    "ceiling": ("最高金额 {before} → {after}", "maximum {before} → {after}"),
    "confirmed": ("已确认", "confirmed"),
    "unconfirmed": ("未经确认", "not confirmed since"),
    "none": ("无", "none"),
    "next": ("；", "; "),
    "because-rules": ("因政策文件或程序版本", "because of the policy file or the version"),
    "because-day": ("因日期", "because of the date"),
    "because-answers": ("因答案", "because of the answers"),
    "and": ("、", ", "),
}

_NAMED = 3


def lines(found: Differences, report: Report, language: str) -> list[str]:
    """Return the differences in words, the first line being what they are compared with."""
    day = words.day(language, found.as_of) if found.as_of else _say(language, "of-unknown-day")
    heading = {"day": day, "generator": found.generator or _say(language, "by-unknown")}
    changes = [*_changes(found, report, language)]
    grouped: dict[str, list[str]] = {}
    for program in found.programs:
        title = program.program.program.title.in_language(language)
        grouped.setdefault(_program(program, report, language, explained=bool(changes)), []).append(title)
    results = [
        _say(language, "program", title=_titles(titles, language), changes=text) for text, titles in grouped.items()
    ]
    results += [_say(language, "gone", id=name) for name in found.gone]
    if found.left_out:
        results.append(_say(language, "left-out", programs=words.programs(language, found.left_out)))
    if not changes and not found.programs and not found.left_out:
        return [_say(language, "same", **heading)]
    if found.programs and not changes:
        changes = [_say(language, "nothing-changed")]
    return [_say(language, "heading", **heading), *changes, *(results or [_say(language, "no-effect")])]


def _changes(found: Differences, report: Report, language: str) -> Iterator[str]:
    for key, pair in (("file", found.file), ("version", found.version)):
        if pair is not None:
            yield _say(language, key, before=pair[0], after=pair[1])
    if found.day is not None:
        before, after = (words.day(language, day) for day in found.day)
        yield _say(language, "day", before=before, after=after)
    if found.facts:
        labels = [report.policies.facts[name].label.in_language(language) for name in found.facts]
        yield _say(language, "answers", facts=words.listing(language, labels))


def _program(one: ProgramDifference, report: Report, language: str, *, explained: bool) -> str:
    """Return what differs in a program, and why; without any change there is no why."""
    if one.before is None:
        said = [_say(language, "new")]
    else:
        said = [
            _say(
                language,
                name,
                before=_value(name, one.before[name], report, language),
                after=_value(name, one.after[name], report, language),
            )
            for name in one.fields
        ]
    changes = _say(language, "next").join(said)
    if not explained:
        return changes
    causes = _say(language, "and").join(_say(language, f"because-{cause}") for cause in one.causes)
    return _say(language, "because", changes=changes, causes=causes)


def _titles(titles: list[str], language: str) -> str:
    """Return the titles of programs that changed alike; of many, their number."""
    if len(titles) <= _NAMED:
        return _say(language, "and").join(titles)
    return words.programs(language, len(titles))


def _value(name: str, value: Any, report: Report, language: str) -> str:
    """Return a value in words; what an edited file says besides the known words stands as it is."""
    if name == "stale":
        return _say(language, "unconfirmed" if value else "confirmed")
    if name == "ceiling":
        kind, low, high = value
        if kind == CeilingKind.AMOUNT:
            return words.span(language, low, high, report.policies.currency)
        value = kind
    if value is None:
        return _say(language, "none")
    module = "ceilings" if name == "ceiling" else "result"
    known = value in (*Verdict, *Status, *CeilingKind)
    return say(language, f"{module}.{value}") if known else str(value)


def _say(language: str, key: str, **params: object) -> str:
    return say(language, f"previous_result.{key}", **params)
