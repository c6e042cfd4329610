"""A whole table of applicants, program by program: the summary of `iotcheck screen`, for a terminal and as a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from iotcheck import __version__
from iotcheck.engine import CeilingKind
from iotcheck.model import MAIN_GROUP, Every, PolicySet, SumGroup
from iotcheck.render.document import DISCLAIMER, QUIET, SMALL, Bar, Bars, Cell, Document, Figures, Link, Paragraph, Row
from iotcheck.texts import ceilings, refusals, say, sums
from iotcheck.texts import report as reports
from iotcheck.texts import result as results
from iotcheck.texts import values as words
from iotcheck.values import Number, exact


def summary_text(summary: Mapping[str, Any], policies: PolicySet, as_of: date, language: str) -> Document:
    """Return the summary (`screen.portfolio.summary`) for the terminal; background programs are left out."""
    document = Document(say(language, "screen.summary-title", rows=summary["rows"]["screened"]))
    document.blank()
    _table(document, summary, language)
    _obstacles(document, summary, policies, language)
    document.blank()
    if money := _total(summary, policies, language):
        label = say(language, "screen.count-money")
        document.paragraph(say(language, "result.label", label=label, value=money))
        document.paragraph(say(language, "screen.sum-note"), QUIET)
    document.paragraph(results.rules_day(language, policies, as_of))
    for sentence in _disclaimer(language):
        document.paragraph(sentence)
    return document


def summary_page(
    summary: Mapping[str, Any], policies: PolicySet, as_of: date, language: str, *, table: str = ""
) -> Document:
    """Return the summary as a page, with a picture of what the programs pay; `table` names the applicants'."""
    document = Document(
        policies.title.in_language(language),
        kind=say(language, "screen.kind"),
        meta=[(text,) for text in (table, results.rules_day(language, policies, as_of)) if text],
    )
    currency, rows = summary["totals"]["currency"], summary["rows"]
    figures = (
        (say(language, "screen.count-screened"), f"{rows['screened']:,}"),
        (say(language, "screen.count-rejected"), f"{rows['rejected']:,}"),
        (say(language, "screen.count-money"), _total(summary, policies, language)),
    )
    document.add(Figures(figures))
    bars = tuple(
        Bar(
            program["title"],
            say(language, "result.next").join(_ceilings(program, language, currency)),
            program["ceiling_min"],
            None if program["ceiling_open"] else program["ceiling_max"],
        )
        for program in summary["programs"]
        if program["ceiling_max"] != 0
    )
    if bars:
        explained = [say(language, f"report.{name}") for name in ("certain", "possible", "unended")]
        document.add(Bars(bars, say(language, "screen.picture"), *explained))
    document.heading(say(language, "screen.programs"))
    _table(document, summary, language)
    document.paragraph(say(language, "screen.sum-note"), QUIET)
    _obstacles(document, summary, policies, language)
    document.footer = _footer(policies, language)
    return document


def index_page(
    pages: Sequence[tuple[str, str, int, int, Sequence[tuple[Number, Number | None]]]],
    policies: PolicySet,
    as_of: date,
    language: str,
    *,
    table: str = "",
) -> Document:
    """Return the page that leads to those of the applicants: file, name, programs, undetermined ones, sums by group."""
    document = Document(
        policies.title.in_language(language),
        kind=say(language, "screen.index"),
        meta=[(text,) for text in (table, results.rules_day(language, policies, as_of)) if text],
    )
    document.add(Figures(((say(language, "screen.count-screened"), f"{len(pages):,}"),)))
    rows = [
        Row(
            (Link(name or file.removesuffix(".html"), page=file),),
            (
                Cell(say(language, "screen.column-applicable"), (f"{applicable:,}",), number=True),
                Cell(say(language, "screen.column-undetermined"), (f"{undetermined:,}",), number=True),
                Cell(say(language, "screen.column-ceilings"), _sums(sums_of, policies, language), folded=True),
            ),
        )
        for file, name, applicable, undetermined, sums_of in pages
    ]
    document.heading(say(language, "screen.applicants"))
    document.table(say(language, "screen.applicant"), rows)
    document.paragraph(say(language, "screen.sum-note"), QUIET)
    document.footer = _footer(policies, language)
    return document


def _sums(ends: Sequence[tuple[Number, Number | None]], policies: PolicySet, language: str) -> tuple[str, ...]:
    """Return an applicant's sum for each group of amounts that may be added, none where it is nothing."""
    lines = []
    for group, (low, high) in zip(policies.sum_groups(), ends, strict=True):
        if high != 0:
            money = words.span(language, low or None, high, policies.currency)
            label = sums.label(policies, language, group)
            lines.append(money if group == MAIN_GROUP else say(language, "result.label", label=label, value=money))
    return tuple(lines)


