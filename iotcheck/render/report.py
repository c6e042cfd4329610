"""The document of an assessment in each format: which parts it has, and in which order.

All have the same order: the result, the programs, what is missing, what to do next, reasons, and then what may be
folded. A file also has the answers and the sources.
"""

from collections.abc import Sequence

from iotcheck import __version__
from iotcheck.engine import ProgramReport, Report
from iotcheck.render.day import day_line
from iotcheck.render.document import QUIET, SMALL, Document, Item, Link, Paragraph, Strong
from iotcheck.render.overview import Overview
from iotcheck.render.parts import cited_sources
from iotcheck.texts import report as reports
from iotcheck.texts import say
from iotcheck.texts import values as words


def report_text(
    report: Report,
    language: str,
    *,
    name: str = "",
    explain: bool = False,
    show_all: bool = False,
    notes: bool = False,
    menu: bool = False,
) -> Document:
    """Return a report for the terminal: the result on one screen, and the rest in a line for each kind.

    `name` is the applicant's. `show_all` lists every program, `notes` all that is to be known beside the result, and
    `explain` says why; of one program that comes first. Where a `menu` follows, no options are named.
    """
    document = _titled(report, language, name)
    outline = Overview(document, report, language)
    document.headline = outline.headline()
    if alone := explain and len(report.programs) == 1:
        outline.explanations(show_all=True, whole=True)
        document.blank()
    _headline(outline)
    document.blank()
    outline.table(show_all=show_all)
    outline.combination()
    outline.last_known()
    if show_all:
        outline.unpaid()
        outline.closed()
        outline.rest()
    outline.missing(show_all=show_all)
    if notes:
        outline.next_steps()
    else:
        outline.steps()
    if explain and not alone:
        outline.explanations(show_all=show_all, whole=True)
    for show in outline.note_parts() if notes else ():
        show()
    outline.folded(notes=notes, show_all=show_all)
    document.footer = (*outline.promise(), *outline.disclaimer())
    document.closing = () if menu else (outline.read_more(),)
    return document


def report_markdown(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> Document:
    """Return a report to share as text; `explain` has the explanations."""
    document = _titled(report, language, name)
    _whole(document, report, language, explain=explain, show_all=show_all, opened=True)
    return document


def report_page(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> Document:
    """Return a report to look at; `explain` has the explanations open from the start."""
    day = Strong(day_line(report, language))
    label = say(language, "result.label", label=say(language, "report.applicant"), value="")
    document = Document(
        report.policies.title.in_language(language),
        kind=say(language, "report.kind"),
        name=name,
        meta=[(label, Strong(name)), day] if name else [day],
    )
    _whole(document, report, language, explain=True, show_all=show_all, opened=explain)
    return document


REPORTS = {"text": report_text, "markdown": report_markdown, "html": report_page}  # by format


def _titled(report: Report, language: str, name: str) -> Document:
    """Return a document that says what it is, of which day, and for whom."""
    document = Document(report.policies.title.in_language(language))
    document.paragraph(day_line(report, language), QUIET)
    if name:
        document.paragraph(say(language, "result.for", name=name))
    return document


def _headline(outline: Overview) -> None:
    for paragraph in outline.headline():
        outline.document.add(paragraph)


def _whole(document: Document, report: Report, language: str, *, explain: bool, show_all: bool, opened: bool) -> None:
    """Show all that a terminal shows and folds, in the same order, then the answers and sources; `opened` if unfolded.

    A file has room: every program that waits for answers is listed, and every answer that is missing.
    """
    outline = Overview(document, report, language)
    if alone := explain and opened and len(report.programs) == 1:
        outline.explanations(show_all=True, opened=True)
    _headline(outline)
    outline.table(show_all=True)
    outline.combination()
    outline.last_known()
    others = (outline.unpaid, outline.closed)
    if show_all:
        for show in (*others, outline.rest):
            show()
    outline.missing(show_all=True)
    outline.next_steps()
    if explain and not alone:
        outline.explanations(show_all=show_all, opened=opened)
    outline.fold((*outline.note_parts(), *(() if show_all else others)), opened=opened)
    if not show_all:
        outline.count_rest()
    _answers(document, report, language)
    _sources(document, report, language, outline.parts.shown(show_all=show_all))
    made = Paragraph(reports.made(language, report.policies, f"iotcheck {__version__}"), SMALL)
    document.footer = (*outline.promise(), *outline.disclaimer(), made)


def _answers(document: Document, report: Report, language: str) -> None:
    document.heading(say(language, "report.answers"))
    policies, answers = report.policies, report.answers
    if known := [fact for fact in policies.facts.values() if fact.id in answers]:
        document.fields(
            (fact.label.in_language(language), words.answer(language, fact, answers, policies.currency))
            for fact in known
        )
    else:
        document.paragraph(say(language, "report.no-answers"))


def _sources(document: Document, report: Report, language: str, shown: Sequence[ProgramReport]) -> None:
    if cited := cited_sources(report, shown):
        document.heading(say(language, "report.documents"))
        document.items(
            Item(
                (Link(source.title.in_language(language), url=source.url or ""),),
                (" · ".join(reports.source_facts(language, source)),),
            )
            for source in cited
        )
