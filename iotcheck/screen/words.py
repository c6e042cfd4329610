"""Results in words, for people (`--words`): columns named and filled in the user's language, ids of programs last.

Agency, status and source stand beside; an upper end that the rules do not set is left empty, as in all words of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.batch import COUNTS, VERDICTS, Chunk, Kernel, Outcomes, ProgramRows
from iotcheck.engine import Ceiling, CeilingKind, Verdict
from iotcheck.model import PolicySet, Program
from iotcheck.record import Record
from iotcheck.screen.layouts import Cell, Column, Layout, Lists, has_windows, wide
from iotcheck.screen.match_rows import Describe, matches
from iotcheck.screen.reasons import Reason
from iotcheck.texts import applying, ceilings, say, sums
from iotcheck.texts import result as results
from iotcheck.texts import values as words

_MATCHES = ("program", "agency", "status", "verdict", "ceiling", "min", "max", "waits-for", "depends", "confirm",
            "source", "as-of", "id", "remark")  # fmt: skip
_TOTALS = ("applicable", "conditional", "undetermined", "unstated", "total-min", "total-max")
_SUMMARY = ("program", "status", "stale", "applicable", "conditional", "undetermined", "ineligible", "met", "min",
            "max", "ceiling", "open", "id")  # fmt: skip
_REASONS = ("program", "status", "verdict", "condition", "answer", "gap", "alternatives", "missing", "source", "as-of",
            "id", "remark")  # fmt: skip
_OBSTACLE = ("alone", "alone-count", "alone-gap")
_NEXT = -1  # where `wide` has the next question


class Wording(Record):
    """Words for the results of a policy file on a day."""

    policies: PolicySet
    as_of: date
    language: str
    typed: bool = False  # days stay days, for a workbook

    def names(self, layout: Layout) -> list[str]:
        """Return the names of the columns that a layout adds to those carried along, each different."""
        match layout:
            case Layout.MATCHES:
                return [*self._named(_MATCHES), *([applying.heading(self.language)] if self.with_windows else [])]
            case Layout.WIDE | Layout.PORTFOLIO:
                return [*self.titles(self.policies.programs.values()), *self.totals, *self._named(["next"])]
            case Layout.REASONS:
                return self._named(_REASONS)
            case Layout.SUMMARY:
                return self._named(_SUMMARY)

    @property
    def totals(self) -> list[str]:
        """The names of the columns of counts and sums."""
        totals = self._named(_TOTALS)
        groups = [sums.label(self.policies, self.language, group) for group in self.policies.sum_groups()[1:]]
        named = [
            say(self.language, "screen.word-group", total=total, group=group)
            for group in groups
            for total in totals[-2:]
        ]
        return [*totals, *named]

    @property
    def money(self) -> frozenset[str]:
        """The names of the columns of amounts of money."""
        return frozenset([*self._named(["min", "max"]), *self.totals[len(COUNTS) :]])

    @property
    def missing_and_next(self) -> list[str]:
        """The names of the columns of missing answers and of the next question."""
        return self._named(["missing", "next"])

    @property
    def obstacles(self) -> list[str]:
        """The names of the columns of what alone rules most applicants out."""
        return self._named(_OBSTACLE)

    @property
    def with_windows(self) -> bool:
        """Whether results have a column that says when to apply."""
        return has_windows(self.policies)

    @property
    def line(self) -> str:
        """The name of the column of lines, where no column is carried along."""
        return self._say("reject-line")

    def rejects(self, header: Iterable[str]) -> list[str]:
        """Return the names of the columns of the rejects file."""
        return [self._say(f"reject-{name}") for name in header]

    def reject(self, cells: Sequence[str | int]) -> tuple[str | int, ...]:
        """Return a row of the rejects file, or of the groups, whose last cell says what the problem costs."""
        return (*cells[:-1], self._say(f"kind-{cells[-1]}"))

    def matches(self, programs: Iterable[ProgramRows], carried: Sequence[Sequence[Cell]]) -> list[Column]:
        """Return what `layouts.matches` returns, in words."""
        return matches(programs, carried, self._describe, len(_MATCHES) + self.with_windows)

    def wide(
        self, kernel: Kernel, chunk: Chunk, programs: Iterable[ProgramRows], carried: Sequence[Column]
    ) -> list[Column]:
        """Return what `layouts.wide` returns, in words."""
        columns = wide(kernel, chunk, programs, carried, "top")
        verdicts = slice(len(carried), len(carried) + len(self.policies.programs))
        said = {verdict.value: results.heading(self.language, verdict.value) for verdict in Verdict}
        columns[verdicts] = [_translated(column, said) for column in columns[verdicts]]
        labels = {name: self.label(name) for name in self.policies.facts}
        columns[_NEXT] = _translated(columns[_NEXT], labels)
        return columns

    def reasons(self, program: ProgramRows) -> Callable[[int, Reason | None], tuple[Cell, ...]]:
        """Return what makes the cells of one program for a row and its reason, in words."""
        return _ReasonWords(program, self)

    def summary(self, rows: Iterable[Mapping[str, Any]]) -> list[Column]:
        """Return the rows of `portfolio.summary_rows` as columns in words."""
        return list(zip(*map(self._summary_row, rows), strict=True))

    def _describe(self, program: ProgramRows) -> Describe:
        return _Match(program, self)

    def _summary_row(self, row: Mapping[str, Any]) -> tuple[Cell, ...]:
        kind = CeilingKind(row["ceiling"]) if row["ceiling"] else None
        figures = kind is CeilingKind.AMOUNT
        return (
            row["title"],
            results.heading(self.language, row["status"])
            if row["status"]
            else results.outside(self.language, self.policies.programs[row["program"]], self.as_of),
            say(self.language, f"values.{'yes' if row['stale'] else 'no'}"),
            *(row[name] for name in ("applicable", "conditional", "undetermined", "ineligible", "met")),
            row["ceiling_min"] if figures else None,
            row["ceiling_max"] if figures and not row["ceiling_open"] else None,
            "" if kind is None or figures else ceilings.without_figure(self.language, kind),
            row["ceiling_open"],
            row["program"],
        )

    def titles(self, programs: Iterable[Program]) -> list[str]:
        """Return the names of some programs' columns: their titles, with the id where two have one."""
        titled = [(program.title.in_language(self.language), program.id) for program in programs]
        titles = [title for title, _ in titled]
        return [title if titles.count(title) == 1 else f"{title} ({name})" for title, name in titled]

    def label(self, fact: str) -> str:
        """Return the label of a fact."""
        return self.policies.facts[fact].label.in_language(self.language)

    def maximum(self, ceiling: Ceiling) -> str:
        """Return up to how much a ceiling comes, in a few words."""
        if ceiling.low is None or ceiling.low != ceiling.top:
            return ceiling_in_words(self.policies, self.language, ceiling)
        if not ceiling.low:
            return say(self.language, "screen.pays-nothing")
        figure = sums.with_period(
            self.language, words.money(self.language, ceiling.low, self.policies.currency), ceiling.period
        )
        return say(self.language, "screen.up-to", amount=figure)

    def _named(self, names: Iterable[str]) -> list[str]:
        return [self._say(f"word-{name}", currency=self._currency()) for name in names]

    def _currency(self) -> str:
        return say(self.language, "screen.yuan") if self.policies.currency == "CNY" else self.policies.currency

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"screen.{key}", **params)


