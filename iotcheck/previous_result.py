"""What differs from an earlier JSON result, and why: each step from it to today's result is assessed by itself. Pure.

The earlier document comes from a file that anyone may have edited: what is not as expected counts as not said.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from iotcheck import __version__
from iotcheck.engine import Answers, ProgramReport, Report, assess_admitted
from iotcheck.record import Record
from iotcheck.values import BadValueError, parse_iso_date

RULES, DAY, ANSWERS = "rules", "day", "answers"
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
    before = {
        program["id"]: _said(program)
        for program in programs
        if isinstance(program, dict) and isinstance(program.get("id"), str)
    }
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


def _compared(
    before: Mapping[str, Snapshot], answers: Answers, day: date, report: Report
) -> Iterator[ProgramDifference]:
    """Yield the programs that differ. From the earlier result to this one lead three steps, each seen by itself."""
    then = assess_admitted(report.policies, answers, day)
    today = assess_admitted(report.policies, answers, report.as_of)
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
        "status": result.status,
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
