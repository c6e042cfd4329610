"""What differs from an earlier JSON result, and why: each step from it to today's result is assessed by itself.

The earlier document comes from a file that anyone may have edited: what is not as expected counts as not said.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from iotcheck import __version__
from iotcheck.engine import Answers, CeilingKind, ProgramReport, Report, Verdict, assess
from iotcheck.model import Status
from iotcheck.record import Record
from iotcheck.texts import format as words
from iotcheck.texts import say
from iotcheck.values import BadValueError, parse_iso_date

RULES, DAY, ANSWERS = "rules", "day", "answers"
_NAMED = 3
_FIELDS = ("verdict", "status", "stale", "ceiling")

Snapshot = dict[str, Any]  # by field; a ceiling is (kind, min, max)


class ProgramDifference(Record):
    """One program in both results.

    `fields` maps what differs to the earlier and the present value; `causes` say which steps made a difference: the
    rules (policy file or version), the day, the answers. `before` is None for a program that was not there.
    """

    program: ProgramReport
    before: Snapshot | None
    after: Snapshot
    fields: tuple[str, ...]
    causes: tuple[str, ...]


class Differences(Record):
    """What was changed between two results, and what came of it; `gone` are ids of programs no longer there.

    `left_out` counts the programs of the same file that the earlier result did not look at. `version`, `file` and `day`
    are the earlier and the present one where they differ, else None.
    """

    generator: str
    as_of: date | None
    version: tuple[str, str] | None
    file: tuple[str, str] | None
    day: tuple[date, date] | None
    facts: tuple[str, ...]
    programs: tuple[ProgramDifference, ...]
    gone: tuple[str, ...]
    left_out: int


def differences(earlier: Mapping[str, Any], answers: Answers, report: Report) -> Differences | None:
    """Compare an earlier JSON result, and the answers read from it, with a report; None if it is no assessment."""
    programs = earlier.get("programs")
    if earlier.get("kind") != "assessment" or not isinstance(programs, list):
        return None
    before = {one["id"]: _said(one) for one in programs if isinstance(one, dict) and isinstance(one.get("id"), str)}
    file = earlier.get("policies")
    known = file if isinstance(file, dict) else {}
    day = _day(earlier.get("as_of"))
    generator, present = str(earlier.get("generator", "")), f"iotcheck {__version__}"
    same_file = known.get("sha256") == report.policies.sha256
    left_out = {name for name in report.policies.programs if name not in before} if same_file else set()
    changed = [name for name in report.policies.facts if _answer(answers, name) != _answer(report.answers, name)]
    return Differences(
        generator=generator,
        as_of=day,
        version=(generator, present) if generator != present else None,
        file=None if same_file else _files(known, report),
        day=(day, report.as_of) if day is not None and day != report.as_of else None,
        facts=tuple(changed),
        programs=tuple(
            one
            for one in _compared(before, answers, day or report.as_of, report)
            if one.program.program.id not in left_out
        ),
        gone=tuple(name for name in before if name not in report.policies.programs),
        left_out=len(left_out),
    )


def lines(found: Differences, report: Report, language: str) -> list[str]:
    """Return the differences in words, the first line being what they are compared with."""
    day = words.day(language, found.as_of) if found.as_of else _say(language, "of-unknown-day")
    heading = {"day": day, "generator": found.generator or _say(language, "by-unknown")}
    changes = [*_changes(found, report, language)]
    grouped: dict[str, list[str]] = {}
    for one in found.programs:
        title = one.program.program.title.in_language(language)
        grouped.setdefault(_program(one, report, language, explained=bool(changes)), []).append(title)
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


def _compared(
    before: Mapping[str, Snapshot], answers: Answers, day: date, report: Report
) -> Iterator[ProgramDifference]:
    """Yield the programs that differ. From the earlier result to this one lead three steps, each seen by itself."""
    then = assess(report.policies, answers, day)
    today = assess(report.policies, answers, report.as_of)
    for one, other, result in zip(then.programs, today.programs, report.programs, strict=True):
        steps = [before.get(result.program.id), *[_snapshot(each) for each in (one, other, result)]]
        first, last = steps[0], steps[-1]
        fields = tuple(name for name in _FIELDS if first is not None and first[name] != last[name])  # type: ignore[index]
        if first is not None and not fields:
            continue
        causes = [
            cause
            for cause, (left, right) in zip((RULES, DAY, ANSWERS), pairwise(steps), strict=True)
            if left is None or any(left[name] != right[name] for name in fields)  # type: ignore[index]
        ]
        yield ProgramDifference(
            program=result, before=first, after=_snapshot(result), fields=fields, causes=tuple(causes)
        )


def _snapshot(result: ProgramReport) -> Snapshot:
    return {
        "verdict": result.verdict,
        "status": result.edition.status if result.edition else None,
        "stale": result.stale,
        "ceiling": (result.ceiling.kind, result.ceiling.low, result.ceiling.high),
    }


def _said(program: Mapping[str, Any]) -> Snapshot:
    ceiling = program.get("ceiling")
    figures = ceiling if isinstance(ceiling, dict) else {}
    return {
        "verdict": _text(program.get("verdict")),
        "status": _text(program.get("status")),
        "stale": program.get("stale") is True,
        "ceiling": (_text(figures.get("kind")), _whole(figures.get("min")), _whole(figures.get("max"))),
    }


def _answer(answers: Answers, name: str) -> object:
    return answers.get(name, ...)  # don't know and not asked are different answers


def _files(known: Mapping[str, Any], report: Report) -> tuple[str, str]:
    """Return how to tell the policy files apart: by id, or by the beginning of their digests."""
    policies = report.policies
    if known.get("id") != policies.id:
        return str(known.get("id", "?")), policies.id
    return str(known.get("sha256", "?"))[:12], policies.sha256[:12]


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
    room = "ceilings" if name == "ceiling" else "result"
    known = value in (*Verdict, *Status, *CeilingKind)
    return say(language, f"{room}.{value}") if known else str(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    """Return a whole number of an earlier result, whose numbers come as their digits."""
    text = str(value)
    plain = text.lstrip("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < 40 else None


def _day(value: object) -> date | None:
    try:
        return parse_iso_date(str(value))
    except BadValueError:
        return None


def _say(language: str, key: str, **params: object) -> str:
    return say(language, f"differences.{key}", **params)
