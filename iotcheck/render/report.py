"""The document of an assessment in each format: which parts it has, and in which order.

What stands in them is the same; a page has besides a picture of the money, the answers and the documents.
"""

from collections.abc import Sequence

from iotcheck import __version__
from iotcheck.engine import CeilingKind, ProgramReport, Report
from iotcheck.model import Fact
from iotcheck.render.assessment import Outline
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
from iotcheck.render.parts import cited_sources
from iotcheck.texts import report as reports
from iotcheck.texts import result as results
from iotcheck.texts import say, sums
from iotcheck.texts import values as words


def report_text(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> Document:
    """Return a report for the terminal, where it names the options that show more.

    `name` is the applicant's; `explain` adds why; `show_all` adds ineligible and background programs.
    """
    document = _titled(report, language, name)
    outline = Outline(document, report, language, hints=True)
    _body(outline, show_all=show_all)
    if explain:
        outline.explanations(show_all=show_all)
    if not show_all:
        outline.count_rest()
    document.footer = outline.disclaimer()
    return document


def report_markdown(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> Document:
    """Return a report to hand on as text."""
    document = _titled(report, language, name)
    outline = Outline(document, report, language)
    _body(outline, show_all=show_all)
    if not show_all:
        outline.count_rest()
    if explain:
        outline.explanations(show_all=show_all)
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
    day = Strong(results.rules_day(language, report.policies, report.as_of))
    label = say(language, "result.label", label=say(language, "report.applicant"), value="")
    document = Document(
        report.policies.title.in_language(language),
        kind=say(language, "report.kind"),
        name=name,
        meta=[(label, Strong(name)), day] if name else [day],
    )
    outline = Outline(document, report, language)
    _glance(outline)
    outline.applicable()
    _picture(outline)
    outline.how_to_apply()
    outline.to_confirm()
    outline.next_steps()
    outline.undetermined()
    outline.unpaid()
    outline.closed()
    outline.stale()
    if show_all:
        outline.rest()
    else:
        outline.count_rest()
    outline.explanations(show_all=show_all, opened=explain)
    outline.known_since()
    outline.please_note()
    _answers(document, report, language)
    _documents(document, report, language, outline.parts.shown(show_all=show_all))
    document.footer = (*outline.disclaimer(), _made(report, language))
    return document


REPORTS = {"text": report_text, "markdown": report_markdown, "html": report_page}  # by format


def _titled(report: Report, language: str, name: str) -> Document:
    """Return a document that says what it is, of which day, and for whom."""
    document = Document(report.policies.title.in_language(language))
    document.paragraph(results.rules_day(language, report.policies, report.as_of), QUIET)
    if name:
        document.paragraph(say(language, "result.for", name=name))
    return document


def _body(outline: Outline, *, show_all: bool) -> None:
    """Show the programs by parts, and what to know besides."""
    outline.applicable()
    outline.undetermined()
    outline.unpaid()
    outline.closed()
    outline.stale()
    if show_all:
        outline.rest()
    outline.how_to_apply()
    outline.to_confirm()
    outline.next_steps()
    outline.known_since()
    outline.please_note()


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
