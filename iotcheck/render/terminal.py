"""The result for a terminal: the outline on a page of its width."""

from collections.abc import Collection

from iotcheck.engine import Report
from iotcheck.render.layout import Page
from iotcheck.render.outline import Outline
from iotcheck.render.parts import sort_parts


def render_report(  # noqa: PLR0913 - an argument per option, as in the command line
    report: Report,
    language: str,
    *,
    width: int,
    color: bool = False,
    plain: bool = False,
    show_all: bool = False,
    explain: bool = False,
    only: Collection[str] = (),
    name: str = "",
) -> str:
    """Return a report as text for a terminal `width` cells wide.

    `plain` gives `label: value` lines; `show_all` adds ineligible and background programs; `explain` adds why, for
    every program shown; `only` keeps to the programs of these ids; `name` is the applicant's.
    """
    page = Page(language, width=width, color=color, plain=plain)
    outline = Outline(page, report, language, sort_parts(report, only), hints=True)
    outline.show(show_all=show_all or bool(only), explain=explain, name=name)
    return page.text()
