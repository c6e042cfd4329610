"""The result at a glance, as every format begins: the programs in a line or two each, and what is missing.

On a terminal, everything else is a line with its count, so that the result fits one screen.
"""

from collections.abc import Iterator, Sequence

from iotcheck.engine import CeilingKind, ProgramReport, Verdict
from iotcheck.render.assessment import Outline
from iotcheck.render.document import QUIET, Cell, Item, Paragraph, Prose, Row
from iotcheck.render.parts import group_notes, group_texts, window_of
from iotcheck.texts import applying, ceilings, say, summary
from iotcheck.texts.values import day

_MAX_UNDETERMINED = 4  # programs that wait for answers and are listed
_MAX_MISSING = 4  # answers named
_MAX_STEPS = 3
_FOLDED = "+"


class Overview(Outline):
    """One report on its way to a document; `show_all` lists every program and every missing answer."""

    def table(self, *, show_all: bool) -> None:
        """Show the programs that the applicant can apply for, and then those that wait for answers."""
        applicable, waiting = self.parts.applicable, self.parts.undetermined
        listed = waiting if show_all or len(waiting) <= _MAX_UNDETERMINED else waiting[: _MAX_UNDETERMINED - 1]
        shown = (*applicable, *listed)
        windows = [window_of(self.report, result) for result in shown]
        with_deadline = any(self._deadline(result) for result in shown)
        grouped = any(windows) and len({applying.group(self.language, window) for window in windows}) > 1
        rows: list[Row] = []
        for result, window in zip(shown, windows, strict=True):
            group = ""
            if applicable and result.verdict is Verdict.UNDETERMINED:
                group = say(self.language, "summary.group-undetermined")
            elif grouped:
                group = applying.group(self.language, window)
            elif applicable and listed:
                group = say(self.language, "summary.group-applicable")
            rows.append(self._row(result, group, with_deadline=with_deadline))
        self._add(rows)
        if left := len(waiting) - len(listed):
            self._quiet("undetermined-more", n=left)

    def last_known(self) -> None:
        """Show the programs whose terms are not confirmed for the day, as they were last known."""
        if not self.parts.stale:
            return
        self.document.heading(self.say("stale-part", n=len(self.parts.stale)))
        self.document.paragraph(self.say("stale-hint"), QUIET)
        rows = []
        for result in self.parts.stale:
            row = self._row(result, "", with_deadline=False)
            known = day(self.language, result.edition.known_to) if result.edition else ""
            last = Cell(self.say("last-known"), (known,))
            rows.append(row._replace(cells=(row.cells[0], last, *row.cells[1:])))
        self._add(rows)

    def missing(self, *, show_all: bool) -> None:
        """Show which answers the programs wait for."""
        lines = summary.missing(self.report, self.language, (*self.parts.applicable, *self.parts.undetermined))
        if not lines:
            return
        self.document.heading(say(self.language, "summary.missing"))
        named = lines if show_all or len(lines) <= _MAX_MISSING else lines[:_MAX_MISSING]
        self.document.items(Item(line) for line in named)
        if left := len(lines) - len(named):
            self._quiet("missing-more", n=left)

    def steps(self) -> None:
        """Show what to do next, each step without the programs that it is for."""
        if steps := self._steps():
            self.document.heading(self.say("next-steps"))
            self.document.items(Item(step) for step in steps[:_MAX_STEPS])

    def folded(self, *, notes: bool, show_all: bool) -> None:
        """Show what is left out in a line for each kind, with how much there is of it."""
        lines = [*(() if notes else self._folded_notes()), *(() if show_all else self._folded_programs())]
        if lines:
            self.document.heading(say(self.language, "summary.more"))
        self.document.items(Item(line, mark=_FOLDED) for line in lines)

    def read_more(self) -> Paragraph:
        """Return the line that ends the result: which options show more."""
        return Paragraph(say(self.language, "summary.read-more"), QUIET)

    def _folded_notes(self) -> Iterator[str]:
        met = [result for result in (*self.parts.applicable, *self.parts.stale) if result.confirm]
        said = (*self.parts.applicable, *self.parts.closed, *self.parts.stale)
        needed, places, offices = self.how_to_apply_items()
        counts = {
            "confirm": len(group_texts(met, {result.program.id: result.confirm for result in met})),
            "steps": max(0, len(self._steps()) - _MAX_STEPS),
            "documents": len(needed),
            "contacts": len(places) + len(offices),
            "later": len(group_notes(self.report, said)),
            "notes": len(group_notes(self.report, said, later=False)),
        }
        for key, count in counts.items():
            if count:
                yield say(self.language, f"summary.folded-{key}", n=count)

    def _folded_programs(self) -> Iterator[str]:
        for key, members in {"unpaid": self.parts.unpaid, "closed": self.parts.closed}.items():
            if members:
                yield say(self.language, f"summary.folded-{key}", n=len(members), titles=self.titles(members))
        if self.parts.rest:
            counts = self.counts_of_rest()
            yield say(self.language, "summary.folded-rest", n=len(self.parts.rest), counts=counts)

    def _row(self, result: ProgramReport, group: str, *, with_deadline: bool) -> Row:
        figure, value = ceilings.figure(self.policies, self.language, result), result.ceiling
        bar = (value.low or 0, value.top) if value.kind is CeilingKind.AMOUNT else None
        cells = [Cell(self.say("ceiling"), (figure,), number=True, bar=bar)]
        if with_deadline:
            cells.append(Cell(applying.heading(self.language, "deadline"), self._deadline(result)))
        cells.append(self.verdict(result))
        return Row(self.title(result), tuple(cells), self.place(result.program), group)

    def _deadline(self, result: ProgramReport) -> tuple[Prose, ...]:
        return applying.deadline(self.language, result.edition, self.report.as_of)

    def _steps(self) -> list[str]:
        shown = (*self.parts.applicable, *self.parts.closed)
        grouped = group_texts(shown, {result.program.id: result.program.next_steps for result in shown})
        return [self.text(step) for step in grouped]

    def _add(self, rows: Sequence[Row]) -> None:
        self.document.table(self.say("program"), rows, dense=True)

    def _quiet(self, key: str, **params: object) -> None:
        self.document.paragraph(say(self.language, f"summary.{key}", **params), QUIET)
