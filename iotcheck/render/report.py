"""The document of an assessment in each format: which parts it has, and in which order.

What stands in them is the same; a page has besides a picture of the money, the answers and the documents.
"""

from collections.abc import Sequence

from iotcheck import __version__
from iotcheck.engine import CeilingKind, ProgramReport, Report
from iotcheck.model import Fact
from iotcheck.render.assessment import Outline
from iotcheck.render.day import day_line
from iotcheck.render.document import (
    QUIET,
    SMALL,
    Bar,
    Bars,
    Cell,
    Document,
    Figures,
    Item,
    Link,
    Paragraph,
    Row,
    Strong,
)
from iotcheck.render.overview import Overview
from iotcheck.render.parts import cited_sources
from iotcheck.texts import report as reports
from iotcheck.texts import say, sums
from iotcheck.texts import values as words


def report_text(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False, notes: bool = False
) -> Document:
    """Return a report for the terminal: the result on one screen, and the rest in a line for each kind.

    `name` is the applicant's. `show_all` lists every program, `notes` all that is to be known beside the result, and
    `explain` says why; of one program that comes first.
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
        outline.how_to_apply()
        outline.to_confirm()
        outline.known_since()
        outline.please_note()
    else:
        outline.steps()
    if explain and not alone:
        outline.explanations(show_all=show_all, whole=True)
    outline.folded(notes=notes, show_all=show_all)
    document.footer = (*outline.promise(), *outline.disclaimer())
    document.closing = (outline.read_more(),)
    return document


def report_markdown(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> Document:
    """Return a report to hand on as text."""
    document = _titled(report, language, name)
    outline = Outline(document, report, language)
    _headline(outline)
    _body(outline, explain=explain, show_all=show_all)
    known = _known(report)
    document.heading(say(language, "report.answers"))
    if known:
        document.fields((fact.label.in_language(language), _answer(report, language, fact)) for fact in known)
    else:
        document.paragraph(say(language, "report.no-answers"))
    if cited := cited_sources(report, outline.parts.shown(show_all=show_all)):
        document.heading(say(language, "report.documents"))
        document.items(
            Item(
                source.title.in_language(language),
                (" · ".join(reports.source_facts(language, source)), source.url or ""),
            )
            for source in cited
        )
    document.footer = (*outline.disclaimer(), _made(report, language))
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
    outline = Outline(document, report, language)
    _headline(outline)
    _glance(outline)
    _body(outline, explain=explain, show_all=show_all, page=True)
    _answers(document, report, language)
    _documents(document, report, language, outline.parts.shown(show_all=show_all))
    document.footer = (*outline.disclaimer(), _made(report, language))
    return document


REPORTS = {"text": report_text, "markdown": report_markdown, "html": report_page}  # by format


def _titled(report: Report, language: str, name: str) -> Document:
    """Return a document that says what it is, of which day, and for whom."""
    document = Document(report.policies.title.in_language(language))
    document.paragraph(day_line(report, language), QUIET)
    if name:
        document.paragraph(say(language, "result.for", name=name))
    return document


def _headline(outline: Outline) -> None:
    for paragraph in outline.headline():
        outline.document.add(paragraph)


def _body(outline: Outline, *, explain: bool, show_all: bool, page: bool = False) -> None:
    """Show the programs, what to do next, why, and what to know besides; a page has reasons that unfold."""
    outline.applicable()
    if page:
        _picture(outline)
    outline.undetermined()
    outline.stale()
    outline.next_steps()
    outline.how_to_apply()
    if explain or page:
        outline.explanations(show_all=show_all, opened=explain)
    outline.to_confirm()
    if page:
        outline.fold((outline.known_since, outline.please_note), opened=explain)
    else:
        outline.known_since()
        outline.please_note()
    outline.unpaid()
    outline.closed()
    if show_all:
        outline.rest()
    else:
        outline.count_rest()


def _made(report: Report, language: str) -> Paragraph:
    return Paragraph(reports.made(language, report.policies, f"iotcheck {__version__}"), SMALL)


def _glance(outline: Outline) -> None:
    language, totals = outline.language, outline.parts.totals
    if totals.applicable > totals.unstated:
        money = sums.in_line(outline.policies, language, totals)
    else:
        money = say(language, "report.no-money" if totals.applicable else "report.no-programs")
    figures = {
        "count-applicable": words.programs(language, totals.applicable),
        "count-confirm": words.programs(language, totals.conditional),
        "count-money": money,
        "count-undetermined": words.programs(language, totals.undetermined),
    }
    outline.document.add(
        Figures(tuple((say(language, f"report.{key}"), value) for key, value in figures.items()), lead=0)
    )


def _picture(outline: Outline) -> None:
    language, currency = outline.language, outline.policies.currency
    bars = tuple(
        Bar(
            result.program.title.in_language(language),
            sums.with_period(
                language, words.span(language, result.ceiling.low, result.ceiling.top, currency), result.ceiling.period
            ),
            result.ceiling.low or 0,
            result.ceiling.top,
        )
        for result in outline.parts.applicable
        if result.ceiling.kind is CeilingKind.AMOUNT
    )
    if bars:
        explained = [say(language, f"report.{key}") for key in ("picture", "certain", "possible", "unended")]
        outline.document.add(Bars(bars, *explained))


def _known(report: Report) -> list[Fact]:
    return [fact for fact in report.policies.facts.values() if fact.id in report.answers]


def _answer(report: Report, language: str, fact: Fact) -> str:
    return words.answer(language, fact, report.answers, report.policies.currency)


def _answers(document: Document, report: Report, language: str) -> None:
    document.heading(say(language, "report.answers"))
    label = say(language, "report.answer")
    rows = [
        Row(
            fact.label.in_language(language),
            (Cell(label, (_answer(report, language, fact),)),),
            below=Cell(label, (fact.ask.in_language(language),)),
        )
        for fact in _known(report)
    ]
    document.table(say(language, "report.question"), rows)
    if not rows:
        document.paragraph(say(language, "report.no-answers"))


def _documents(document: Document, report: Report, language: str, shown: Sequence[ProgramReport]) -> None:
    if cited := cited_sources(report, shown):
        document.heading(say(language, "report.documents"))
        document.items(
            Item(
                (Link(source.title.in_language(language), url=source.url or ""),),
                (" · ".join(reports.source_facts(language, source)),),
            )
            for source in cited
        )
