"""How a result is shown: its format, its language, how much of it, and where it goes."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from iotcheck.cli.output import check_output, write_page, write_result
from iotcheck.cli.screen_size import page_look
from iotcheck.engine import Report


class Format(StrEnum):
    """The formats of a report, by what `--format` calls them."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


class View(NamedTuple):
    """What the options of a command say of its result; `output` None or `-` is stdout."""

    language: str
    format: Format = Format.TEXT
    output: str | None = None
    force: bool = False
    plain: bool = False
    show_all: bool = False
    explain: bool = False
    name: str = ""

    def check(self, *read: str | None) -> None:
        """Refuse an output that could not be written, or is one of the files `read`, before anyone has answered."""
        check_output(self.output, read, force=self.force)

    def write(self, report: Report) -> None:
        """Render a report and write it."""
        write = write_page if self.format is Format.TEXT else write_result
        write(render(report, self), self.output, force=self.force)


def render(report: Report, view: View) -> str:
    """Return a report as text in the view's format."""
    to_hand_on: Callable[..., str]
    match view.format:
        case Format.TEXT:
            return _to_read_here(report, view)
        case Format.JSON:
            return _to_compute_with(report, view)
        case Format.MARKDOWN:
            from iotcheck.render.markdown import render_markdown as to_hand_on
        case Format.HTML:
            from iotcheck.render.html import render_html as to_hand_on
        case Format.CSV:
            from iotcheck.render.csv import render_csv as to_hand_on
    return to_hand_on(report, view.language, name=view.name, explain=view.explain, show_all=view.show_all)


def _to_read_here(report: Report, view: View) -> str:
    from iotcheck.render.terminal import render_report

    width, color = page_look(view.output)
    return render_report(
        report,
        view.language,
        width=width,
        color=color,
        plain=view.plain,
        show_all=view.show_all,
        explain=view.explain,
        name=view.name,
    )


def _to_compute_with(report: Report, view: View) -> str:
    from iotcheck.interview import next_question
    from iotcheck.render.json import assessment, dumps

    return dumps(assessment(report, view.language, explain=view.explain, next_question=next_question(report)))
