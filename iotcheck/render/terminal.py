"""The result for a terminal: what one may apply for, what is undetermined, what is closed, and what to know besides.

Parts come from `render.parts`, words from `texts`, the look from `render.layout`; this says what stands where.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from iotcheck.engine import ProgramReport, Report, Verdict, blockers
from iotcheck.model import Note, PolicySet, Text
from iotcheck.render.explanation import explain as explain_programs
from iotcheck.render.layout import Cell, Entry, Item, Page
from iotcheck.render.parts import Parts, group_notes, group_texts, known_to, sort_parts
from iotcheck.texts import result as results
from iotcheck.texts import say
from iotcheck.texts.format import day, listing, programs
from iotcheck.texts.rules import Rules

_SIGNS = {
    Verdict.ELIGIBLE: ("✓", "green"),
    Verdict.CONDITIONAL: ("!", "yellow"),
    Verdict.UNDETERMINED: ("?", "cyan"),
    Verdict.INELIGIBLE: ("✗", "dim"),
}
_NAMED_PROGRAMS = 2  # programs that a note or a step names before it says "and n more"
_NAMED_AGENCIES = 6


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
    _Result(page, report, language, sort_parts(report, only)).show(
        show_all=show_all or bool(only), explain=explain, name=name
    )
    return page.text()


class _Result:
    """One report on its way to one page."""

    def __init__(self, page: Page, report: Report, language: str, parts: Parts) -> None:
        self.page = page
        self.report = report
        self.language = language
        self.parts = parts
        self.policies: PolicySet = report.policies

    def show(self, *, show_all: bool, explain: bool, name: str) -> None:
        """Put everything on the page."""
        parts, page = self.parts, self.page
        page.heading(self.policies.title.in_language(self.language))
        page.paragraph(self._say("as-of", day=day(self.language, self.report.as_of)), "dim")
        if name:
            page.paragraph(self._say("for", name=name))
        if not parts.applicable:
            self._nothing()
        self._part("applicable", parts.applicable, self._applicable)
        if parts.applicable:
            self._total()
        self._part("undetermined-part", parts.undetermined, self._undetermined)
        self._part("closed-part", parts.closed, self._closed)
        self._part("stale-part", parts.stale, self._stale)
        if show_all:
            self._part("rest-part", parts.rest, self._rest)
        self._to_confirm()
        self._next_steps()
        self._known_since()
        self._please_note()
        if explain:
            page.heading(say(self.language, "explanation.heading"))
            page.paragraph(say(self.language, "explanation.file", file=self.policies.location.file), "dim")
            listed = (*parts.applicable, *parts.undetermined, *parts.closed, *parts.stale)
            explain_programs(page, self.report, self.language, (*listed, *(parts.rest if show_all else ())))
        if parts.rest and not show_all:
            page.blank()
            self._count_rest()
        page.blank()
        self._disclaimer()

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"result.{key}", **params)

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)

    def _title(self, result: ProgramReport) -> str:
        return self._text(result.program.title)

    def _nothing(self) -> None:
        self.page.blank()
        if self.parts.undetermined or self.parts.stale:
            self.page.paragraph(self._say("nothing-yet" if self.parts.undetermined else "nothing-confirmed"))
            return
        self.page.paragraph(self._say("nothing"))
        if self.parts.rest:
            self.page.paragraph(self._say("nothing-hint"))

    def _part(self, key: str, shown: Sequence[ProgramReport], cells: Callable[[ProgramReport], Iterable[Cell]]) -> None:
        if not shown:
            return
        self.page.heading(self._say(key, n=len(shown)))
        if key == "stale-part":
            self.page.paragraph(self._say("stale-hint"))
        entries = [Entry(self._title(result), tuple(cells(result))) for result in shown]
        self.page.entries(self._say("program"), entries)

    def _applicable(self, result: ProgramReport) -> Iterable[Cell]:
        yield self._agency_cell(result)
        yield self._ceiling_cell(result)
        yield self._verdict_cell(result)
        yield self._source_cell(result)

    def _undetermined(self, result: ProgramReport) -> Iterable[Cell]:
        yield self._ceiling_cell(result)
        yield Cell(self._say("status"), (results.status(self.language, result),))
        yield self._waiting_cell(result)

    def _closed(self, result: ProgramReport) -> Iterable[Cell]:
        yield self._verdict_cell(result)
        see = [results.title(self.policies, self.language, name) for name in result.program.see]
        yield Cell(self._say("instead"), tuple(see))
        yield self._source_cell(result)

    def _stale(self, result: ProgramReport) -> Iterable[Cell]:
        yield self._agency_cell(result)
        yield self._ceiling_cell(result)
        yield self._verdict_cell(result)
        known = day(self.language, result.edition.known_to) if result.edition else ""
        yield Cell(self._say("last-known"), (known,))

    def _rest(self, result: ProgramReport) -> Iterable[Cell]:
        yield self._ceiling_cell(result)
        yield self._verdict_cell(result)
        if result.verdict is Verdict.UNDETERMINED:
            labels = [self._text(self.policies.facts[fact].label) for fact in result.missing]
            why = self._say("label", label=self._say("waits-for"), value=listing(self.language, labels))
        else:
            why = self._why_not(result)
        yield Cell(self._say("why"), (why,) if why else ())

    def _agency_cell(self, result: ProgramReport) -> Cell:
        names = results.agencies(self.policies, self.language, result.program)
        return Cell(self._say("agency"), tuple(names), folded=True)

    def _ceiling_cell(self, result: ProgramReport) -> Cell:
        return Cell(self._say("ceiling"), (results.ceiling(self.policies, self.language, result.ceiling),))

    def _verdict_cell(self, result: ProgramReport) -> Cell:
        sign, style = _SIGNS.get(result.verdict, ("", "dim")) if result.verdict else ("", "dim")
        words = results.verdict(self.language, result)
        lines = (f"{sign} {words}".lstrip(), results.status(self.language, result))
        return Cell(self._say("verdict"), lines, style)

    def _source_cell(self, result: ProgramReport) -> Cell:
        cited = result.edition.sources if result.edition else ()
        places = dict.fromkeys(results.citation(self.policies, self.language, one) for one in cited)
        return Cell(self._say("source"), tuple(places), "dim", folded=True)

    def _waiting_cell(self, result: ProgramReport) -> Cell:
        labels = [self._text(self.policies.facts[fact].label) for fact in result.missing]
        return Cell(self._say("waits-for"), (listing(self.language, labels),))

    def _why_not(self, result: ProgramReport) -> str:
        """Return the smallest set of conditions that blocks a program, in words."""
        found = blockers(result.trace) if result.trace else ()
        if not found or result.trace is None:
            return ""
        phrases = []
        for path in found[0]:
            trace = result.trace
            for step in path:
                trace = trace.children[step]
            phrases.append(Rules(self.policies, self.language, self.report.as_of).phrase(trace.condition))
        return self._say("not-met", phrases=self._say("next").join(phrases))

    def _total(self) -> None:
        total = results.total(self.policies, self.language, self.parts.applicable, self.parts.totals)
        self.page.blank()
        self.page.fields([(self._say("sum"), total)], "bold")
        if len(self.parts.applicable) > 1:
            self.page.paragraph(self._say("sum-silent"), "dim")

    def _to_confirm(self) -> None:
        shown = [one for one in (*self.parts.applicable, *self.parts.stale) if one.verdict is Verdict.CONDITIONAL]
        grouped = group_texts(shown, {one.program.id: one.confirm for one in shown})
        if grouped:
            self.page.heading(self._say("to-confirm"))
            self.page.items(
                Item(self._text(question), (f"{self._whom_to_ask(found)} · {self._titles(found)}",))
                for question, found in grouped.items()
            )

    def _next_steps(self) -> None:
        shown = (*self.parts.applicable, *self.parts.closed)
        grouped = group_texts(shown, {one.program.id: one.program.next_steps for one in shown})
        if grouped:
            self.page.heading(self._say("next-steps"))
            self.page.items(Item(self._text(step), (self._titles(found),)) for step, found in grouped.items())

    def _known_since(self) -> None:
        shown = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        grouped = group_notes(self.report, shown)
        if grouped:
            self.page.heading(self._say("known-since"))
            self.page.items(self._note(one.note, one.programs) for one in grouped)

    def _please_note(self) -> None:
        later = known_to(self.report)
        notes = [note for note in self.policies.notes if note.date is None or note.date <= later]
        if notes:
            self.page.heading(self._say("please-note"))
            self.page.items(map(self._note, notes))

    def _note(self, note: Note, found: Sequence[ProgramReport] = ()) -> Item:
        return Item(self._text(note.text), results.note_facts(self.policies, self.language, note, self._titles(found)))

    def _whom_to_ask(self, found: Sequence[ProgramReport]) -> str:
        names = self._agencies(found)
        return self._say("ask-agency", agency=listing(self.language, names, "or")) if names else self._say("ask-anyone")

    def _agencies(self, found: Sequence[ProgramReport]) -> list[str]:
        names = (name for one in found for name in results.agencies(self.policies, self.language, one.program))
        return list(dict.fromkeys(names))

    def _titles(self, found: Sequence[ProgramReport]) -> str:
        titles = [self._title(one) for one in found]
        named = listing(self.language, titles[:_NAMED_PROGRAMS])
        if len(titles) <= _NAMED_PROGRAMS:
            return named
        rest = len(titles) if self.language == "zh" else len(titles) - _NAMED_PROGRAMS
        return self._say("and-more", programs=named, n=rest)

    def _count_rest(self) -> None:
        counts = {"ineligible": 0, "closed": 0, "background": 0, "no-edition": 0}
        for one in self.parts.rest:
            if one.edition is None:
                counts["no-edition"] += 1
            elif one.verdict is None:
                counts["background"] += 1
            else:
                counts["ineligible" if one.verdict is Verdict.INELIGIBLE else "closed"] += 1
        said = [self._say(f"count-{key}", n=count) for key, count in counts.items() if count]
        number = programs(self.language, len(self.parts.rest))
        self.page.paragraph(self._say("rest", programs=number, counts=listing(self.language, said)), "dim")

    def _disclaimer(self) -> None:
        shown = self.parts.applicable or self.parts.undetermined or self.parts.stale or self.parts.closed
        names = self._agencies(shown)
        ask = self._say("ask-nobody")
        if 0 < len(names) <= _NAMED_AGENCIES:
            ask = self._say("ask", agencies=listing(self.language, names, "or"))
        for sentence in (self._say("disclaimer"), ask):
            self.page.paragraph(self._say("sentence", text=sentence))
