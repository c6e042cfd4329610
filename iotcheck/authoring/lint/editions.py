"""Editions: days that two claim or none does, terms known only before they begin, open ones without a condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from iotcheck.authoring.lint.questions import Questions
from iotcheck.model import Program

_DAY = timedelta(days=1)


def check_editions(questions: Questions) -> None:
    """Note what is odd about the periods of each program's editions."""
    for program, edition in questions.editions:
        if edition.start is not None and edition.known_to < edition.start:
            questions.problem(edition.location, "known-before-start", known_to=edition.known_to, start=edition.start)
        if edition.when is None and edition.status.open_to_applicants:
            questions.problem(edition.location, "open-without-condition", program=program.id)
    for program in questions.policies.programs.values():
        _check_periods(questions, program)


def _check_periods(questions: Questions, program: Program) -> None:
    periods = list(_periods(program))
    in_force = [program.edition_on(first) for first, _ in periods]
    for place, (first, last) in enumerate(periods):
        for edition in program.editions:
            if edition.covers(first) and edition is not in_force[place]:
                questions.problem(edition.location, "editions-overlap", program=program.id, start=first)
        following = in_force[place + 1] if place + 1 < len(periods) else None
        if place > 0 and in_force[place] is None and following is not None:
            questions.problem(following.location, "editions-gap", program=program.id, first=first, last=last)


def _periods(program: Program) -> Iterator[tuple[date, date]]:
    """Yield the periods, first and last day, during which the same editions cover every day."""
    starts = {date.min}
    for edition in program.editions:
        if edition.start is not None:
            starts.add(edition.start)
        if edition.until is not None and edition.until < date.max:
            starts.add(edition.until + _DAY)
    ordered = sorted(starts)
    for first, following in zip(ordered, [*ordered[1:], None], strict=True):
        yield first, following - _DAY if following else date.max
