"""What an assessment is put together from: its parts, what is said of each program, what to know besides.

Which program stands in which part is known to `render.parts`, words come from `texts`; `render.report` says which parts
a format shows, and in which order.
"""

from collections.abc import Callable, Iterable, Sequence

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.model import Note, Status
from iotcheck.render.channels import Channels
from iotcheck.render.document import BOLD, QUIET, Cell, Document, Item, Paragraph, Row
from iotcheck.render.evidence import Documents
from iotcheck.render.explanation import explain
from iotcheck.render.parts import group_notes, group_texts, sort_parts, window_of
from iotcheck.render.views import View
from iotcheck.texts import applying, ceilings, say, sums
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.values import day, listing, programs

_SIGNS = {
    Verdict.ELIGIBLE: ("✓", "green"),
    Verdict.CONDITIONAL: ("!", "yellow"),
    Verdict.UNDETERMINED: ("?", "cyan"),
    Verdict.INELIGIBLE: ("✗", QUIET),
}
_WITH_WINDOW = ("applicable", "applicable-announced", "undetermined-part", "stale-part")  # parts that say when to apply
_NAMED_PROGRAMS = 2  # programs that a note or a step names before it says "and n more"
_NAMED_AGENCIES = 6


class Outline(View):
    """One report on its way to a document; with `hints` it names the options of the command line that show more."""

    def __init__(self, document: Document, report: Report, language: str, *, hints: bool = False) -> None:
        super().__init__(report.policies, language)
        self.document = document
        self.hints = hints
        self.report = report
        self.parts = sort_parts(report)
        self._cells = _Cells(report, language)
        self._channels = Channels(report.policies, language)

    def applicable(self) -> None:
        """Show the programs to apply for and their sum, or that there is none."""
        if not self.parts.applicable:
            self._nothing()
        announced = any(result.status is Status.ANNOUNCED for result in self.parts.applicable)
        self._part("applicable-announced" if announced else "applicable", self.parts.applicable, self._cells.applicable)
        if self.parts.applicable:
            self._total()

    def undetermined(self) -> None:
        """Show the programs that wait for facts."""
        self._part("undetermined-part", self.parts.undetermined, self._cells.undetermined)

    def unpaid(self) -> None:
        """Show the programs whose conditions are met and that pay nothing on these answers."""
        self._part("unpaid-part", self.parts.unpaid, self._cells.closed)

    def closed(self) -> None:
        """Show the programs whose conditions are met and that are not open."""
        self._part("closed-part", self.parts.closed, self._cells.closed)

    def stale(self) -> None:
        """Show the programs whose terms are not confirmed for the day."""
        self._part("stale-part", self.parts.stale, self._cells.stale)

    def rest(self) -> None:
        """Show all others."""
        self._part("rest-part", self.parts.rest, self._cells.rest)

    def to_confirm(self) -> None:
        """Show what is to be confirmed, and with whom."""
        shown = [
            result for result in (*self.parts.applicable, *self.parts.stale) if result.verdict is Verdict.CONDITIONAL
        ]
        grouped = group_texts(shown, {result.program.id: result.confirm for result in shown})
        if grouped:
            self.document.heading(self.say("to-confirm"))
            self.document.items(
                Item(self.text(question), (f"{self._whom_to_ask(members)} · {self._titles(members)}",))
                for question, members in grouped.items()
            )

    def how_to_apply(self) -> None:
        """Show where to apply for the programs shown, how to reach their agencies, and which documents to hand in."""
        shown = [result.program for result in (*self.parts.applicable, *self.parts.undetermined, *self.parts.stale)]
        needed = Documents(self.policies, self.language).needed(self.report, self.parts.applicable)
        parts = {"documents": needed, "where": self._channels.places(shown), "contacts": self._channels.offices(shown)}
        for key, items in parts.items():
            if found := tuple(items):
                self.document.heading(applying.heading(self.language, key))
                self.document.items(found)

    def next_steps(self) -> None:
        """Show what to do next."""
        shown = (*self.parts.applicable, *self.parts.closed)
        grouped = group_texts(shown, {result.program.id: result.program.next_steps for result in shown})
        if grouped:
            self.document.heading(self.say("next-steps"))
            self.document.items(Item(self.text(step), (self._titles(members),)) for step, members in grouped.items())

    def known_since(self) -> None:
        """Show what came after the rules."""
        shown = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        grouped = group_notes(self.report, shown)
        if grouped:
            self.document.heading(self.say("known-since"))
            self.document.items(self._note(group.note, group.programs) for group in grouped)

    def please_note(self) -> None:
        """Show what the file says of the programs shown, such as what their source leaves open, and of them all."""
        shown = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        grouped = group_notes(self.report, shown, later=False)
        if grouped:
            self.document.heading(self.say("please-note"))
            self.document.items(self._note(group.note, group.programs) for group in grouped)

    def count_rest(self) -> None:
        """Say how many programs are not shown."""
        if not self.parts.rest:
            return
        self.document.blank()
        counts = {"ineligible": 0, "closed": 0, "background": 0, "ended": 0, "not-begun": 0}
        for result in self.parts.rest:
            if result.edition is None:
                counts["ended" if result.program.ended_before(self.report.as_of) else "not-begun"] += 1
            elif result.verdict is None:
                counts["background"] += 1
            else:
                counts["ineligible" if result.verdict is Verdict.INELIGIBLE else "closed"] += 1
        said = [self.say(f"count-{key}", n=count) for key, count in counts.items() if count]
        number = programs(self.language, len(self.parts.rest))
        text = self.say("rest", programs=number, counts=listing(self.language, said))
        self.document.paragraph(text + (self.say("rest-hint") if self.hints else ""), QUIET)

    def explanations(self, *, show_all: bool, opened: bool = False) -> None:
        """Say why each program that is shown came out as it did."""
        if shown := self.parts.shown(show_all=show_all):
            self.document.heading(say(self.language, "explanation.heading"))
            self.document.paragraph(reasons.lines_of(self.language, self.policies, whole=self.hints), QUIET)
            for details in explain(self.report, self.language, shown, opened=opened):
                self.document.add(details)

    def disclaimer(self) -> tuple[Paragraph, ...]:
        """Return that it is no official decision, and where to ask for one."""
        parts = self.parts
        shown = parts.applicable or parts.undetermined or parts.stale or parts.closed or parts.unpaid
        names = self._agencies(shown)
        ask = self.say("ask-nobody")
        if 0 < len(names) <= _NAMED_AGENCIES:
            ask = self.say("ask", agencies=listing(self.language, names, "or"))
        return tuple(Paragraph(self.say("sentence", text=sentence)) for sentence in (self.say("disclaimer"), ask))

    def _nothing(self) -> None:
        self.document.blank()
        if self.parts.undetermined or self.parts.stale:
            self.document.paragraph(self.say("nothing-yet" if self.parts.undetermined else "nothing-confirmed"))
            return
        self.document.paragraph(self.say("nothing"))
        if obstacles := reasons.obstacles(self.report, self.language, self.parts.rest):
            self.document.paragraph(self.say("in-the-way", reasons=self.say("next").join(obstacles)))
        if self.parts.rest and self.hints:
            self.document.paragraph(self.say("nothing-hint"))

    def _part(self, key: str, shown: Sequence[ProgramReport], cells: Callable[[ProgramReport], Iterable[Cell]]) -> None:
        if not shown:
            return
        self.document.heading(self.say(key, n=len(shown)))
        if key == "stale-part":
            self.document.paragraph(self.say("stale-hint"))
        windows = [window_of(self.report, result) for result in shown]
        with_window = key in _WITH_WINDOW and any(windows)
        rows = []
        for result, window in zip(shown, windows, strict=True):
            said = list(cells(result))
            if with_window:
                labels = [cell.label for cell in said]
                said.insert(labels.index(self.say("ceiling")) + 1, self._cells.window(result))
            grouped = with_window and key.startswith("applicable")
            group = applying.group(self.language, window) if grouped else ""
            title = self._channels.title(result.program)
            rows.append(Row(title, tuple(said), self._channels.below(result.program), group))
        self.document.table(self.say("program"), rows)

    def _total(self) -> None:
        self.document.blank()
        self.document.fields(sums.sentences(self.policies, self.language, self.parts.totals), BOLD)
        if len(self.parts.applicable) > 1:
            self.document.paragraph(self.say("sum-silent"), QUIET)

    def _note(self, note: Note, shown: Sequence[ProgramReport]) -> Item:
        return Item(self.text(note.text), results.note_facts(self.policies, self.language, note, self._titles(shown)))

    def _whom_to_ask(self, shown: Sequence[ProgramReport]) -> str:
        names = self._agencies(shown)
        return self.say("ask-agency", agency=listing(self.language, names, "or")) if names else self.say("ask-anyone")

    def _agencies(self, shown: Sequence[ProgramReport]) -> list[str]:
        names = (name for result in shown for name in results.agencies(self.policies, self.language, result.program))
        return list(dict.fromkeys(names))

    def _titles(self, shown: Sequence[ProgramReport]) -> str:
        titles = [self._title(result) for result in shown]
        named = listing(self.language, titles[:_NAMED_PROGRAMS])
        if len(titles) <= _NAMED_PROGRAMS:
            return named
        rest = len(titles) if self.language == "zh" else len(titles) - _NAMED_PROGRAMS
        return self.say("and-more", programs=named, n=rest)

    def _title(self, result: ProgramReport) -> str:
        return self.text(result.program.title)


