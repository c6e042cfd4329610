"""The CSV report: a row for each program. It begins with a byte order mark, and no text of it is a formula."""

import csv
from io import StringIO

from iotcheck.answers import plain_value
from iotcheck.engine import CeilingKind, ProgramReport, Report, needed_documents
from iotcheck.logic import Truth
from iotcheck.model import PolicySet, Program
from iotcheck.render.combining import Combination
from iotcheck.render.parts import sort_parts, window_of
from iotcheck.texts import applying, ceilings, refusals, say
from iotcheck.texts import result as results
from iotcheck.texts.values import day, listing
from iotcheck.typeset import cell_safe, one_line

_MARK = "\ufeff"  # without it Excel takes the file for GBK
_COLUMNS = (
    "applicant",
    "as-of",
    "id",
    "program",
    "agency",
    "status",
    "verdict",
    "min",
    "max",
    "currency",
    "ceiling",
    "waits-for",
    "confirm",
    "source",
    "why",
    "remark",
)


_COMBINING_COLUMNS = ("combination", "combination-rule")
_WINDOW_COLUMNS = ("window", "apply-from", "apply-until", "days-left")


def render_csv(report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False) -> str:
    """Return a report as CSV with names of columns in the user's language.

    `name` is the applicant's; `explain` fills the reasons of programs that are not eligible; `show_all` adds ineligible
    and background programs. Amounts are plain numbers, empty where there is no figure or no upper end.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = list(_COLUMNS)
    if applying.has_windows(report.policies):
        columns[columns.index("ceiling") + 1 : 0] = _WINDOW_COLUMNS
    if report.best_set is not None:
        columns[columns.index("ceiling") + 1 : 0] = _COMBINING_COLUMNS
    if reached := _channel_columns(report.policies):
        columns[columns.index("source") : 0] = reached
    writer.writerow([say(language, f"report.column-{column}") for column in columns])
    for result in sort_parts(report).shown(show_all=show_all):
        row = _row(report, language, result)
        row |= {"applicant": name, "why": refusals.why_not(report, language, result) if explain else ""}
        writer.writerow([_cell(row[column]) for column in columns])
    return _MARK + text.getvalue()


def _row(report: Report, language: str, result: ProgramReport) -> dict[str, str | int | None]:
    policies, ceiling = report.policies, result.ceiling
    cited = result.edition.sources if result.edition else ()
    places = [*dict.fromkeys(results.citation(policies, language, citation) for citation in cited)]
    outside = results.outside(language, result.program, report.as_of)
    facts = [policies.facts[name].label.in_language(language) for name in result.missing]
    return {
        "as-of": day(language, report.as_of),
        "id": result.program.id,
        "program": result.program.title.in_language(language),
        "agency": listing(language, results.agencies(policies, language, result.program)),
        "status": results.status(language, result, report.as_of) if result.edition else outside,
        "verdict": results.verdict(language, result) if result.edition else "",
        "min": plain_value(ceiling.low),
        "max": plain_value(ceiling.high),
        "currency": policies.currency if ceiling.kind is CeilingKind.AMOUNT else "",
        "ceiling": ceilings.program_ceiling(policies, language, result)
        if result.edition
        else ceilings.maximum_on(policies, language, result.program, report.as_of),
        "documents": listing(language, _documents(report, language, result)),
        **_channel(policies, language, result.program),
        **_window(report, language, result),
        **_combination(report, language, result),
        "waits-for": listing(language, facts),
        "confirm": say(language, "result.next").join(text.in_language(language) for text in result.confirm),
        "source": listing(language, places),
        "remark": say(language, "result.disclaimer"),
    }


def _channel_columns(policies: PolicySet) -> list[str]:
    """Return the columns that hold something for one of the programs or agencies."""
    agencies, programs = policies.agencies.values(), policies.programs.values()
    held = {
        "apply-at": any(policies.channel(program) for program in programs),
        "page": any(program.url for program in programs),
        "phone": any(agency.phone for agency in agencies),
        "address": any(agency.address for agency in agencies),
    }
    asked = any(edition.documents for program in programs for edition in program.editions)
    return [column for column, filled in {**held, "documents": asked}.items() if filled]


def _channel(policies: PolicySet, language: str, program: Program) -> dict[str, str]:
    place, offices = policies.channel(program), [policies.agencies[name] for name in program.agencies]
    return {
        "apply-at": place.in_language(language) if place else "",
        "page": program.url or "",
        "phone": listing(language, [office.phone for office in offices if office.phone]),
        "address": listing(language, [office.address.in_language(language) for office in offices if office.address]),
    }


def _documents(report: Report, language: str, result: ProgramReport) -> list[str]:
    """Return the documents that the applicant needs for a program; what is open of one is said."""
    needs = needed_documents(report, result).items()
    titles = {name: report.policies.documents[name].title.in_language(language) for name, _ in needs}
    return [
        titles[name] if truth is Truth.TRUE else say(language, "applying.perhaps", title=titles[name])
        for name, truth in needs
        if truth is not Truth.FALSE
    ]


def _window(report: Report, language: str, result: ProgramReport) -> dict[str, str | int | None]:
    window = window_of(report, result)
    said = applying.lines(language, result.edition, report.as_of) if window else ()
    return {
        "window": say(language, "result.next").join(said),
        "apply-from": day(language, window.start) if window and window.start else "",
        "apply-until": day(language, window.until) if window and window.until else "",
        "days-left": window.days_left if window else None,
    }


def _combination(report: Report, language: str, result: ProgramReport) -> dict[str, str]:
    if report.best_set is None:
        return {}
    view = Combination(report.policies, language)
    return {
        "combination": view.standing(report.best_set, result),
        "combination-rule": view.note(report.best_set, result),
    }


def _cell(value: str | int | None) -> str | int:
    if isinstance(value, str):
        return cell_safe(one_line(value))
    return "" if value is None else value
