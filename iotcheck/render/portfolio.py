"""A whole table of applicants, program by program: the summary of `iotcheck screen`, for a terminal and as a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iotcheck import __version__
from iotcheck.engine import CeilingKind
from iotcheck.model import PolicySet
from iotcheck.render.bars import Bar, bar_chart
from iotcheck.render.elements import prose, tag
from iotcheck.render.html_page import html_page
from iotcheck.render.html_sheet import HtmlSheet
from iotcheck.render.layout import Page
from iotcheck.render.sheet import QUIET, Cell, Entry, Sheet
from iotcheck.texts import ceilings, say
from iotcheck.texts import format as words
from iotcheck.texts import report as reports
from iotcheck.texts import result as results


def portfolio_table(
    summary: Mapping[str, Any], policies: PolicySet, as_of: date, language: str, *, width: int, color: bool = False
) -> str:
    """Return the summary (`screen.portfolio.summary`) as a table; background programs are left out."""
    page = Page(language, width=width, color=color)
    page.heading(say(language, "screen.summary-title", rows=summary["rows"]["screened"]))
    page.blank()
    _table(page, summary, language)
    page.blank()
    if money := _total(summary, language):
        label = say(language, "screen.count-money")
        page.paragraph(say(language, "result.label", label=label, value=money))
        page.paragraph(say(language, "screen.sum-note"), QUIET)
    page.paragraph(results.rules_day(language, policies, as_of))
    for sentence in _disclaimer(language):
        page.paragraph(sentence)
    return page.text()


def portfolio_page(
    summary: Mapping[str, Any], policies: PolicySet, as_of: date, language: str, *, table: str = ""
) -> str:
    """Return the summary as a page of HTML, with a picture of what the programs pay; `table` names the applicants'."""
    sheet = HtmlSheet()
    currency = summary["totals"]["currency"]
    rows = summary["rows"]
    figures = [
        (say(language, "screen.count-screened"), f"{rows['screened']:,}"),
        (say(language, "screen.count-rejected"), f"{rows['rejected']:,}"),
        (say(language, "screen.count-money"), _total(summary, language)),
    ]
    boxes = [tag("div", tag("dt", label), tag("dd", prose(value))) for label, value in figures]
    sheet.add(tag("dl", boxes, class_="figures"))
    bars = [
        Bar(
            one["title"],
            say(language, "result.next").join(_ceilings(one, language, currency)),
            one["ceiling_min"],
            None if one["ceiling_open"] else one["ceiling_max"],
        )
        for one in summary["programs"]
        if one["ceiling_max"] != 0
    ]
    if bars:
        key = [say(language, f"report.{name}") for name in ("certain", "possible", "unended")]
        sheet.add(bar_chart(bars, say(language, "screen.picture"), *key))
    sheet.heading(say(language, "screen.programs"))
    _table(sheet, summary, language)
    sheet.paragraph(say(language, "screen.sum-note"), QUIET)
    title = policies.title.in_language(language)
    kind = say(language, "screen.kind")
    said = [table, results.rules_day(language, policies, as_of)]
    header = tag(
        "header",
        tag("p", kind, class_="eyebrow"),
        tag("h1", title),
        tag("p", [tag("span", one) for one in said if one], class_="meta"),
    )
    made = reports.made(language, policies, f"iotcheck {__version__}")
    disclaimer = [tag("p", sentence, class_="disclaimer") for sentence in _disclaimer(language)]
    footer = tag("footer", tag("div", disclaimer, tag("p", made, class_="quiet small")))
    return html_page(language, f"{title} · {kind}", header=header, main=sheet.html(), footer=footer)


def _table(sheet: Sheet, summary: Mapping[str, Any], language: str) -> None:
    currency = summary["totals"]["currency"]
    entries = [_entry(program, language, currency) for program in summary["programs"] if _counted(program)]
    if entries:
        sheet.entries(say(language, "screen.column-program"), entries)


def _counted(program: Mapping[str, Any]) -> bool:
    return any(program[name] for name in ("met", "undetermined", "ineligible"))


def _entry(program: Mapping[str, Any], language: str, currency: str) -> Entry:
    ceilings = _ceilings(program, language, currency)
    counts = ("applicable", "conditional", "undetermined", "ineligible")
    cells = (
        Cell(say(language, "screen.column-status"), (results.heading(language, program["status"]),), folded=True),
        *(Cell(say(language, f"screen.column-{name}"), (f"{program[name]:,}",), number=True) for name in counts),
        Cell(say(language, "screen.column-ceilings"), ceilings, folded=True, number=True),
    )
    return Entry(program["title"], cells)


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


def _total(summary: Mapping[str, Any], language: str) -> str:
    """Return what all ceilings come to; nothing where none has a figure."""
    totals = summary["totals"]
    if totals["max"] == 0:
        return ""
    lines = _money(totals["min"], totals["max"], totals["open"], language, totals["currency"])
    return say(language, "result.next").join(lines)


def _money(low: int, high: int | None, unended: int, language: str, currency: str) -> tuple[str, ...]:
    """Return a sum of ceilings in a line, and in a second one how many of them have no upper end that the rules set."""
    if not unended:
        return (words.span(language, low, high, currency),)
    least = say(language, f"screen.sum-{'at-least' if low else 'open'}", low=words.money(language, low, currency))
    return least, say(language, "screen.sum-unended", count=unended)
