"""What an assessment is put together from: its parts, what is said of each program, what to know besides.

Which program stands in which part is known to `render.parts`, words come from `texts`; `render.report` says which parts
a format shows, and in which order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.model import Note, Program, Status
from iotcheck.render.cells import Cells
from iotcheck.render.channels import Channels
from iotcheck.render.combining import Combination
from iotcheck.render.document import BOLD, QUIET, Cell, Details, Document, Heading, Item, Items, Paragraph, Row
from iotcheck.render.evidence import Documents
from iotcheck.render.explanation import explain
from iotcheck.render.parts import group_notes, group_texts, sort_parts, window_of
from iotcheck.render.views import View
from iotcheck.texts import applying, refusals, say, summary, sums
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.values import listing, programs

_WITH_WINDOW = ("applicable", "applicable-announced", "undetermined-part", "stale-part")  # parts that say when to apply
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

    def applicable(self) -> None:
        """Show the programs to apply for and their sum."""
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
                Item(self.text(question), (f"{self._whom_to_ask(members)} · {self.titles(members)}",))
                for question, members in grouped.items()
            )

    def how_to_apply(self) -> None:
        """Show where to apply for the programs shown, how to reach their agencies, and which documents to hand in."""
        for key, items in zip(("documents", "where", "contacts"), self.how_to_apply_items(), strict=True):
            if items:
                self.document.heading(applying.heading(self.language, key))
                self.document.items(items)

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
        """Put parts, each a heading and a list, into ones that unfold, with how much is in each."""
        whole, folded = self.document, []
        for show in parts:
            self.document = Document()
            show()
            if self.document.blocks:
                heading, *blocks = self.document.blocks
                assert isinstance(heading, Heading)
                self.document.blocks = blocks
                count = sum(len(block.items) for block in blocks if isinstance(block, Items))
                folded.append(Details(self.say("counted", title=heading.text, n=count), "", self.document, opened))
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
            self.document.paragraph(reasons.lines_of(self.language, self.policies, whole=whole), QUIET)

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
        if self.parts.undetermined:
            yield say(self.language, "summary.none-yet")
        elif self.parts.stale:
            yield say(self.language, "summary.none-confirmed")
        else:
            yield say(self.language, "summary.none")
            if obstacles := refusals.obstacles(self.report, self.language, self.parts.rest):
                yield self.say("in-the-way", reasons=self.say("next").join(obstacles))

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
        self.combination()
        for paragraph in self.promise():
            self.document.add(paragraph)

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

    def _title(self, result: ProgramReport) -> str:
        return self.text(result.program.title)
