"""The work on one batch of a table and its counts, the same in this process, in others (`--jobs`) and inside Spark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from iotcheck.batch import Chunk, Kernel, ProgramRows
from iotcheck.model import PolicySet
from iotcheck.record import Record
from iotcheck.screen.cells import BadCell, TableCoder
from iotcheck.screen.columns import Columns
from iotcheck.screen.layouts import (
    LINE,
    OBSTACLE,
    SUMMARY,
    Column,
    Layout,
    column_names,
    is_money,
    own_names,
    wide,
)
from iotcheck.screen.match_rows import Match, matches, more_cells
from iotcheck.screen.obstacles import Obstacles
from iotcheck.screen.portfolio_rows import portfolio, portfolio_names
from iotcheck.screen.reason_rows import Describe, ReasonCells, reason_rows, ruled_out
from iotcheck.screen.reasons import Reasons
from iotcheck.screen.rejects import CellRejects, Reject, bad_rows
from iotcheck.screen.reports import Page, PageMaker, Reports
from iotcheck.screen.row_values import TableValues
from iotcheck.screen.sinks import TextFormat, render
from iotcheck.screen.tables import Batch
from iotcheck.screen.tally import Tally, Tallying
from iotcheck.screen.words import Wording

_SHORTENED = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2}")  # an id of many digits, as spreadsheets show numbers


class Job(Record):
    """What is to be done with every batch of a table; it can be sent to other processes."""

    policies: PolicySet
    as_of: date
    language: str
    layout: Layout | None  # None: the table is only read
    columns: Columns
    rendered: TextFormat | None  # the results as text of a format, or as columns
    words: bool = False  # the results in words, for people
    open_cells: bool = False  # a cell that cannot be read is *don't know*, and costs no row
    near: Fraction | None = None  # of `reasons`, only those that miss one bound by no more than this share of it
    obstacles: bool = False  # the conditions that alone rule applicants out are counted
    reports: Reports | None = None  # a page for each applicant

    @property
    def names(self) -> list[str]:
        """The header of the results."""
        if self.layout is None:
            return []
        if self.layout is Layout.SUMMARY:
            names = self.wording.names(self.layout) if self.words else list(SUMMARY)
            more = (self.wording.obstacles if self.words else OBSTACLE) if self.obstacles else ()
            return [*names, *more]
        carried = [self.columns.names[place] for place in self.columns.carried]
        if self.layout is Layout.PORTFOLIO:
            ours: Sequence[str] = portfolio_names(self.wording, in_words=self.words)
        else:
            ours = self.wording.names(self.layout) if self.words else own_names(self.layout, self.policies)
        return column_names(ours, carried or [self.wording.line if self.words else LINE])

    @property
    def money(self) -> frozenset[str]:
        """The names of the columns of amounts of money among those of the results."""
        return self.wording.money if self.words else frozenset(filter(is_money, self.names))

    @property
    def counts_obstacles(self) -> bool:
        """Whether the conditions that alone rule applicants out are counted."""
        return self.obstacles or self.layout is Layout.REASONS

    @property
    def wording(self) -> Wording:
        """The words of the results."""
        return Wording(policies=self.policies, as_of=self.as_of, language=self.language, typed=self.rendered is None)


class Screened(NamedTuple):
    """What came of a batch: rows `read` and `screened`, result columns or their text, tally, what cannot be read.

    `concerned` counts the rows for which a program open to applicants is applicable or undetermined. `replaced` are the
    texts met so far that stand for others, each with its fact; `later` the lines of days after the day of assessment,
    by the column's name; `obstacles` the conditions that alone rule applicants out, and `pages` those of applicants,
    where they are wanted.
    """

    read: int
    screened: int
    concerned: int
    records: int
    results: list[Column] | bytes
    tally: Tally
    rejects: list[Reject]
    replaced: frozenset[tuple[str, str]]
    later: dict[str, list[int]]
    obstacles: Obstacles
    pages: list[Page]


class Worker:
    """Does a job batch by batch, in one thread at a time."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.kernel = Kernel(job.policies, job.as_of)
        self._coder = TableCoder(self.kernel, job.columns, open_cells=job.open_cells)
        fact_at = {place: fact for fact, place in job.columns.facts.items()}
        self._rejects = CellRejects(job.columns.names, fact_at, job.policies, job.language)
        self._reasons = Reasons(job.policies, job.as_of, job.language) if job.counts_obstacles else None
        self._values = TableValues(job.policies, job.columns, self._reasons.facts if self._reasons else ())
        self._pages: PageMaker | None = None
        if job.reports is not None:
            values = TableValues(job.policies, job.columns, job.policies.facts)
            self._pages = PageMaker(job.reports, job.policies, job.as_of, job.language, values)

    def __call__(self, batch: Batch) -> Screened:
        """Screen the rows of a batch; without a layout, only read them."""
        read = batch.rows + len(batch.bad)
        batch, chunk, rejects = self._read(batch)
        tallying = Tallying()
        results: list[Column] = []
        obstacles: Obstacles = {}
        if self.job.layout is not None and chunk.rows:
            carried: Sequence[Any] = [batch.columns[place] for place in self.job.columns.carried] or [batch.lines]
            programs = tallying.watch(self.kernel.evaluate(chunk))
            if self._pages is not None:
                programs = self._pages.watch(programs, chunk)
            if self._reasons is None:
                results = self._lay_out(chunk, programs, carried)
            else:
                self._reasons.begin(self._values.rows(batch))
                results, obstacles = self._lay_out_reasons(self._reasons, programs, carried)
        pages = self._pages.pages(batch, self.job.columns.carried) if self._pages and chunk.rows else []
        records = len(results[0]) if results else 0
        concerned = tallying.rows.bit_count()
        return Screened(
            read,
            chunk.rows,
            concerned,
            records,
            self._rendered(results),
            tallying.tally,
            rejects,
            self._coder.met,
            {self.job.columns.names[place]: lines for place, lines in self._coder.later(batch)},
            obstacles,
            pages,
        )

    def _read(self, batch: Batch) -> tuple[Batch, Chunk, list[Reject]]:
        """Code a batch, without the rows that a bad cell costs."""
        rejects = bad_rows(batch.bad, self.job.language)
        chunk, bad = self._coder.code(batch)
        bad += self._bad_ids(batch)
        if bad:
            carried = self.job.columns.carried
            applicants = batch.columns[carried[0]] if carried else ()
            faulty = {cell.row for cell in bad if cell.costs_row}
            bad.sort(key=lambda cell: cell[:2])
            rejects += self._rejects.of(bad, batch.lines, applicants, faulty)
            if faulty:
                batch = batch.select([row not in faulty for row in range(batch.rows)])
                chunk, _ = self._coder.code(batch)
        return batch, chunk, sorted(rejects, key=lambda reject: reject.line)

    def _bad_ids(self, batch: Batch) -> Iterator[BadCell]:
        """Yield the cells of the id column that are empty or not to be believed."""
        place = self.job.columns.id
        if place is None:
            return
        texts = batch.columns[place]
        if "" in texts:
            yield from (BadCell(row, place, text, "no-id", {}) for row, text in enumerate(texts) if not text)
        shortened = {row for row, text in enumerate(texts) if "+" in text and _SHORTENED.fullmatch(text.strip())}
        yield from (BadCell(row, place, texts[row], "digits-lost", {"text": texts[row]}) for row in sorted(shortened))
        for row, column, code in batch.faults:
            if column == place and row not in shortened:
                yield BadCell(row, place, texts[row], code, {"text": texts[row]})

    def _lay_out(self, chunk: Chunk, programs: Iterator[ProgramRows], carried: Sequence[Any]) -> list[Column]:
        wording = self.job.wording if self.job.words else None
        if self.job.layout is Layout.MATCHES:
            if wording:
                return wording.matches(programs, carried)
            policies, day = self.job.policies, self.kernel.as_of

            def described(program: ProgramRows) -> Match:
                return Match(program, self.job.language, more_cells(policies, program, day))

            return matches(programs, carried, described, len(own_names(Layout.MATCHES, policies)))
        if self.job.layout is Layout.PORTFOLIO:
            return portfolio(self.kernel, chunk, programs, carried, self.job.wording, in_words=self.job.words)
        if self.job.layout is Layout.WIDE:
            return (wording.wide if wording else wide)(self.kernel, chunk, programs, carried)
        for _ in programs:
            pass
        return []

    def _lay_out_reasons(
        self, reasons: Reasons, programs: Iterator[ProgramRows], carried: Sequence[Any]
    ) -> tuple[list[Column], Obstacles]:
        """Return the rows of the layout `reasons`, none of any other, and the conditions that alone rule out."""
        if self.job.layout is Layout.REASONS:
            wording, language = self.job.wording, self.job.language
            count = len(
                wording.names(Layout.REASONS) if self.job.words else own_names(Layout.REASONS, self.job.policies)
            )

            def described(program: ProgramRows) -> Describe:
                return wording.reasons(program) if self.job.words else ReasonCells(program, language)

            return reason_rows(reasons, programs, carried, described, count, self.job.near)
        obstacles: Obstacles = {}
        for program in programs:
            for _ in ruled_out(reasons, program, obstacles):
                pass
        return [], obstacles

    def _rendered(self, results: list[Column]) -> list[Column] | bytes:
        if self.job.rendered is None:
            return results
        return render(self.job.rendered, self.job.names, results) if results else b""
