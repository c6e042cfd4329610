"""The windows that concern the applicants of a table, a row each: for a spreadsheet, or as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from iotcheck.engine import Verdict
from iotcheck.model import PolicySet, Program, WindowOnDay
from iotcheck.model.applying import rank
from iotcheck.render.json import head
from iotcheck.texts import say
from iotcheck.texts.applying import standing
from iotcheck.texts.result import heading
from iotcheck.texts.values import day as day_words
from iotcheck.typeset import cell_safe, one_line

_COLUMNS = ("applicant", "id", "program", "verdict", "window", "apply-from", "apply-until", "days-left", "apply-at")


class Deadline(NamedTuple):
    """When an applicant can apply for a program."""

    applicant: str
    program: Program
    verdict: Verdict
    window: WindowOnDay


def in_order(found: Iterable[tuple[str, Program, Verdict]], day: date) -> list[Deadline]:
    """Return when applicants can apply for programs, of each applicant what closes first at first."""
    rows = []
    for applicant, program, verdict in found:
        edition = program.edition_on(day)
        window = edition.window_on(day) if edition else None
        if window is not None:
            rows.append(Deadline(applicant, program, verdict, window))
    places = {applicant: place for place, applicant in enumerate(dict.fromkeys(row.applicant for row in rows))}
    return sorted(rows, key=lambda row: (places[row.applicant], rank(row.window)))


def deadlines_csv(policies: PolicySet, rows: Iterable[Deadline], language: str) -> str:
    """Return them as CSV with names of columns in a language; it begins with a mark of UTF-8, for spreadsheets."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(language, f"report.column-{column}") for column in _COLUMNS])
    for row in rows:
        window, place = row.window, policies.channel(row.program)
        cells = [
            row.applicant,
            row.program.id,
            row.program.title.in_language(language),
            heading(language, row.verdict),
            standing(language, window),
            day_words(language, window.start) if window.start else "",
            day_words(language, window.until) if window.until else "",
            window.days_left,
            place.in_language(language) if place else "",
        ]
        writer.writerow([cell_safe(one_line(cell)) if isinstance(cell, str) else cell for cell in cells])
    return "\ufeff" + text.getvalue()


def deadlines_json(policies: PolicySet, rows: Iterable[Deadline], language: str, day: date) -> dict[str, Any]:
    """Return the JSON document of kind "calendar"."""
    windows = [
        {
            "applicant": row.applicant,
            "program": row.program.id,
            "title": row.program.title.in_language(language),
            "verdict": row.verdict,
            "state": row.window.state,
            "from": row.window.start.isoformat() if row.window.start else None,
            "until": row.window.until.isoformat() if row.window.until else None,
            "days_left": row.window.days_left,
        }
        for row in rows
    ]
    return {**head("calendar", policies, day, language), "windows": windows}
