"""Results as texts of one format, for tests that look at what a reader sees."""

from collections.abc import Collection
from datetime import date

from iotcheck.engine import Report, assess
from iotcheck.model import PolicySet
from iotcheck.render.docs import docs_document
from iotcheck.render.html import write_html
from iotcheck.render.listings import programs_document, questions_document
from iotcheck.render.markdown import write_markdown
from iotcheck.render.program import program_document
from iotcheck.render.report import report_markdown, report_page, report_text
from iotcheck.render.terminal import write_terminal
from iotcheck.render.whatif import what_if_document
from iotcheck.whatif import Found


def render_report(
    report: Report,
    language: str,
    *,
    width: int,
    color: bool = False,
    plain: bool = False,
    only: Collection[str] = (),
    name: str = "",
    explain: bool = False,
    show_all: bool = False,
    notes: bool = False,
    height: int | None = None,
) -> str:
    """Return a report for the terminal; with `only`, as `--only` shows the programs of these ids."""
    if only:
        programs = {name: program for name, program in report.policies.programs.items() if name in only}
        report = assess(report.policies.replace(programs=programs), report.answers, report.as_of)
        show_all = True
    document = report_text(report, language, name=name, explain=explain, show_all=show_all, notes=notes)
    return write_terminal(document, language, width=width, height=height, color=color, plain=plain)


def render_markdown(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> str:
    """Return a report as Markdown."""
    return write_markdown(report_markdown(report, language, name=name, explain=explain, show_all=show_all))


def render_html(report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False) -> str:
    """Return a report as a page."""
    return write_html(report_page(report, language, name=name, explain=explain, show_all=show_all), language)


def render_programs(policies: PolicySet, language: str, as_of: date, *, width: int) -> str:
    """Return the list of programs for the terminal."""
    return write_terminal(programs_document(policies, language, as_of), language, width=width)


def render_questions(policies: PolicySet, language: str, *, width: int, plain: bool = False) -> str:
    """Return the list of facts for the terminal."""
    return write_terminal(questions_document(policies, language), language, width=width, plain=plain)


def render_program(
    policies: PolicySet, program: str, language: str, as_of: date, *, width: int, plain: bool = False
) -> str:
    """Return one program in full for the terminal."""
    return write_terminal(program_document(policies, program, language, as_of), language, width=width, plain=plain)


def render_what_if(report: Report, language: str, found: Found, *, width: int) -> str:
    """Return what would have to change for the terminal."""
    return write_terminal(what_if_document(report, language, found), language, width=width)


def docs_markdown(policies: PolicySet, language: str) -> str:
    """Return the document of a policy file as Markdown."""
    return write_markdown(docs_document(policies, language))


def docs_html(policies: PolicySet, language: str) -> str:
    """Return the document of a policy file as a page."""
    return write_html(docs_document(policies, language), language)
