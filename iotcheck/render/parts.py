"""A report sorted into the parts in which every format shows it. No words, no layout."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from iotcheck.engine import BestSet, CeilingKind, ProgramReport, Report, Totals, Verdict, best_set_of, total
from iotcheck.model import Note, Program, Source, Text, WindowOnDay
from iotcheck.model.applying import rank
from iotcheck.model.rules import Node
from iotcheck.model.walk import walk
from iotcheck.record import Record

_MET = (Verdict.ELIGIBLE, Verdict.CONDITIONAL)


class Parts(Record):
    """The programs of a report, each in exactly one part; `totals` sums up what is shown.

    `best_set` is that of what is shown, None without rules on combining programs.

    They stand in the file's order, but those to apply for and undetermined ones first in that of their windows.

    `unpaid` are those to apply for whose ceiling is 0 on these answers, `closed` those whose conditions are met but
    whose status admits no application, `stale` those whose terms are not confirmed for the day and that would else
    be in one of the parts before.
    """

    applicable: tuple[ProgramReport, ...]
    undetermined: tuple[ProgramReport, ...]
    unpaid: tuple[ProgramReport, ...]
    closed: tuple[ProgramReport, ...]
    stale: tuple[ProgramReport, ...]
    rest: tuple[ProgramReport, ...]
    totals: Totals
    best_set: BestSet | None = None

    def shown(self, *, show_all: bool) -> tuple[ProgramReport, ...]:
        """Return the programs that are shown one by one: without `show_all` all but the rest."""
        listed = (*self.applicable, *self.undetermined, *self.unpaid, *self.closed, *self.stale)
        return (*listed, *self.rest) if show_all else listed


class GroupedNote(Record):
    """A note with the programs that it was made of; none for a note on the whole file."""

    note: Note
    programs: tuple[ProgramReport, ...]


def sort_parts(report: Report, only: Collection[str] = ()) -> Parts:
    """Sort a report's programs; with `only`, those of these ids alone."""
    shown = [result for result in report.programs if not only or result.program.id in only]
    parts: dict[str, list[ProgramReport]] = {
        "applicable": [],
        "undetermined": [],
        "unpaid": [],
        "closed": [],
        "stale": [],
        "rest": [],
    }
    for result in shown:
        parts[_part(result)].append(result)
    for name in ("applicable", "undetermined"):
        parts[name].sort(key=lambda result: rank(window_of(report, result)))
    best_set = best_set_of(report.policies, report.rules, shown) if report.rules else None
    totals = total([result for result in shown if result not in parts["unpaid"]], best_set)
    return Parts(**{name: tuple(results) for name, results in parts.items()}, totals=totals, best_set=best_set)


def window_of(report: Report, result: ProgramReport) -> WindowOnDay | None:
    """Return when one can apply for a program, seen from the report's day; None where the file does not say."""
    return result.edition.window_on(report.as_of) if result.edition else None


def known_to(report: Report, result: ProgramReport | None = None) -> date:
    """Return the last day of which a program's terms speak (without program: the file), at most the report's day."""
    edition = result.edition if result else None
    return min(report.as_of, edition.known_to if edition else report.policies.known_day)


def changed_since(program: Program, day: date) -> bool:
    """Whether a file has terms of a program, or notes on it, that are of a later day."""
    begins = [edition.start for edition in program.editions]
    return any(later is not None and later > day for later in (*begins, *(note.date for note in program.notes)))


def beyond(note: Note, day: date) -> bool:
    """Whether a note says what the terms of a day do not: it is of a later day, or its confidence is stated apart."""
    return note.date > day if note.date else note.confidence is not None


def group_notes(report: Report, results: Iterable[ProgramReport], *, later: bool = True) -> tuple[GroupedNote, ...]:
    """Return the notes beyond the terms, by date, undated ones last; or (not `later`) the others, programs' first.

    The file's own notes are among them. Equal ones come once. What was known of a program before its terms is in them.
    """

    def wanted(note: Note, result: ProgramReport | None = None) -> bool:
        if later or beyond(note, known_to(report, result)):
            return later and beyond(note, known_to(report, result))
        return result is None or note.date is None

    grouped: dict[Note, list[ProgramReport]] = {}
    for result in results:
        for note in filter(lambda note: wanted(note, result), result.program.notes):
            grouped.setdefault(note, []).append(result)
    grouped |= {note: [] for note in report.policies.notes if wanted(note)}
    ordered = sorted(grouped, key=lambda note: note.date or date.max) if later else grouped
    return tuple(GroupedNote(note=note, programs=tuple(grouped[note])) for note in ordered)


def group_texts(
    results: Iterable[ProgramReport], texts: Mapping[str, Iterable[Text]]
) -> dict[Text, list[ProgramReport]]:
    """Return texts with the programs they were said of, equal ones once."""
    grouped: dict[Text, list[ProgramReport]] = {}
    for result in results:
        for text in texts[result.program.id]:
            grouped.setdefault(text, []).append(result)
    return grouped


def cited_sources(report: Report, results: Iterable[ProgramReport]) -> tuple[Source, ...]:
    """Return the documents that some programs' terms, conditions and notes cite, in the file's order."""
    cited: set[str] = set()
    for result in results:
        edition = result.edition
        citations = [
            *(edition.sources if edition else ()),
            *(citation for note in result.program.notes for citation in note.sources),
        ]
        if edition is not None and edition.when is not None:
            for node in walk(report.policies, edition.when):
                citations += node.sources if isinstance(node, Node) else ()
        cited |= {citation.document for citation in citations}
    return tuple(source for name, source in report.policies.sources.items() if name in cited)


def _part(result: ProgramReport) -> str:
    if result.applicable:
        nothing = result.ceiling.kind is CeilingKind.AMOUNT and result.ceiling.high == 0
        return "unpaid" if nothing else "applicable"
    status_open = result.edition is not None and result.edition.status.open_to_applicants
    undetermined = result.verdict is Verdict.UNDETERMINED and status_open
    if result.stale and (result.verdict in _MET or undetermined):
        return "stale"
    if undetermined:
        return "undetermined"
    return "closed" if result.verdict in _MET else "rest"