class _Cells(View):
    """The cells of a report's programs, by the part that a program is shown in."""

    def __init__(self, report: Report, language: str) -> None:
        super().__init__(report.policies, language)
        self.report = report

    def applicable(self, result: ProgramReport) -> Iterable[Cell]:
        """Say whom to ask, how much it is, how it stands, and what says so."""
        yield self._agency(result)
        yield self._ceiling(result)
        yield self._verdict(result)
        yield self._source(result)

    def undetermined(self, result: ProgramReport) -> Iterable[Cell]:
        """Say how much it may be, and what it waits for."""
        yield self._ceiling(result)
        yield Cell(self.say("status"), (results.status(self.language, result),))
        yield Cell(self.say("waits-for"), (self._missing(result),))

    def closed(self, result: ProgramReport) -> Iterable[Cell]:
        """Say what keeps it closed, and where to look instead."""
        yield self._standing(result)
        see = [results.title(self.policies, self.language, name) for name in result.program.see]
        yield Cell(self.say("instead"), tuple(see))
        yield self._source(result)

    def stale(self, result: ProgramReport) -> Iterable[Cell]:
        """Say what its terms were when they were last known."""
        yield self._agency(result)
        yield self._ceiling(result)
        yield self._verdict(result, self.say("then", status=results.status(self.language, result)))
        known = day(self.language, result.edition.known_to) if result.edition else ""
        yield Cell(self.say("last-known"), (known,))

    def rest(self, result: ProgramReport) -> Iterable[Cell]:
        """Say why it stands in none of the other parts."""
        if result.edition is None:
            day, program = self.report.as_of, result.program
            yield Cell(self.say("ceiling"), (ceilings.maximum_on(self.policies, self.language, program, day),))
            yield Cell(self.say("verdict"), (results.outside(self.language, program, day),), QUIET, badge=True)
        else:
            yield self._ceiling(result)
            yield self._verdict(result)
        if result.verdict is Verdict.UNDETERMINED:
            why = self.say("label", label=self.say("waits-for"), value=self._missing(result))
        else:
            why = reasons.why_not(self.report, self.language, result)
        yield Cell(self.say("why"), (why,) if why else ())

    def window(self, result: ProgramReport) -> Cell:
        """Say when one can apply."""
        return Cell(applying.heading(self.language), applying.lines(self.language, result.edition, self.report.as_of))

    def _agency(self, result: ProgramReport) -> Cell:
        names = results.agencies(self.policies, self.language, result.program) or [self.say("no-agency")]
        return Cell(self.say("agency"), tuple(names), folded=True)

    def _ceiling(self, result: ProgramReport) -> Cell:
        return Cell(self.say("ceiling"), (ceilings.program_ceiling(self.policies, self.language, result),))

    def _verdict(self, result: ProgramReport, status: str = "") -> Cell:
        sign, style = _SIGNS.get(result.verdict, ("", QUIET)) if result.verdict else ("", QUIET)
        words = results.verdict(self.language, result)
        lines = (f"{sign} {words}".lstrip(), status or results.status(self.language, result))
        return Cell(self.say("verdict"), lines, style, badge=True)

    def _standing(self, result: ProgramReport) -> Cell:
        """Say what keeps a program closed; a sign that it fits would promise what nobody can have."""
        confirm = (results.verdict(self.language, result),) if result.verdict is Verdict.CONDITIONAL else ()
        return Cell(self.say("status"), (results.status(self.language, result), *confirm), QUIET)

    def _source(self, result: ProgramReport) -> Cell:
        cited = result.edition.sources if result.edition else ()
        places = dict.fromkeys(results.citation(self.policies, self.language, citation) for citation in cited)
        return Cell(self.say("source"), tuple(places), QUIET, folded=True)

    def _missing(self, result: ProgramReport) -> str:
        labels = [self.text(self.policies.facts[fact].label) for fact in result.missing]
        return listing(self.language, labels)
