"""The result's outline: what one may apply for, what is undetermined, what is closed, and what to know besides.

Parts come from `render.parts`, what is said of one program from `render.cells`, words from `texts`, the look from the
sheet that a format brings; this says what stands where.
"""

from collections.abc import Callable, Iterable, Sequence

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.model import Note, PolicySet, Text
from iotcheck.render.cells import Cells
from iotcheck.render.explanation import explain as explain_programs
from iotcheck.render.parts import Parts, group_notes, group_texts
from iotcheck.render.sheet import QUIET, Cell, Entry, Item, Sheet
from iotcheck.texts import ceilings, say
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.format import listing, programs

_NAMED_PROGRAMS = 2  # programs that a note or a step names before it says "and n more"
_NAMED_AGENCIES = 6


class Outline:
    """One report on its way to one sheet; with `hints` it names the options of the command line that show more."""

    def __init__(self, sheet: Sheet, report: Report, language: str, parts: Parts, *, hints: bool = False) -> None:
        self.sheet = sheet
        self.hints = hints
        self.report = report
        self.language = language
        self.parts = parts
        self.policies: PolicySet = report.policies
        self._cells = Cells(report, language)

    def show(self, *, show_all: bool, explain: bool, name: str) -> None:
        """Put everything on the sheet."""
        self.head(name)
        self.body(show_all=show_all)
        if explain:
            self.sheet.heading(say(self.language, "explanation.heading"))
            self.sheet.paragraph(reasons.lines_of(self.language, self.policies, whole=self.hints), QUIET)
            explain_programs(self.sheet, self.report, self.language, self.parts.shown(show_all=show_all))
        if not show_all:
            self.count_rest()
        self.sheet.blank()
        self.disclaimer()

    def head(self, name: str) -> None:
        """Say what this is, of which day, and for whom."""
        self.sheet.heading(self.policies.title.in_language(self.language))
        self.sheet.paragraph(results.rules_day(self.language, self.policies, self.report.as_of), QUIET)
        if name:
            self.sheet.paragraph(self._say("for", name=name))

    def body(self, *, show_all: bool) -> None:
        """Show the programs by parts, and what to know besides."""
        self.applicable()
        self.undetermined()
        self.unpaid()
        self.closed()
        self.stale()
        if show_all:
            self.rest()
        self.to_confirm()
        self.next_steps()
        self.known_since()
        self.please_note()

    def applicable(self) -> None:
        """Show the programs to apply for and their sum, or that there is none."""
        if not self.parts.applicable:
            self._nothing()
        self._part("applicable", self.parts.applicable, self._cells.applicable)
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
        shown = [one for one in (*self.parts.applicable, *self.parts.stale) if one.verdict is Verdict.CONDITIONAL]
        grouped = group_texts(shown, {one.program.id: one.confirm for one in shown})
        if grouped:
            self.sheet.heading(self._say("to-confirm"))
            self.sheet.items(
                Item(self._text(question), (f"{self._whom_to_ask(found)} · {self._titles(found)}",))
                for question, found in grouped.items()
            )

    def next_steps(self) -> None:
        """Show what to do next."""
        shown = (*self.parts.applicable, *self.parts.closed)
        grouped = group_texts(shown, {one.program.id: one.program.next_steps for one in shown})
        if grouped:
            self.sheet.heading(self._say("next-steps"))
            self.sheet.items(Item(self._text(step), (self._titles(found),)) for step, found in grouped.items())

    def known_since(self) -> None:
        """Show what came after the rules."""
        shown = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        grouped = group_notes(self.report, shown)
        if grouped:
            self.sheet.heading(self._say("known-since"))
            self.sheet.items(self._note(one.note, one.programs) for one in grouped)

    def please_note(self) -> None:
        """Show what the file says of the programs shown, such as what their source leaves open, and of them all."""
        shown = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        grouped = group_notes(self.report, shown, later=False)
        if grouped:
            self.sheet.heading(self._say("please-note"))
            self.sheet.items(self._note(one.note, one.programs) for one in grouped)

    def count_rest(self) -> None:
        """Say how many programs are not shown."""
        if not self.parts.rest:
            return
        self.sheet.blank()
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
        text = self._say("rest", programs=number, counts=listing(self.language, said))
        self.sheet.paragraph(text + (self._say("rest-hint") if self.hints else ""), QUIET)

    def disclaimer(self) -> None:
        """Say that it is no official decision, and where to ask for one."""
        parts = self.parts
        shown = parts.applicable or parts.undetermined or parts.stale or parts.closed or parts.unpaid
        names = self._agencies(shown)
        ask = self._say("ask-nobody")
        if 0 < len(names) <= _NAMED_AGENCIES:
            ask = self._say("ask", agencies=listing(self.language, names, "or"))
        for sentence in (self._say("disclaimer"), ask):
            self.sheet.paragraph(self._say("sentence", text=sentence))

    def _nothing(self) -> None:
        self.sheet.blank()
        if self.parts.undetermined or self.parts.stale:
            self.sheet.paragraph(self._say("nothing-yet" if self.parts.undetermined else "nothing-confirmed"))
            return
        self.sheet.paragraph(self._say("nothing"))
        if obstacles := reasons.obstacles(self.report, self.language, self.parts.rest):
            self.sheet.paragraph(self._say("in-the-way", reasons=self._say("next").join(obstacles)))
        if self.parts.rest and self.hints:
            self.sheet.paragraph(self._say("nothing-hint"))

    def _part(self, key: str, shown: Sequence[ProgramReport], cells: Callable[[ProgramReport], Iterable[Cell]]) -> None:
        if not shown:
            return
        self.sheet.heading(self._say(key, n=len(shown)))
        if key == "stale-part":
            self.sheet.paragraph(self._say("stale-hint"))
        entries = [Entry(self._title(result), tuple(cells(result))) for result in shown]
        self.sheet.entries(self._say("program"), entries)

    def _total(self) -> None:
        total = ceilings.total(self.policies, self.language, self.parts.applicable, self.parts.totals)
        self.sheet.blank()
        self.sheet.fields([(self._say("sum"), total)], "bold")
        if len(self.parts.applicable) > 1:
            self.sheet.paragraph(self._say("sum-silent"), QUIET)

    def _note(self, note: Note, found: Sequence[ProgramReport]) -> Item:
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

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"result.{key}", **params)

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)

    def _title(self, result: ProgramReport) -> str:
        return self._text(result.program.title)