def _footer(policies: PolicySet, language: str) -> tuple[Paragraph, ...]:
    made = reports.made(language, policies, f"iotcheck {__version__}")
    return *(Paragraph(sentence, DISCLAIMER) for sentence in _disclaimer(language)), Paragraph(made, SMALL)


def _table(document: Document, summary: Mapping[str, Any], language: str) -> None:
    currency = summary["totals"]["currency"]
    rows = [_row(program, language, currency) for program in summary["programs"] if _counted(program)]
    document.table(say(language, "screen.column-program"), rows)


def _obstacles(document: Document, summary: Mapping[str, Any], policies: PolicySet, language: str) -> None:
    """Show the conditions that alone rule applicants out, where they were counted."""
    rows = [
        Row(
            entry["condition"],
            (
                Cell(say(language, "screen.column-program"), (program["title"],), folded=True),
                Cell(say(language, "screen.word-alone-count"), (f"{entry['count']:,}",), number=True),
                Cell(say(language, "screen.word-alone-gap"), _gap(entry, policies, language), number=True),
            ),
        )
        for program in summary["programs"]
        for entry in program.get("ruled_out_alone", ())
    ]
    if rows:
        document.heading(say(language, "screen.alone"))
        document.table(say(language, "screen.word-condition"), rows)


def _gap(entry: Mapping[str, Any], policies: PolicySet, language: str) -> tuple[str, ...]:
    """Return the median gap in the unit of its question; nothing where there is no figure."""
    gap = entry["median_gap"]
    if gap is None:
        return ()
    number = Fraction(str(gap))
    if entry["fact"] is None:
        return (words.number(exact(number)),)
    return (refusals.figure(language, policies, entry["fact"], exact(number)),)


def _counted(program: Mapping[str, Any]) -> bool:
    return any(program[name] for name in ("met", "undetermined", "ineligible"))


def _row(program: Mapping[str, Any], language: str, currency: str) -> Row:
    ceilings = _ceilings(program, language, currency)
    counts = ("applicable", "conditional", "undetermined", "ineligible")
    cells = (
        Cell(say(language, "screen.column-status"), (results.heading(language, program["status"]),), folded=True),
        *(Cell(say(language, f"screen.column-{name}"), (f"{program[name]:,}",), number=True) for name in counts),
        Cell(say(language, "screen.column-ceilings"), ceilings, folded=True, number=True),
    )
    return Row(program["title"], cells)


def _ceilings(program: Mapping[str, Any], language: str, currency: str) -> tuple[str, ...]:
    """Return in lines what the ceilings of a program's applicants come to; none where nobody may apply."""
    if program["applicable"] and program["ceiling"] != CeilingKind.AMOUNT:
        return (ceilings.without_figure(language, CeilingKind(program["ceiling"])),)
    if not program["applicable"]:
        return ()
    return _money(program["ceiling_min"], program["ceiling_max"], program["ceiling_open"], language, currency)


def _disclaimer(language: str) -> list[str]:
    """Return that it is no official decision, and where to ask for one."""
    said = (say(language, f"result.{key}") for key in ("disclaimer", "ask-nobody"))
    return [say(language, "result.sentence", text=sentence) for sentence in said]


def _total(summary: Mapping[str, Any], policies: PolicySet, language: str) -> str:
    """Return what all ceilings come to; nothing where none has a figure."""
    totals = summary["totals"]
    lines = list(_sum(totals, language, totals["currency"]))
    for group in totals.get("groups", ()):
        said = say(language, "result.next").join(_sum(group, language, totals["currency"]))
        if said:
            key = SumGroup(group["apart"], Every(group["period"]))
            lines.append(say(language, "result.label", label=sums.label(policies, language, key), value=said))
    return say(language, "result.next").join(lines)


def _sum(sums_of: Mapping[str, Any], language: str, currency: str) -> tuple[str, ...]:
    """Return in lines what the ceilings of a group come to; none where it is nothing."""
    if sums_of["max"] == 0:
        return ()
    return _money(sums_of["min"], sums_of["max"], sums_of["open"], language, currency)


def _money(low: int, high: int | None, unended: int, language: str, currency: str) -> tuple[str, ...]:
    """Return a sum of ceilings in a line, and in a second one how many of them have no upper end that the rules set."""
    if not unended:
        return (words.span(language, low, high, currency),)
    least = say(language, f"screen.sum-{'at-least' if low else 'open'}", low=words.money(language, low, currency))
    return least, say(language, "screen.sum-unended", count=unended)