def ceiling_in_words(policies: PolicySet, language: str, ceiling: Ceiling) -> str:
    """Return both ends of a ceiling as they are known, or why it has no figure."""
    if ceiling.low is None:
        return ceilings.without_figure(language, ceiling.kind)
    low = ceiling.low if ceiling.low or ceiling.low == ceiling.top else None  # that it may be nothing says nothing
    amount = words.span(language, low, ceiling.top, policies.currency)
    return sums.with_period(language, amount, ceiling.period)


class _Match:
    """The cells of one program for a row, in words."""

    def __init__(self, program: ProgramRows, wording: Wording) -> None:
        language, policies = wording.language, wording.policies
        self._program = program
        self._language = language
        self._policies = policies
        one = program.program
        cited = program.edition.sources if program.edition else ()
        self.head = (
            one.title.in_language(language),
            words.listing(language, results.agencies(policies, language, one)),
            results.heading(language, program.edition.status)
            if program.edition
            else results.outside(language, one, wording.as_of),
        )
        self.tail = (
            words.listing(language, [*dict.fromkeys(results.citation(policies, language, place) for place in cited)]),
            wording.as_of if wording.typed else words.day(language, wording.as_of),
            one.id,
            say(language, "result.disclaimer"),
            *(
                [say(language, "result.next").join(applying.lines(language, program.edition, wording.as_of))]
                if wording.with_windows
                else []
            ),
        )
        self._verdicts = {code: results.heading(language, verdict) for code, verdict in VERDICTS.items()}
        separator = say(language, "screen.separator")
        self.missing = Lists(program.missing, self._label, separator)
        self._confirm = Lists(program.confirm, lambda text: text.in_language(language), separator)
        self._separator = separator

    def __call__(self, row: int) -> tuple[Cell, ...]:
        program = self._program
        ceiling = program.ceiling(row)
        return (
            *self.head,
            self._verdicts[program.verdicts[row]],
            ceiling_in_words(self._policies, self._language, ceiling),
            plain_value(ceiling.low),
            plain_value(ceiling.top),
            self.missing.at(row),
            self._separator.join(map(self._label, ceiling.missing)),
            self._confirm.at(row),
            *self.tail,
        )

    def _label(self, fact: str) -> str:
        return self._policies.facts[fact].label.in_language(self._language)


class _ReasonWords:
    """Why a program is not for an applicant, in words; without a reason, what the verdict waits for."""

    def __init__(self, program: ProgramRows, wording: Wording) -> None:
        language = wording.language
        match = _Match(program, wording)
        title, _, status = match.head
        self._head = (title, status)
        self._tail = match.tail[:4]
        self._missing = match.missing
        self._separator = say(language, "screen.separator")
        self._verdicts = {verdict: results.heading(language, verdict) for verdict in Verdict}

    def __call__(self, row: int, reason: Reason | None) -> tuple[Cell, ...]:
        if reason is None:
            cells: tuple[Cell, ...] = ("", "", "", None, self._missing.at(row))
            return (*self._head, self._verdicts[Verdict.UNDETERMINED], *cells, *self._tail)
        said = [(blocker.required, blocker.said.answer, blocker.said.gap) for blocker in reason.blockers]
        words_of = [self._separator.join(filter(None, texts)) for texts in zip(*said, strict=True)] or [""] * 3
        cells = (*words_of, reason.alternatives or None, "")
        return (*self._head, self._verdicts[Verdict.INELIGIBLE], *cells, *self._tail)


def _translated(column: Column, said: dict[str, str]) -> Column:
    if isinstance(column, Outcomes):
        return column._replace(found=tuple([said.get(str(cell), cell) for cell in column.found]))
    return [said.get(str(cell), cell) for cell in column]
