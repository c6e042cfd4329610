"""The HTML report: one page that holds everything, needs nothing else, runs no script and can be printed.

What stands in it is that of the other formats, and besides a picture of the money, the answers and the documents.
"""

from collections.abc import Sequence

from iotcheck import __version__
from iotcheck.engine import CeilingKind, ProgramReport, Report
from iotcheck.model import Fact
from iotcheck.render.bars import Bar, bar_chart
from iotcheck.render.elements import Html, link, prose, tag
from iotcheck.render.explanation import Explainer
from iotcheck.render.html_page import html_page
from iotcheck.render.html_sheet import HtmlSheet
from iotcheck.render.outline import Outline
from iotcheck.render.parts import Parts, cited_sources, sort_parts
from iotcheck.render.sheet import QUIET, Cell, Entry
from iotcheck.texts import explanation as reasons
from iotcheck.texts import format as words
from iotcheck.texts import report as reports
from iotcheck.texts import result as results
from iotcheck.texts import say


def render_html(report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False) -> str:
    """Return a report as a page of HTML.

    `name` is the applicant's; `explain` has the explanations open from the start; `show_all` adds ineligible and
    background programs.
    """
    page = _Page(report, language, name)
    return html_page(
        language,
        page.title(),
        header=page.header(),
        main=page.main(show_all=show_all, opened=explain),
        footer=page.footer(),
    )


class _Page:
    """One report on its way to HTML."""

    def __init__(self, report: Report, language: str, name: str) -> None:
        self.report = report
        self.policies = report.policies
        self.language = language
        self.name = name
        self.parts: Parts = sort_parts(report)
        self.sheet = HtmlSheet()
        self.outline = Outline(self.sheet, report, language, self.parts)

    def say(self, key: str, **params: object) -> str:
        return say(self.language, f"report.{key}", **params)

    def title(self) -> str:
        return " · ".join(filter(None, [self.name, self.policies.title.in_language(self.language), self.say("kind")]))

    def header(self) -> Html:
        said = [tag("strong", results.rules_day(self.language, self.policies, self.report.as_of))]
        if self.name:
            label = say(self.language, "result.label", label=self.say("applicant"), value="")
            said.insert(0, tag("span", label, tag("strong", self.name)))
        return tag(
            "header",
            tag("p", self.say("kind"), class_="eyebrow"),
            tag("h1", self.policies.title.in_language(self.language)),
            tag("p", said, class_="meta"),
        )

    def main(self, *, show_all: bool, opened: bool) -> Html:
        outline = self.outline
        self.sheet.add(self._glance())
        outline.applicable()
        self._picture()
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
        shown = self.parts.shown(show_all=show_all)
        self._explanations(shown, opened)
        outline.known_since()
        outline.please_note()
        self._answers()
        self._documents(shown)
        return self.sheet.html()

    def footer(self) -> Html:
        self.outline.disclaimer()
        made = reports.made(self.language, self.policies, f"iotcheck {__version__}")
        return tag("footer", tag("div", self.sheet.content(), tag("p", made, class_="quiet small")))

    def _glance(self) -> Html:
        totals = self.parts.totals
        stated = totals.applicable - totals.unstated
        money = words.span(self.language, totals.low, totals.top, self.policies.currency)
        unstated = self.say("no-money" if totals.applicable else "no-programs")
        figures = [
            ("count-applicable", words.programs(self.language, totals.applicable), True),
            ("count-confirm", words.programs(self.language, totals.conditional), False),
            ("count-money", money if stated else unstated, False),
            ("count-undetermined", words.programs(self.language, totals.undetermined), False),
        ]
        boxes = [
            tag("div", tag("dt", self.say(key)), tag("dd", prose(value)), class_="lead" if lead else None)
            for key, value, lead in figures
        ]
        return tag("dl", boxes, class_="figures")

    def _picture(self) -> None:
        bars = [
            Bar(self._title(one), self._figure(one), one.ceiling.low or 0, one.ceiling.top)
            for one in self.parts.applicable
            if one.ceiling.kind is CeilingKind.AMOUNT
        ]
        if bars:
            self.sheet.add(
                bar_chart(bars, self.say("picture"), self.say("certain"), self.say("possible"), self.say("unended"))
            )

    def _title(self, result: ProgramReport) -> str:
        return result.program.title.in_language(self.language)

    def _figure(self, result: ProgramReport) -> str:
        return words.span(self.language, result.ceiling.low, result.ceiling.top, self.policies.currency)

    def _explanations(self, shown: tuple[ProgramReport, ...], opened: bool) -> None:
        if not shown:
            return
        self.sheet.heading(say(self.language, "explanation.heading"))
        self.sheet.paragraph(reasons.lines_of(self.language, self.policies, whole=False), QUIET)
        for one in shown:
            inner = HtmlSheet()
            Explainer(inner, self.report, self.language).program(one)
            below = tag("span", results.verdict(self.language, one), class_="below")
            summary = tag("summary", prose(self._title(one)), below)
            self.sheet.add(tag("details", summary, tag("div", inner.content(), class_="why"), open=opened))

    def _answers(self) -> None:
        self.sheet.heading(self.say("answers"))
        known = [fact for fact in self.policies.facts.values() if fact.id in self.report.answers]
        if known:
            self.sheet.entries(self.say("question"), [self._answer(fact) for fact in known])
        else:
            self.sheet.paragraph(self.say("no-answers"))

    def _answer(self, fact: Fact) -> Entry:
        said = words.answer(self.language, fact, self.report.answers, self.policies.currency)
        label, asked = self.say("answer"), fact.ask.in_language(self.language)
        return Entry(fact.label.in_language(self.language), (Cell(label, (said,)),), Cell(label, (asked,)))

    def _documents(self, shown: Sequence[ProgramReport]) -> None:
        found = cited_sources(self.report, shown)
        if not found:
            return
        self.sheet.heading(self.say("documents"))
        rows = []
        for source in found:
            said = " · ".join(reports.source_facts(self.language, source))
            title = link(source.url, source.title.in_language(self.language))
            rows.append(tag("li", title, tag("span", prose(said), class_="said") if said else None))
        self.sheet.add(tag("ul", rows, class_="items"))
