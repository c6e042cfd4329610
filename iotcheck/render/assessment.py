"""What an assessment is put together from: its parts, what is said of each program, what to know besides.

Which program stands in which part is known to `render.parts`, words come from `texts`; `render.report` says which parts
a format shows, and in which order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.model import Note, Program
from iotcheck.render.cells import Cells
from iotcheck.render.channels import Channels
from iotcheck.render.combining import Combination
from iotcheck.render.document import BOLD, QUIET, Cell, Details, Document, Heading, Item, Items, Paragraph, Prose, Row
from iotcheck.render.evidence import Documents
from iotcheck.render.explanation import explain
from iotcheck.render.parts import group_notes, group_texts, sort_parts
from iotcheck.render.views import View
from iotcheck.texts import applying, refusals, say, summary
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.values import listing, programs

_NAMED_PROGRAMS = 2  # programs that a note or a step names before it says "and n more"
_NAMED_AGENCIES = 4


class Outline(View):
    """One report on its way to a document."""

    def __init__(self, document: Document, report: Report, language: str) -> None:
        super().__init__(report.policies, language)
        self.document = document
        self.report = report
        self.parts = sort_parts(report)
        self._cells = Cells(report, language)
        self._channels = Channels(report.policies, language)

    def headline(self) -> tuple[Paragraph, ...]:
        """Return what the result comes to, in a few sentences."""
        if not self.parts.applicable:
            return tuple(Paragraph(sentence, BOLD) for sentence in self._nothing())
        said = summary.headline(self.report, self.language, self.parts.applicable, self.parts.totals)
        if waiting := len(self.parts.undetermined):
            said.append(summary.undetermined(self.language, waiting))
        return tuple(Paragraph(line, "" if place else BOLD) for place, line in enumerate(said))

    def unpaid(self) -> None:
        """Show the programs whose conditions are met and that pay nothing on these answers."""
        self._part("unpaid-part", self.parts.unpaid, self._cells.closed)

    def closed(self) -> None:
        """Show the programs whose conditions are met and that are not open."""
        self._part("closed-part", self.parts.closed, self._cells.closed)

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
                Item(self.text(question), (f"{self._whom_to_ask(members)} · {self.titles(members)}",))
                for question, members in grouped.items()
            )

    def note_parts(self) -> Iterator[Callable[[], None]]:
        """Yield what shows the notes beside the result, kind by kind: each a heading with a list, or nothing."""
        yield self.to_confirm
        for key, items in zip(("documents", "where", "contacts"), self.how_to_apply_items(), strict=True):
            if items:
                yield partial(self._items, applying.heading(self.language, key), items)
        yield self.known_since
        yield self.please_note

    def how_to_apply_items(self) -> tuple[tuple[Item, ...], ...]:
        """Return the documents to hand in, the places to apply at, and the agencies with how to reach them."""
        shown = [result.program for result in (*self.parts.applicable, *self.parts.undetermined, *self.parts.stale)]
        needed = Documents(self.policies, self.language).needed(self.report, self.parts.applicable)
        return tuple(needed), tuple(self._channels.places(shown)), tuple(self._channels.offices(shown))

    def next_steps(self) -> None:
        """Show what to do next."""
        shown = (*self.parts.applicable, *self.parts.closed)
        grouped = group_texts(shown, {result.program.id: result.program.next_steps for result in shown})
        if grouped:
            self.document.heading(self.say("next-steps"))
            self.document.items(Item(self.text(step), (self.titles(members),)) for step, members in grouped.items())

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

    def fold(self, parts: Iterable[Callable[[], None]], *, opened: bool) -> None:
        """Put parts, each a heading and what is under it, into ones that unfold, lists with how much is in each."""
        whole, folded = self.document, []
        for show in parts:
            self.document = Document()
            show()
            if self.document.blocks:
                heading, *blocks = self.document.blocks
                assert isinstance(heading, Heading)
                self.document.blocks = blocks
                count = sum(len(block.items) for block in blocks if isinstance(block, Items))
                title = self.say("counted", title=heading.text, n=count) if count else heading.text
                folded.append(Details(title, "", self.document, opened))
        self.document = whole
        if folded:
            whole.heading(say(self.language, "summary.more"))
            whole.blocks += folded

    def count_rest(self) -> None:
        """Say how many programs are not shown."""
        if self.parts.rest:
            self.document.blank()
            number = programs(self.language, len(self.parts.rest))
            self.document.paragraph(self.say("rest", programs=number, counts=self.counts_of_rest()), QUIET)

    def counts_of_rest(self) -> str:
        """Return how many programs are not eligible, background and so on."""
        counts = {"ineligible": 0, "closed": 0, "background": 0, "ended": 0, "not-begun": 0}
        for result in self.parts.rest:
            if result.edition is None:
                counts["ended" if result.program.ended_before(self.report.as_of) else "not-begun"] += 1
            elif result.verdict is None:
                counts["background"] += 1
            else:
                counts["ineligible" if result.verdict is Verdict.INELIGIBLE else "closed"] += 1
        said = [self.say(f"count-{key}", n=count) for key, count in counts.items() if count]
        return listing(self.language, said)

    def explanations(self, *, show_all: bool, opened: bool = False, whole: bool = False) -> None:
        """Say why each program that is shown came out as it did; `whole` names the file with its path."""
        if shown := self.parts.shown(show_all=show_all):
            self.document.heading(say(self.language, "explanation.heading"))
            for details in explain(self.report, self.language, shown, opened=opened):
                self.document.add(details)
            if where := reasons.lines_of(self.language, self.policies, whole=whole):
                self.document.paragraph(where, QUIET)

    def combination(self) -> None:
        """Show the best combination of programs, where rules on combining say something of one of them."""
        if (best := self.parts.best_set) is not None and best.matters:
            self.document.blank()
            Combination(self.policies, self.language).show(self.document, best, self.parts.applicable)

    def promise(self) -> tuple[Paragraph, ...]:
        """Return that a total is not a promise, where several programs are added up and nothing is said of that."""
        best = self.parts.best_set
        if best is not None and best.matters:
            return ()
        stated = sum(subtotal.stated for subtotal in self.parts.totals.groups)
        key = "sum-unlimited" if best is not None and best.members else "sum-silent"
        return (Paragraph(self.say(key), QUIET),) if stated > 1 else ()

    def disclaimer(self) -> tuple[Paragraph, ...]:
        """Return that it is no official decision, and where to ask for one."""
        parts = self.parts
        shown = parts.applicable or parts.undetermined or parts.stale or parts.closed or parts.unpaid
        names = self._agencies(shown)
        ask = self.say("ask-nobody")
        if 0 < len(names) <= _NAMED_AGENCIES:
            ask = self.say("ask", agencies=listing(self.language, names, "or"))
        sentences = [self.say("sentence", text=sentence) for sentence in (self.say("disclaimer"), ask)]
        return (Paragraph(self.say("sentences").join(sentences)),)

    def _nothing(self) -> Iterator[str]:
        """Yield that there is no program to apply for, and why."""
        one = "-one" if len(self.report.programs) == 1 else ""  # what is said of all would be wrong of a single program
        if self.parts.undetermined:
            yield say(self.language, f"summary.none-yet{one}")
        elif self.parts.stale:
            yield say(self.language, f"summary.none-confirmed{one}")
        else:
            yield say(self.language, f"summary.none{one}")
            if obstacles := refusals.obstacles(self.report, self.language, self.parts.rest):
                yield self.say("in-the-way", reasons=self.say("next").join(obstacles))

    def _part(self, key: str, shown: Sequence[ProgramReport], cells: Callable[[ProgramReport], Iterable[Cell]]) -> None:
        if not shown:
            return
        self.document.heading(self.say(key, n=len(shown)))
        rows = [Row(self.title(result), tuple(cells(result)), self.place(result.program)) for result in shown]
        self.document.table(self.say("program"), rows)

    def _items(self, heading: str, items: Iterable[Item]) -> None:
        self.document.heading(heading)
        self.document.items(items)

    def _note(self, note: Note, shown: Sequence[ProgramReport]) -> Item:
        return Item(self.text(note.text), results.note_facts(self.policies, self.language, note, self.titles(shown)))

    def _whom_to_ask(self, shown: Sequence[ProgramReport]) -> str:
        names = self._agencies(shown)
        return self.say("ask-agency", agency=listing(self.language, names, "or")) if names else self.say("ask-anyone")

    def _agencies(self, shown: Sequence[ProgramReport]) -> list[str]:
        names = (name for result in shown for name in results.agencies(self.policies, self.language, result.program))
        return list(dict.fromkeys(names))

    def titles(self, shown: Sequence[ProgramReport]) -> str:
        """Return the titles of some programs in a line: of many the first, and how many there are."""
        titles = [self._title(result) for result in shown]
        named = listing(self.language, titles[:_NAMED_PROGRAMS])
        if len(titles) <= _NAMED_PROGRAMS:
            return named
        rest = len(titles) if self.language == "zh" else len(titles) - _NAMED_PROGRAMS
        return self.say("and-more", programs=named, n=rest)

    def verdict(self, result: ProgramReport) -> Cell:
        """Return the verdict on a program alone, and when its terms were last checked if they are less than certain."""
        checked = results.last_checked(self.language, result.edition, self.report.as_of)
        return self._cells.verdict(result, *([checked] if checked else []))

    def place(self, program: Program) -> Cell | None:
        """Return where to apply for a program, as it stands below its title."""
        return self._channels.below(program)

    def title(self, result: ProgramReport) -> Prose:
        """Return a program's title, a link where it has a page."""
        return self._channels.title(result.program)

    def _title(self, result: ProgramReport) -> str:
        return self.text(result.program.title)
