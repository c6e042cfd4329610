"""A whole table of applicants, program by program: the summary of `iotcheck screen` on a terminal."""

from collections.abc import Mapping
from typing import Any

from iotcheck.render.layout import Page
from iotcheck.render.sheet import Cell, Entry
from iotcheck.texts import format as words
from iotcheck.texts import result as results
from iotcheck.texts import say


def portfolio_table(
    summary: Mapping[str, Any], language: str, *, width: int, color: bool = False, plain: bool = False
) -> str:
    """Return the summary (`screen.portfolio.summary`) as a table; background programs are left out."""
    page = Page(language, width=width, color=color, plain=plain)
    page.heading(say(language, "screen.summary-title", rows=summary["rows"]["screened"]))
    page.blank()
    currency = summary["totals"]["currency"]
    page.entries(
        say(language, "screen.column-program"),
        [_entry(program, language, currency) for program in summary["programs"] if _counted(program)],
    )
    return page.text()


def _counted(program: Mapping[str, Any]) -> bool:
    return any(program[name] for name in ("met", "undetermined", "ineligible"))


def _entry(program: Mapping[str, Any], language: str, currency: str) -> Entry:
    low, high = program["ceiling_min"], program["ceiling_max"]
    ceilings = "" if high == 0 else words.span(language, low, high, currency)
    counts = ("applicable", "conditional", "undetermined", "ineligible")
    cells = (
        Cell(say(language, "screen.column-status"), (results.heading(language, program["status"]),), folded=True),
        *(Cell(say(language, f"screen.column-{name}"), (f"{program[name]:,}",)) for name in counts),
        Cell(say(language, "screen.column-ceilings"), (ceilings,), folded=True),
    )
    return Entry(program["title"], cells)
