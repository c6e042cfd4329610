"""The Markdown report: the outline as headings, tables and lists of CommonMark, with the tables of GitHub.

Every text from data is escaped, so that no mark in it becomes a heading, a link, a picture or HTML.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from iotcheck import __version__
from iotcheck.engine import ProgramReport, Report
from iotcheck.render.decisions import Decisions
from iotcheck.render.explanation import Explainer
from iotcheck.render.outline import Outline
from iotcheck.render.parts import cited_sources, sort_parts
from iotcheck.render.sheet import BULLET, QUIET, Cell, Entry, Item, Link, Prose
from iotcheck.texts import explanation as reasons
from iotcheck.texts import format as words
from iotcheck.texts import report as reports
from iotcheck.texts import say
from iotcheck.typeset import is_https, markdown_safe, one_line

_IN_URLS = "/:?#[]@!$&'*+,;=%-._~"  # what a link may hold as it is: no brackets that end it, nothing of HTML


def render_markdown(
    report: Report, language: str, *, name: str = "", explain: bool = False, show_all: bool = False
) -> str:
    """Return a report as Markdown.

    `name` is the applicant's; `explain` adds why; `show_all` adds ineligible and background programs.
    """
    sheet = MarkdownSheet()
    parts = sort_parts(report)
    shown = parts.shown(show_all=show_all)
    outline = Outline(sheet, report, language, parts)
    outline.head(name)
    outline.body(show_all=show_all)
    if not show_all:
        outline.count_rest()
    if explain:
        _explanations(sheet, report, language, shown)
    _answers(sheet, report, language)
    _documents(sheet, report, language, shown)
    sheet.rule()
    outline.disclaimer()
    sheet.paragraph(reports.made(language, report.policies, f"iotcheck {__version__}"), QUIET)
    return sheet.text()


class MarkdownSheet:
    """Collects what is to be shown as blocks of Markdown."""

    def __init__(self) -> None:
        self._blocks: list[str] = []

    def text(self) -> str:
        """Return all blocks."""
        return "\n\n".join(self._blocks) + "\n"

    def blank(self) -> None:
        """Blocks stand apart anyhow."""

    def rule(self) -> None:
        """Add a line across the page."""
        self._blocks.append("---")

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Begin a part, after the place that links to it lead to; the first one is the document's title."""
        if anchor:
            self._blocks.append(f'<a id="{anchor}"></a>')
        self._blocks.append(f"{'#' * (1 if level == 2 and not self._blocks else level)} {escaped(text)}")

    def paragraph(self, text: Prose, style: str = "") -> None:
        """Add a paragraph."""
        self._blocks.append(_styled(text, style) if isinstance(text, str) else _linked(text))

    def items(self, items: Iterable[Item]) -> None:
        """Add a list, or lists in lists."""
        lines: list[str] = []
        for item in items:
            indent = "  " * item.depth
            mark = "" if item.mark == BULLET else f"{escaped(item.mark)} "
            said = [f"{mark}{_linked(item.text)}", *[escaped(line) for line in item.below if line]]
            lines.append(f"{indent}- " + f"\\\n{indent}  ".join(said))
        if lines:
            self._blocks.append("\n".join(lines))

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "") -> None:
        """Add labelled values; empty ones are left out."""
        lines = [f"- {escaped(label)}: {_styled(value, style)}" for label, value in fields if value]
        self._blocks.append("\n".join(lines))

    def entries(self, label: str, entries: Sequence[Entry]) -> None:
        """Add a table, or one for each group of entries."""
        for group, members in groupby(entries, key=lambda entry: entry.group):
            if group:
                self.heading(group, 3)
            rows = [[_title(entry), *map(_lines, entry.cells)] for entry in members]
            head = [escaped(label), *[escaped(cell.label) for cell in entries[0].cells]]
            rules = ["---", *("--:" if cell.number else "---" for cell in entries[0].cells)]
            lines = [head, rules, *rows]
            self._blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))

    def decisions(self, decisions: Decisions, language: str) -> None:
        """Add a decision tree as a diagram of Mermaid."""
        lines = ["```mermaid", "flowchart TD"]
        for place, box in enumerate(decisions.boxes):
            left, right = ('(["', '"])') if box.end else ('["', '"]')
            lines.append(f"  b{place}{left}{_mermaid(box.text)}{right}")
        for place, box in enumerate(decisions.boxes):
            lines += [f"  b{place} -- {_mermaid(answer.word)} --> b{answer.to}" for answer in box.answers]
        self._blocks.append("\n".join([*lines, "```"]))


def escaped(text: str) -> str:
    r"""Return a text that Markdown shows as it is, in one line; hidden characters come out as `\\u{…}`."""
    return markdown_safe(one_line(text))


def _linked(text: Prose) -> str:
    """Return a text with its links: to places of the page, and to https."""
    if isinstance(text, str):
        return escaped(text)
    parts = []
    for part in text:
        words = part if isinstance(part, str) else part.text
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]  # beside a link
        said = f"{before and ' '}{escaped(words)}{after and ' '}"
        if isinstance(part, Link) and (part.anchor or is_https(part.url)):
            said = f"[{said}]({f'#{part.anchor}' if part.anchor else quote(part.url, safe=_IN_URLS)})"
        parts.append(said)
    return "".join(parts)


def _mermaid(text: str) -> str:
    """Return a text as Mermaid takes it between double quotes: signs of its own and of HTML as codes."""
    return re.sub(r'[#"<>&`;%{}]', lambda found: f"#{ord(found[0])};", one_line(text))


def _styled(text: str, style: str) -> str:
    return f"**{escaped(text)}**" if style == "bold" and text.strip() else escaped(text)


def _title(entry: Entry) -> str:
    below = f"<br>{_lines(entry.below)}" if entry.below else ""
    return f"**{_linked(entry.title)}**{below}"


def _lines(cell: Cell) -> str:
    return "<br>".join(escaped(line) for line in cell.lines if line) or "—"


def _explanations(sheet: MarkdownSheet, report: Report, language: str, shown: Iterable[ProgramReport]) -> None:
    sheet.heading(say(language, "explanation.heading"))
    sheet.paragraph(reasons.lines_of(language, report.policies, whole=False))
    explainer = Explainer(sheet, report, language)
    for result in shown:
        sheet.heading(result.program.title.in_language(language), 3)
        explainer.program(result)


def _answers(sheet: MarkdownSheet, report: Report, language: str) -> None:
    sheet.heading(say(language, "report.answers"))
    known = [fact for fact in report.policies.facts.values() if fact.id in report.answers]
    if not known:
        sheet.paragraph(say(language, "report.no-answers"))
        return
    sheet.fields(
        (fact.label.in_language(language), words.answer(language, fact, report.answers, report.policies.currency))
        for fact in known
    )


def _documents(sheet: MarkdownSheet, report: Report, language: str, shown: Iterable[ProgramReport]) -> None:
    found = cited_sources(report, shown)
    if found:
        sheet.heading(say(language, "report.documents"))
        sheet.items(
            Item(one.title.in_language(language), (" · ".join(reports.source_facts(language, one)), one.url or ""))
            for one in found
        )
